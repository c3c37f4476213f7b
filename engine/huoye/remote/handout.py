"""`run --into DIR`: each sealed record into a folder as its cell ends, last what came of all."""

import json
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from huoye.disk.failed import read_failure, write_failure
from huoye.disk.write import write_whole
from huoye.model.draft import Draft
from huoye.model.event import Event, Report
from huoye.model.halt import Halt
from huoye.model.problem import Problem, problem
from huoye.model.record import Preset
from huoye.remote.returned import FILE, PROGRESS, Returned, event_out, spell
from huoye.run.job import PostResult
from huoye.run.record import files, read_record
from huoye.run.stop import Stop
from huoye.site.cells import Bench
from huoye.site.choose import Wanted
from huoye.site.opened import CACHE, Site
from huoye.site.records import frozen_folder


@dataclass(frozen=True, slots=True)
class _Slip:
    """One record that may be handed out."""

    home: str
    """folder of the post, from the site's"""
    cell: str


class Handout:
    """The folder mirrors the site: posts/lora/frozen/quick/fig-loss.json, files beside it.

    What is fresh before the run is handed out too, unless it is to be run anew: a worker that was
    killed between storing a record and handing it out is completed by its next run.
    """

    def __init__(self, site: Site, preset: Preset, folder: Path) -> None:
        if _among_inputs(site, folder):
            raise Halt(problem("HY081", folder=folder))
        self._site, self._preset, self._folder = site, preset, folder
        self._lock = threading.Lock()
        self._seen: dict[_Slip, object] = {}
        (folder / FILE).unlink(missing_ok=True)
        folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def open(self, wanted: Sequence[Wanted], force: bool) -> Iterator[None]:
        """Hand out what is fresh; a Halt within is told in the folder as well."""
        drafts = {item.draft.path: item.draft for item in wanted}
        bench = Bench(self._site)
        for draft in drafts.values():
            fresh = _fresh(bench, draft, self._preset)
            for cell in draft.cells:
                slip = _Slip(draft.path.rpartition("/")[0], cell.name)
                done = cell.name in fresh and not force
                self._seen[slip] = None if done else self._look(slip)
        self._hand_out()
        try:
            yield
        except Halt as halt:
            self.close((), halt.problems)
            raise

    def beside(self, report: Report) -> Report:
        """A report that hands out what each step left."""

        def told(event: Event) -> None:
            report(event)
            with self._lock, (self._folder / PROGRESS).open("a", encoding="utf-8") as progress:
                progress.write(json.dumps(event_out(event)) + "\n")
            self._hand_out()

        return told

    def close(self, results: Sequence[PostResult], problems: Iterable[Problem]) -> None:
        """The last record, the tracebacks of failed cells, then how all ended."""
        self._hand_out()
        for result in results:
            name = post_name(result.post)
            for outcome in result.outcomes:
                failure = read_failure(self._site.root, name, outcome.cell)
                if outcome.fate == "failed" and failure is not None:
                    write_failure(self._folder, name, outcome.cell, failure)
        text = spell(Returned(tuple(results), tuple(problems)))
        write_whole(self._folder / FILE, text.encode("utf-8"))

    def _hand_out(self) -> None:
        with self._lock:
            for slip, seen in self._seen.items():
                now = self._look(slip)
                if now is not None and now != seen and self._copy(slip):
                    self._seen[slip] = now

    def _look(self, slip: _Slip) -> object:
        """What changes whenever the record is written; None where there is none."""
        try:
            stat = (self._frozen(self._site.root, slip) / f"{slip.cell}.json").stat()
        except OSError:
            return None
        return (stat.st_mtime_ns, stat.st_size, stat.st_ino)

    def _copy(self, slip: _Slip) -> bool:
        """Its files first; False where the record is being written anew this moment."""
        source, target = (self._frozen(r, slip) for r in (self._site.root, self._folder))
        record = read_record(source, slip.cell)
        if record is None:
            return False
        try:
            for name in (*sorted(files(record)), f"{slip.cell}.json"):
                write_whole(target / name, (source / name).read_bytes())
        except FileNotFoundError:
            return False
        return True

    def _frozen(self, root: Path, slip: _Slip) -> Path:
        return frozen_folder(root / slip.home, self._preset)


def run_into(
    handout: Handout,
    wanted: Sequence[Wanted],
    start: Callable[[Report, Stop], Generator[PostResult, None, None]],
    report: Report,
    stop: Stop,
    *,
    force: bool,
) -> Generator[PostResult, None, None]:
    """The results of what `start` starts, handed out as they come."""
    with handout.open(wanted, force), closing(start(handout.beside(report), stop)) as running:
        results: list[PostResult] = []
        for result in running:
            results.append(result)
            yield result
        handout.close(results, ())


def post_name(post: str) -> str:
    """What failures of a post are remembered under, as run.job.PostRun.name has it."""
    return post.removesuffix("/index.md").removesuffix(".md").rpartition("/")[2]


def _among_inputs(site: Site, folder: Path) -> bool:
    """Whether cells may read there: in the site, and not in a hidden folder of it."""
    place = folder.resolve()
    return place.is_relative_to(site.root) and place.relative_to(site.root).parts[:1] != (CACHE,)


def _fresh(bench: Bench, draft: Draft, preset: Preset) -> frozenset[str]:
    verdicts = bench.verdicts(draft, preset)
    return frozenset(verdict.cell for verdict in verdicts if verdict.state == "fresh")
