"""Whatever fails or dies while a site is written, each file is whole and the next build right."""

import os
from pathlib import Path

import pytest
from tests.disk.folders import FIRST, SECOND, contents, publish, tree

from huoye.model.halt import Halt

CALLS = ("open", "write", "fchmod", "fsync", "close", "replace", "unlink", "mkdir", "rmdir")


class Killed(BaseException):
    """The process ends here: nothing runs after it."""


def run_until(out: Path, patch: pytest.MonkeyPatch, k: int, *, killed: bool) -> bool:
    """Publish SECOND, let the k-th system call fail (and with `killed` every later one): did it?"""
    count = 0
    for name in CALLS:
        real = getattr(os, name)

        def call(*args: object, real: object = real, name: str = name, **kwargs: object) -> object:
            nonlocal count
            count += 1
            if count == k or (killed and count > k):
                if name == "close":
                    real(*args)  # type: ignore[operator]
                raise Killed if killed else OSError(28, "No space left on device")
            return real(*args, **kwargs)  # type: ignore[operator]

        patch.setattr(os, name, call)
    try:
        publish(out, SECOND)
    except (Killed, Halt) as error:
        assert killed or (isinstance(error, Halt) and error.problems[0].code == "HY756")
    return count >= k


@pytest.mark.parametrize("killed", [True, False])
def test_whatever_call_fails_every_file_is_whole_and_the_next_build_is_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, killed: bool
) -> None:
    k, failed = 0, True
    good = contents(FIRST).items() | contents(SECOND).items()
    while failed:
        k += 1
        out = tmp_path / f"public-{k}"
        publish(out, FIRST)
        with monkeypatch.context() as patch:
            failed = run_until(out, patch, k, killed=killed)
        now = tree(out)
        assert now.items() <= good
        for content in now.values():
            if content.startswith(b"needs "):
                assert set(content.decode().split()[1:]) <= now.keys(), k
        publish(out, SECOND)
        assert tree(out) == contents(SECOND), k
    assert k > 30
