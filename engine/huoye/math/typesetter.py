"""The door of this room: formulas to SVG, from the store where possible, from MathJax else."""

from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from functools import cached_property
from pathlib import Path
from threading import Lock, Thread
from types import TracebackType
from typing import Self

from huoye.math.engines import CHILD, SCRIPTS, Name, engines, options_json
from huoye.math.host import Host
from huoye.math.install import check_packages, check_whole, modules, versions
from huoye.math.refuse import refusal
from huoye.math.store import Store
from huoye.math.wire import refused
from huoye.model.event import Event, Report, silent
from huoye.model.formula import Job, Typeset
from huoye.model.halt import Halt
from huoye.model.problem import Problem
from huoye.text.digest import sha_parts

BATCH = 200
"""Formulas between two writes to the store and two reports: what an interrupted build loses."""


class Typesetter:
    """Typesets for one site; may be shared by threads, one works at a time.

    No process starts while everything that is asked for is remembered.
    """

    def __init__(
        self,
        cache: Path | None,
        packages: Sequence[str] = (),
        deadline: float = 10.0,
        *,
        mathml: bool = False,
        engine: Name | None = None,
    ) -> None:
        """`cache`: the folder of the store, None for none; `packages`: further MathJax packages;
        `deadline`: seconds for one formula; `mathml`: whether answers hold it; `engine`: this one
        only, None for the best there is."""
        self._packages = tuple(packages)
        self._options = options_json(packages, mathml=mathml)
        self._deadline = deadline
        self._engine = engine
        self._lock = Lock()
        self._store = Store(cache, self._stamp())
        self._outlines = dict(self._store.outlines)
        self._starting: Thread | None = None
        self.rendered = 0
        """formulas that MathJax was asked for"""

    def expect(self, jobs: Iterable[Job]) -> None:
        """Say what will be asked for: if MathJax will be needed, it starts meanwhile."""
        if self._starting is None and any(self._is_missing(job) for job in jobs):
            self.begin()

    def begin(self) -> None:
        """Start a process in the background; if it is there already, nothing happens."""
        if self._starting is None or not self._starting.is_alive():
            self._starting = Thread(target=self._begin, daemon=True)
            self._starting.start()

    def typeset(self, jobs: Iterable[Job], report: Report = silent) -> dict[Job, Typeset]:
        """An answer for each different job, in the order of their first mention.

        A formula that cannot be typeset has its `error` set. Raises Halt when MathJax cannot run
        at all: HY304 no engine, HY305 not installed, HY309 damaged, HY312 no such package.
        """
        with self._lock:
            known = {job: self._known(job) for job in jobs}
            missing = [job for job, typeset in known.items() if typeset is None]
            fresh = self._render(missing, report) if missing else {}
            return {job: typeset or fresh[job] for job, typeset in known.items()}

    def outlines(self, ids: Iterable[str]) -> dict[str, str]:
        """Glyph id → path data, for glyphs of any formula that was answered."""
        return {glyph: self._outlines[glyph] for glyph in ids}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Notes about the store: HY310 damaged and made anew, HY311 not usable."""
        return tuple(self._store.notes)

    def close(self) -> None:
        """End the processes and write what the store still holds back."""
        if self._starting:
            self._starting.join()
            self._starting = None
        if "_host" in self.__dict__:
            self._host.close()
        self._store.commit()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @cached_property
    def _host(self) -> Host:
        check_whole()
        check_packages(self._packages)
        ways = engines(modules(), self._options, self._deadline, self._engine)
        return Host(ways, self._deadline)

    def _begin(self) -> None:
        with self._lock, suppress(Halt):  # whoever asks for a formula is told
            self._host.begin()

    def _is_missing(self, job: Job) -> bool:
        return not self._store.has(job) and refusal(job) is None

    def _stamp(self) -> str:
        """Digest of all that decides a formula's bytes besides the job itself."""
        scripts = [(CHILD / name).read_text("utf-8") for name in SCRIPTS]
        return sha_parts(versions(), self._options, *scripts, length=16)

    def _known(self, job: Job) -> Typeset | None:
        """The answer for which no process is needed."""
        if error := refusal(job):
            return refused(error).typeset
        return self._store.get(job)

    def _render(self, jobs: Sequence[Job], report: Report) -> dict[Job, Typeset]:
        """Ask MathJax; what is done is in the store even if the rest is interrupted."""
        fresh: dict[Job, Typeset] = {}
        try:
            # closing: workers send an outline once, so they end with whoever did not listen
            with closing(self._host.answers(jobs)) as answers:
                for job, answer in answers:
                    fresh[job] = answer.typeset
                    self._outlines |= answer.outlines
                    self._store.put(job, answer)
                    self.rendered += 1
                    if len(fresh) % BATCH == 0 or len(fresh) == len(jobs):
                        self._store.commit()
                        report(Event("typeset", "", len(fresh), len(jobs)))
        finally:
            self._store.commit()
        return fresh
