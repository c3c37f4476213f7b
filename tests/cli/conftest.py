"""The command line in this process: arguments in, exit code and both streams out."""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from huoye.cli.main import main

LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")


@dataclass(frozen=True)
class Said:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        """Standard output as the one JSON document it must be."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


Huoye = Callable[..., Said]


@pytest.fixture
def huoye(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Huoye:
    """huoye(*arguments, at=folder, lang=…) as if typed there."""

    def call(*arguments: str, at: Path | None = None, lang: str = "C.UTF-8") -> Said:
        with monkeypatch.context() as here:
            for name in LOCALE:
                here.delenv(name, raising=False)
            here.setenv("LANG", lang)
            here.chdir(at or os.curdir)
            here.setattr(sys, "argv", ["huoye", *arguments])
            capsys.readouterr()
            with pytest.raises(SystemExit) as ended:
                main()
        out, err = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Said(ended.value.code, out, err)

    return call
