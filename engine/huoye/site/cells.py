"""Drafts to verdicts: the one place where a site's records meet its sources."""

import os
from functools import cached_property
from pathlib import Path

from huoye.build.world import CellFacts
from huoye.disk.failed import read_failure
from huoye.fresh.judge import Now, Setting, judge, shown
from huoye.fresh.key import keys
from huoye.model.draft import Draft
from huoye.model.record import Preset, Verdict
from huoye.site.digests import Digests
from huoye.site.locked import locked_versions
from huoye.site.opened import Site
from huoye.site.records import Frozen, read_frozen
from huoye.site.revision import Revision, revision


class Bench:
    """Judges the cells of one state of the site; inputs are hashed once for all posts."""

    def __init__(self, site: Site) -> None:
        self._root = site.root
        self._locked = locked_versions(site.root)
        self._now = self.now()

    @cached_property
    def head(self) -> Revision:
        """The commit that a run is made on; git is asked once, not once a post."""
        return revision(self._root)

    def now(self) -> Now:
        """Inputs as they are from this moment on, nothing remembered."""
        return Digests(self._root, os.environ, self._locked)

    def verdicts(self, draft: Draft, preset: Preset) -> tuple[Verdict, ...]:
        """One verdict for each cell that runs under the preset."""
        return self.judged(draft, preset, self._frozen(draft, preset))

    def facts(self, draft: Draft) -> CellFacts:
        """What the page shows: the best verdict of each cell, with the pictures of its record."""
        if not draft.cells:
            return CellFacts()
        presets: tuple[Preset, ...] = ("quick", "full")
        frozen = {preset: self._frozen(draft, preset) for preset in presets}
        quick = self.judged(draft, "quick", frozen["quick"])
        full = self.judged(draft, "full", frozen["full"])
        best = shown(quick, full)
        blobs = {
            (cell, file): content
            for cell, verdict in best.items()
            for (owner, file), content in frozen[verdict.preset].blobs.items()
            if owner == cell
        }
        return CellFacts(best, blobs)

    def failed(self, draft: Draft, cell: str) -> bool:
        """Whether the last run of the cell raised."""
        return read_failure(self._root, draft.name, cell) is not None

    def _frozen(self, draft: Draft, preset: Preset) -> Frozen:
        return read_frozen(self._folder(draft), draft.cells, preset)

    def _folder(self, draft: Draft) -> Path:
        return self._root / draft.path.rpartition("/")[0]

    def judged(self, draft: Draft, preset: Preset, frozen: Frozen) -> tuple[Verdict, ...]:
        """The same, of records that were read already."""
        folder = draft.path.rpartition("/")[0]
        setting = Setting(preset, folder, archived=draft.front.archived)
        return judge(draft.cells, keys(draft.cells, preset), frozen.records, self._now, setting)
