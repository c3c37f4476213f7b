"""A folder that a run handed out to the site's own records: sealed, up to date, each once."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from huoye.disk.failed import clear_failure, read_failure, write_failure
from huoye.fresh.damaged import Damaged
from huoye.fresh.judge import Setting
from huoye.fresh.key import keys
from huoye.fresh.reason import words
from huoye.model.draft import Draft
from huoye.model.event import Event
from huoye.model.problem import Problem, problem
from huoye.model.record import Preset, Reason, Record
from huoye.remote.accept import Post, Ruling, rule
from huoye.remote.handout import post_name
from huoye.remote.returned import FILE, PROGRESS, Returned, event_in, understand
from huoye.run.job import PostResult
from huoye.run.record import files, write_record
from huoye.site.cells import Bench
from huoye.site.library import Library
from huoye.site.opened import Site
from huoye.site.records import frozen_folder, read_frozen

OUTDATED = "HY661"
"""code of a result that is not of the post as it is now"""

PRESETS: tuple[Preset, ...] = ("quick", "full")


@dataclass(frozen=True, slots=True)
class Taken:
    """What one look into the folder brought."""

    cells: tuple[str, ...]
    """those whose result lies here now: posts/lora/index.md#fig-loss"""
    problems: tuple[Problem, ...]


class Taker:
    """Looks into a folder again and again while a run goes on there; what was ruled on rests."""

    def __init__(self, site: Site, folder: Path, *, force: bool = False) -> None:
        self._site, self._folder, self._force = site, folder, force
        self._library = Library(site.root, site.config)
        self._ruled: dict[Path, object] = {}

    def take(self, *, last: bool = True) -> Taken:
        """Store what counts; a file that is still on its way waits unless this is the last look."""
        if not self._new(self._folder):
            return Taken((), ())
        cells: list[str] = []
        problems: list[Problem] = []
        drafts = [p.draft for p in self._library.read().parsed.values() if p.draft is not None]
        for draft in drafts:
            for preset in PRESETS:
                for cell, found in self._post(draft, preset, last):
                    if found is None:
                        cells.append(f"{draft.path}#{cell}")
                    else:
                        problems.append(found)
        stray = self._new(self._folder) if last else ()
        problems += [_stray(path.relative_to(self._folder)) for path in stray]
        return Taken(tuple(cells), tuple(problems))

    def returned(self) -> Returned | None:
        """How the run ended, its tracebacks remembered here; None where it did not end."""
        try:
            found = understand((self._folder / FILE).read_text("utf-8"))
        except (OSError, UnicodeDecodeError, Damaged):
            return None
        for result in found.results:
            name = post_name(result.post)
            for outcome in result.outcomes:
                failure = read_failure(self._folder, name, outcome.cell)
                if outcome.fate == "failed" and failure is not None:
                    write_failure(self._site.root, name, outcome.cell, failure)
        return found

    def steps(self, since: int) -> list[Event]:
        """The steps of the run after the first `since`."""
        try:
            lines = (self._folder / PROGRESS).read_text("utf-8").splitlines(keepends=True)
            return [event_in(json.loads(line)) for line in lines[since:] if line.endswith("\n")]
        except (OSError, ValueError, TypeError):
            return []

    def _post(
        self, draft: Draft, preset: Preset, last: bool
    ) -> Iterator[tuple[str, Problem | None]]:
        home = draft.path.rpartition("/")[0]
        folder = frozen_folder(self._folder / home, preset)
        new = {path: seen for path, seen in self._new(folder).items() if path.parent == folder}
        if not new:
            return
        came = read_frozen(self._folder / home, draft.cells, preset)
        held = dict(read_frozen(self._site.root / home, draft.cells, preset).records)
        setting = Setting(preset, home, archived=False)
        now = Bench(self._site).now()
        post = Post(draft.cells, keys(draft.cells, preset), now, setting)
        for cell, record in came.records.items():
            if record is None or _path(folder, cell, record) not in new:
                continue
            if isinstance(record, Damaged) and not last:
                continue  # its figure may be on its way
            ruling = rule(post, held, cell, record, force=self._force)
            self._ruled |= {(path := _path(folder, cell, record)): new[path]}
            if ruling.answer == "take" and isinstance(record, Record):
                _store(self._site, draft, preset, folder, record)
                held[cell] = record
                yield cell, None
            elif ruling.answer != "double":
                yield cell, _dropped(draft, cell, ruling)

    def _new(self, folder: Path) -> Mapping[Path, object]:
        """Records in a folder and below that were not ruled on as they are now."""
        found: dict[Path, object] = {}
        for path in sorted(folder.rglob("*.json")) if folder.is_dir() else ():
            if "frozen" not in path.parts or path.name[0] == ".":
                continue
            stat = path.stat()
            found[path] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        return {path: seen for path, seen in found.items() if self._ruled.get(path) != seen}


def told(returned: Returned | None, problems: list[Problem], *, same: bool) -> Iterator[PostResult]:
    """Results of the posts as a run here would give them; what was dropped after them.

    What another run gave in vain is run again; what ours gave in vain was not run as asked.
    """
    if same:
        problems = [replace(p, level="error" if p.code == OUTDATED else p.level) for p in problems]
    if returned is not None:
        yield from returned.results
    said = (*problems, *(returned.problems if returned is not None else ()))
    if said:
        yield PostResult("", (), said)


def _path(folder: Path, cell: str, record: Record | Damaged) -> Path:
    """Its file; a record of another label lies under that."""
    name = record.cell if isinstance(record, Record) else cell
    return folder / f"{name}.json"


def _store(site: Site, draft: Draft, preset: Preset, source: Path, record: Record) -> None:
    home = site.root / draft.path.rpartition("/")[0]
    blobs = {name: (source / name).read_bytes() for name in sorted(files(record))}
    write_record(frozen_folder(home, preset), record, blobs)
    clear_failure(site.root, post_name(draft.path), record.cell)


def _dropped(draft: Draft, cell: str, ruling: Ruling) -> Problem:
    """Why a result was dropped."""
    code = {"late": "HY660", "outdated": OUTDATED, "damaged": "HY662"}[ruling.answer]
    line = next((c.line for c in draft.cells if c.name == cell), None)
    why = "; ".join(words(reason) for reason in ruling.reasons)
    why_zh = "；".join(words(reason, "zh") for reason in ruling.reasons)
    return problem(code, draft.path, line, cell=cell, why=why, why_zh=why_zh)


def _stray(path: Path) -> Problem:
    """A result for a cell that no post has."""
    home = path.as_posix().partition("/frozen/")[0]
    reason = Reason("gone", path.stem)
    why, why_zh = words(reason), words(reason, "zh")
    return problem(OUTDATED, f"{home}/index.md", cell=path.stem, why=why, why_zh=why_zh)
