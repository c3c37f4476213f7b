"""Texts to HTML by the JavaScript reference: the one place where tests call node.

The packages come by npm at set-up (tools/setup.sh test), held to the SHA-512 of the committed lock.
"""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def rendered(program: str, texts: Sequence[str]) -> list[str]:
    """The reference's HTML of each text, from one process; skips where it is not installed."""
    node = shutil.which("node")
    if node is None or not (HERE / "node_modules").is_dir():
        missing = (
            "node" if node is None else "tests/reference/node_modules (sh tools/setup.sh test)"
        )
        pytest.skip(f"the JavaScript reference is not here: {missing} is missing")
    lines = "".join(json.dumps(text) + "\n" for text in texts)
    run = subprocess.run(
        [node, program], cwd=HERE, input=lines, capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in run.stdout.split("\n") if line]


def unicode_version() -> tuple[int, ...]:
    """The version of Unicode that node knows."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("the JavaScript reference is not here: node is missing")
    ask = [node, "-p", "process.versions.unicode"]
    told = subprocess.run(ask, capture_output=True, text=True, check=True).stdout
    return tuple(int(part) for part in told.strip().split("."))
