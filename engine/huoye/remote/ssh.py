"""The one door to the programs ssh and rsync: no question asked, the author's own settings."""

import json
import os
import shlex
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from huoye import __version__
from huoye.disk.program import find_program
from huoye.model.halt import Halt
from huoye.model.problem import problem
from huoye.remote.place import Box

COMMAND = "HUOYE_SSH"
"""variable that holds another command than ssh, with its options"""
OPTIONS = ("-T", "-o", "BatchMode=yes", "-o", "ConnectTimeout=20",
           "-o", "ServerAliveInterval=10", "-o", "ServerAliveCountMax=3")  # fmt: skip
FIND = """\
for huoye in "$1/.venv/bin/huoye" "$(command -v huoye)"; do
  [ -x "$huoye" ] && exec "$huoye" worker "$2" "$1" "$3"
done
echo huoye-is-missing >&2
exit 127
"""
LOST = 255
"""what ssh exits with when there is no connection"""
RSYNC_LOST = (10, 12, 30, 35, LOST)


class Lost(Exception):  # noqa: N818 - no error: the run goes on without us
    """The connection is gone, or could not be made."""


class Line:
    """Questions to the huoye of a box, and files there and back."""

    def __init__(self, box: Box, name: str) -> None:
        self._box, self._name = box, name
        program, *chosen = shlex.split(os.environ.get(COMMAND, "")) or ["ssh"]
        self._ssh = [_program(program), *chosen, *OPTIONS]

    def ask(self, verb: str, said: object = None) -> Any:
        """One answer; raises Lost, or Halt HY084 with how to set up the box, HY086 for the rest."""
        done = self._call(self._remote(verb), json.dumps(said).encode() if said else b"")
        if done.returncode == LOST:
            raise Lost(_last(done.stderr))
        if b"huoye-is-missing" in done.stderr:
            raise Halt(problem("HY084", host=self._box.host, folder=self._box.folder))
        if b"No such command" in done.stderr:
            here = __version__
            raise Halt(problem("HY085", host=self._box.host, there="another", here=here))
        try:
            return json.loads(done.stdout.splitlines()[-1])
        except (ValueError, IndexError):
            reason = _last(done.stderr) or f"exit code {done.returncode}"
            raise Halt(problem("HY086", host=self._box.host, reason=reason)) from None

    @contextmanager
    def listen(self) -> Iterator[Iterator[Any]]:
        """Lines of a run as they come; they end with {"over": …}, or when the connection does."""
        with subprocess.Popen(
            self._remote("follow"), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as talk:  # fmt: skip
            assert talk.stdout is not None, "it was asked for"
            try:
                yield (json.loads(line) for line in talk.stdout if line.endswith(b"\n"))
            finally:
                talk.kill()

    def send(self, root: Path, files: Iterable[str], incoming: str, copies: Sequence[str]) -> None:
        """Files into a new folder there; what lies in `copies` does not travel again."""
        names = [name.rstrip("/") for name in files]  # a "/" would send what lies in the folder
        near = [f"--copy-dest=../{name}" for name in copies[:20]]
        self._rsync(
            ["-tpL", "--dirs", "--chmod=u+rwX", "--partial", "--from0", "--files-from=-", *near],
            f"{root}/", self._there(incoming), "\0".join(names).encode("utf-8", "surrogateescape"),
        )  # fmt: skip

    def bring(self, folder: Path) -> None:
        """What the run handed out so far."""
        folder.mkdir(parents=True, exist_ok=True)
        self._rsync(["-rt", "--delete"], self._there("out/"), f"{folder}/", b"")

    def _rsync(self, options: Sequence[str], source: str, target: str, said: bytes) -> None:
        argv = [_program("rsync"), "-s", "--timeout=300", "-e", shlex.join(self._ssh),
                *options, "--", source, target]  # fmt: skip
        done = self._call(argv, said)
        if done.returncode in RSYNC_LOST and b"not found" not in done.stderr:
            raise Lost(_last(done.stderr))
        if done.returncode not in (0, 24):  # 24: a file went while it was being read
            raise Halt(problem("HY086", host=self._box.host, reason=_last(done.stderr)))

    def _there(self, name: str) -> str:
        folder = self._box.folder if self._box.folder.startswith("/") else f"./{self._box.folder}"
        return f"{self._box.host}:{folder}/jobs/{self._name}/{name}"

    def _remote(self, verb: str) -> list[str]:
        script = shlex.join(["sh", "-c", FIND, "sh", self._box.folder, verb, self._name])
        return [*self._ssh, "--", self._box.host.strip("[]"), script]

    def _call(self, argv: Sequence[str], said: bytes) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(argv, input=said, capture_output=True, check=False)


def _program(name: str) -> str:
    """Its path; raises Halt HY082 where there is none."""
    place = find_program(name)
    if place is None:
        raise Halt(problem("HY082", program=name))
    return place


def _last(said: bytes) -> str:
    """The line that says most."""
    lines = [line for line in said.decode("utf-8", "replace").splitlines() if line.strip()]
    return lines[0 if lines and lines[0].startswith("ssh") else -1] if lines else ""
