"""Typeset formulas remembered between builds: a cache that may be lost, cut or scribbled on.

One SQLite file. Every row carries a digest of itself and is believed only when it agrees; a file
that SQLite cannot read is removed and made anew; one that cannot be opened or written is gone
without. Each of the two leaves one note. Never remembered: what an engine's limits answered.
"""

import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from huoye.math.wire import Answer, dump_typeset, load_typeset
from huoye.model.formula import Job, Typeset
from huoye.model.problem import Problem, problem
from huoye.text.digest import sha

FILE = "formulas-1.sqlite"
"""The number is the schema's: another huoye's file is left alone."""
KEY = 40
SUM = 16
MOST_BYTES = 256 << 20
"""Beyond this the older half of the formulas goes."""

# blobs: a text column that is no UTF-8 any more raises an error of its own
SCHEMA = """
create table if not exists formula (key blob primary key, sum blob, body blob);
create table if not exists outline (id blob primary key, sum blob, path blob);
"""
TRIM = """delete from formula where rowid in
    (select rowid from formula order by rowid limit (select count(*) / 2 from formula))"""

CANNOT = ("BUSY", "LOCKED", "READONLY", "CANTOPEN", "IOERR", "FULL", "PERM", "AUTH", "NOLFS")
"""SQLite's names for trouble with the disk or with another process; all else is damage."""


class Store:
    """The file, or nothing where there is none to be had; no method raises for its state."""

    def __init__(self, folder: Path | None, stamp: str) -> None:
        """`stamp`: digest of all that decides a formula's bytes besides the job."""
        self.notes: list[Problem] = []
        self._stamp = stamp
        self._file = folder / FILE if folder else None
        self._database: sqlite3.Connection | None = None
        self.outlines: dict[str, str] = {}
        """glyph id → path data of every remembered glyph"""
        self._waiting: dict[Job, Answer] = {}
        self._open()

    def get(self, job: Job) -> Typeset | None:
        """What is remembered for this job, if it is whole and `outlines` has all its glyphs."""
        key = self._key(job)
        query = "select sum, body from formula where key = ?"
        for digest, body in self._guarded(lambda base: base.execute(query, (key,)).fetchall()):
            if _agrees(digest, key, body):
                typeset = load_typeset(body)
                if all(glyph in self.outlines for glyph in typeset.glyphs):
                    return typeset
        return None

    def put(self, job: Job, answer: Answer) -> None:
        """Remember an answer at the next `commit`, unless it is a passing one."""
        if self._database is not None and answer.lasting:
            self._waiting[job] = answer

    def commit(self) -> None:
        """Write what was put, as one transaction: whole or not at all."""
        waiting, self._waiting = self._waiting, {}
        if waiting:
            self._guarded(lambda base: self._write(base, waiting))

    def close(self) -> None:
        """Write the rest and let go of the file."""
        self.commit()
        self._guarded(_trim)
        self._shut()

    def _key(self, job: Job) -> bytes:
        parts = [self._stamp, job.tex, job.display, job.definitions, job.references]
        return sha(json.dumps(parts, ensure_ascii=False), KEY).encode()

    def _open(self) -> None:
        if self._file is None:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(self._file, timeout=10, check_same_thread=False)
        except (OSError, sqlite3.Error) as error:
            self._go_without(str(error))
            return
        self._guarded(self._load_outlines)

    def _load_outlines(self, base: sqlite3.Connection) -> Sequence[Any]:
        if not base.execute("select 1 from sqlite_master where name = 'outline'").fetchone():
            base.executescript(SCHEMA)
        for name, digest, path in base.execute("select id, sum, path from outline"):
            if _agrees(digest, name, path):
                stamp, _, glyph = name.decode().partition(":")
                if stamp == self._stamp:
                    self.outlines[glyph] = path.decode()
        return ()

    def _write(self, base: sqlite3.Connection, answers: dict[Job, Answer]) -> Sequence[Any]:
        fresh: dict[str, str] = {}
        for answer in answers.values():
            fresh |= {g: p for g, p in answer.outlines.items() if self.outlines.get(g) != p}
        pairs = [
            (f"{self._stamp}:{glyph}".encode(), path.encode()) for glyph, path in fresh.items()
        ]
        bodies = [(self._key(job), dump_typeset(a.typeset)) for job, a in answers.items()]
        with base:
            base.executemany("insert or replace into outline values (?, ?, ?)", _summed(pairs))
            base.executemany("insert or replace into formula values (?, ?, ?)", _summed(bodies))
        self.outlines |= fresh
        return ()

    def _guarded(self, use: Callable[[sqlite3.Connection], Sequence[Any]]) -> Sequence[Any]:
        """What `use` reads from the database, nothing when the database is not up to it."""
        if self._database is None:
            return ()
        try:
            return use(self._database)
        except sqlite3.Error as error:
            name = getattr(error, "sqlite_errorname", "")
            if name.removeprefix("SQLITE_").startswith(CANNOT):
                self._go_without(str(error))
            else:
                self._begin_anew(str(error))
            return ()

    def _begin_anew(self, reason: str) -> None:
        """Remove a damaged file and open an empty one; a second damage is the disk's."""
        self._shut()
        first = not any(note.code == "HY310" for note in self.notes)
        if self._file is None or not first:
            self._go_without(reason)
            return
        self.notes.append(problem("HY310", reason=reason))
        self.outlines = {}
        try:
            for suffix in ("", "-journal", "-wal", "-shm"):
                self._file.with_name(FILE + suffix).unlink(missing_ok=True)
        except OSError as error:
            self._go_without(str(error))
            return
        self._open()

    def _go_without(self, reason: str) -> None:
        """Formulas are typeset again in the next build; this one is none the worse."""
        self._shut()
        if not any(note.code == "HY311" for note in self.notes):
            self.notes.append(problem("HY311", reason=reason))

    def _shut(self) -> None:
        database, self._database = self._database, None
        if database is not None:
            with suppress(sqlite3.Error):
                database.close()


def _trim(base: sqlite3.Connection) -> Sequence[Any]:
    pages = base.execute("pragma page_count").fetchone()[0]
    free = base.execute("pragma freelist_count").fetchone()[0]
    size = base.execute("pragma page_size").fetchone()[0]
    if (pages - free) * size > MOST_BYTES:
        with base:
            base.execute(TRIM)
    return ()


def _summed(pairs: Sequence[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes, bytes]]:
    return [(name, _sum(name, value), value) for name, value in pairs]


def _sum(name: bytes, value: bytes) -> bytes:
    return sha(name + b"\0" + value, SUM).encode()


def _agrees(digest: object, name: object, value: object) -> bool:
    """Whether a row is what was written; damage may even change the type of a column."""
    if not (isinstance(name, bytes) and isinstance(value, bytes)):
        return False
    return digest == _sum(name, value)
