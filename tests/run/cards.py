"""A machine with graphics cards that are only said to be there."""

import os
from pathlib import Path

import pytest

from huoye.run import cards, device


def say_cards(tmp_path: Path, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """An nvidia-smi that tells of so many cards; their locks lie below `tmp_path`."""
    folder = tmp_path / "bin"
    folder.mkdir(exist_ok=True)
    rows = "".join(f"echo {n}, GPU-{n:08d}-feed\n" for n in range(count))
    tool = folder / "nvidia-smi"
    tool.write_text(f'#!/bin/sh\ncase "$1" in *index,uuid) {rows or ":"};; *) echo 550.1;; esac\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(cards, "PLACE", tmp_path)
    monkeypatch.delenv(cards.VISIBLE, raising=False)
    forget_cards()


def forget_cards() -> None:
    """The machine is asked anew."""
    cards.cards.cache_clear()
    device.driver_version.cache_clear()
