"""What an author wants run elsewhere, asked again and again of the site as it is at the moment."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from huoye.fresh.key import keys
from huoye.remote.gather import stamps
from huoye.run.plan import plan
from huoye.site.choose import choose
from huoye.site.opened import Site
from huoye.site.running import Planned, RunWish, plan_runs
from huoye.site.sound import sound_drafts

CARDS: Any = 64
"""as many as a cell may ask for"""


@dataclass(frozen=True, slots=True)
class Errand:
    """Posts by name, and how they are to be run."""

    site: Site
    names: Sequence[str]
    wish: RunWish

    def plan(self) -> list[Planned]:
        """What is to run now, as on a machine that has the cards that cells ask for."""
        drafts, _ = sound_drafts(self.site)
        planned = plan_runs(self.site, choose(self.names, drafts), self.wish)
        return [item for item in map(_carded, planned) if any(c.executes for c in item.chains)]

    def state(self) -> str:
        """Digest of what such a run depends on: code, options, modules, data, not its results."""
        drafts, _ = sound_drafts(self.site)
        wanted = {item.draft.path: item.draft for item in choose(self.names, drafts)}
        told = [(path, keys(draft.cells, self.wish.preset)) for path, draft in wanted.items()]
        asked = (sorted(self.names), self.wish.preset, self.wish.device, self.wish.force)
        inputs = stamps(self.site.root, [path.rpartition("/")[0] for path in wanted], wanted)
        return hashlib.sha256(repr((told, asked, inputs)).encode()).hexdigest()[:24]


def _carded(item: Planned) -> Planned:
    """The post as planned where there are cards."""
    job = replace(item.job, gpu=CARDS)
    return replace(item, job=job, chains=plan(job))
