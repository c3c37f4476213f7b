"""Typeset formulas remembered between builds: a cache that may be lost, cut or scribbled on.

One file of lines, only ever added to: digest, key, value. A line is believed when its digest agrees
and is left out otherwise, so damage costs the formulas it hit and nothing else; no lock is needed,
because whole batches are appended at once. Never remembered: what an engine's limits answered.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path

from huoye.disk.write import write_whole
from huoye.math.wire import Answer, dump_typeset, load_typeset
from huoye.model.formula import Job, Typeset
from huoye.model.problem import Problem, problem
from huoye.text.digest import sha

FILE = "formulas-1.txt"
"""The number is the format's: another huoye's file is left alone."""
KEY = 40
SUM = 16
MOST_BYTES = 64 << 20
"""Some 60,000 formulas; beyond this the older half of the formulas goes."""


class Store:
    """The file's lines in memory; no method raises for the file's state, it leaves a note."""

    def __init__(self, folder: Path | None, stamp: str) -> None:
        """`folder` of the file, None to remember nothing; `stamp`: digest of all that decides a
        formula's bytes besides the job."""
        self.outlines: dict[str, str] = {}
        """glyph id → path data of every remembered glyph"""
        self.notes: list[Problem] = []
        self._stamp = stamp
        self._file = folder / FILE if folder else None
        self._values: dict[bytes, bytes] = {}
        self._waiting = bytearray()
        self._writable = folder is not None
        self._rewrite = False
        self._load()

    def has(self, job: Job) -> bool:
        """Whether `get` will most likely find this job; a fifth of its time."""
        return self._key(job) in self._values

    def get(self, job: Job) -> Typeset | None:
        """What is remembered for this job, if `outlines` has all its glyphs."""
        value = self._values.get(self._key(job))
        typeset = load_typeset(value) if value else None
        if typeset and all(glyph in self.outlines for glyph in typeset.glyphs):
            return typeset
        return None

    def put(self, job: Job, answer: Answer) -> None:
        """Remember an answer, unless it is a passing one; `commit` brings it to the disk."""
        if self._file is None or not answer.lasting:
            return
        for glyph, path in answer.outlines.items():
            if self.outlines.get(glyph) != path:
                self.outlines[glyph] = path
                self._add(f"{self._stamp}:{glyph}".encode(), json.dumps(path).encode())
        self._add(self._key(job), dump_typeset(answer.typeset))

    def commit(self) -> None:
        """Write what was put; after damage, everything that is still good."""
        lines, self._waiting = bytes(self._waiting), bytearray()
        if self._file is None or not self._writable or not (lines or self._rewrite):
            return
        try:
            if self._rewrite:
                lines = b"".join(_line(key, value) for key, value in self._values.items())
                write_whole(self._file, lines, sync=False)  # a lost cache costs only time
            else:
                _append(self._file, lines)
            self._rewrite = False
        except OSError as error:
            self._go_without(error)

    def _key(self, job: Job) -> bytes:
        parts = [self._stamp, job.tex, job.display, job.definitions, job.references]
        return sha(json.dumps(parts, ensure_ascii=False), KEY).encode()

    def _add(self, key: bytes, value: bytes) -> None:
        self._values.pop(key, None)  # so that the order is that of age
        self._values[key] = value
        self._waiting += _line(key, value)

    def _load(self) -> None:
        if self._file is None:
            return
        try:
            data = self._file.read_bytes()
        except FileNotFoundError:
            return
        except OSError as error:
            self._go_without(error)
            return
        self._believe(data.splitlines(keepends=True))
        if len(data) > MOST_BYTES:
            self._forget_half()
        self._find_outlines()

    def _believe(self, lines: Iterable[bytes]) -> None:
        """Keep the lines whose digest agrees; a later line of a key replaces an earlier."""
        wrong = 0
        for line in lines:
            _, _, rest = line.partition(b" ")
            key, _, value = rest.rstrip(b"\n").partition(b" ")
            if line == _line(key, value):
                self._values.pop(key, None)
                self._values[key] = value
            else:
                wrong += 1
        if wrong:
            self.notes.append(problem("HY310", lines=wrong))
            self._rewrite = True

    def _forget_half(self) -> None:
        """Drop the older formulas; outlines are few, and shared by old and new."""
        formulas = [key for key in self._values if b":" not in key]
        for key in formulas[: len(formulas) // 2]:
            del self._values[key]
        self._rewrite = True

    def _find_outlines(self) -> None:
        prefix = f"{self._stamp}:".encode()
        for key, value in self._values.items():
            if key.startswith(prefix):
                self.outlines[key.removeprefix(prefix).decode()] = json.loads(value)

    def _go_without(self, error: OSError) -> None:
        """What was read stays good; what is new is typeset again in the next build."""
        self._writable = False
        self.notes.append(problem("HY311", reason=error.strerror or type(error).__name__))


def _line(key: bytes, value: bytes) -> bytes:
    return sha(key + b" " + value, SUM).encode() + b" " + key + b" " + value + b"\n"


def _append(file: Path, lines: bytes) -> None:
    """One write for a whole batch: another build's lines come before or after, not between."""
    file.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    # a link that came with a site would lead to a file of the author's
    flags |= getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(file, flags, 0o644)
    try:
        rest = memoryview(lines)
        while rest:
            rest = rest[os.write(handle, rest) :]
    finally:
        os.close(handle)
