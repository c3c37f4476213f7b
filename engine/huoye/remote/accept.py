"""A result that came back to whether it is taken: by the post as it is now, each once; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from huoye.fresh.damaged import Damaged
from huoye.fresh.judge import SOUND, Now, Setting, judge
from huoye.fresh.record import same_result
from huoye.model.cell import Cell
from huoye.model.record import Reason, Record

Answer = Literal["take", "double", "late", "outdated", "damaged"]
"""double: the very result that lies here; late: another one is here already and counts"""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What becomes of one result."""

    answer: Answer
    reasons: tuple[Reason, ...] = ()
    """why it is outdated or damaged"""


@dataclass(frozen=True, slots=True)
class Post:
    """A post as it is now."""

    cells: Sequence[Cell]
    keys: Sequence[str | None]
    now: Now
    setting: Setting


def rule(
    post: Post,
    held: Mapping[str, Record | Damaged | None],
    cell: str,
    came: Record | Damaged,
    *,
    force: bool,
) -> Ruling:
    """What becomes of a result for `cell`, where `held` lies here; `force` replaces what counts.

    The rule is that of freshness, so an outdated result is told with the same reasons.
    """
    if isinstance(came, Damaged):
        return Ruling("damaged", (Reason("damaged", cell, (came.reason, came.name)),))
    own = held.get(cell)
    if isinstance(own, Record) and same_result(own, came):
        return Ruling("double")
    if not force and _sound(post, held, cell) == ():
        return Ruling("late")
    reasons = _sound(post, {**held, cell: came}, cell)
    if reasons is None:
        return Ruling("outdated", (Reason("code", cell),))
    return Ruling("outdated", reasons) if reasons else Ruling("take")


def _sound(
    post: Post, records: Mapping[str, Record | Damaged | None], cell: str
) -> tuple[Reason, ...] | None:
    """Why the cell's record does not count, () where it does; None: the cell has none to have."""
    verdicts = judge(post.cells, post.keys, records, post.now, post.setting)
    found = next((verdict for verdict in verdicts if verdict.cell == cell), None)
    if found is None:
        return None
    return () if found.state in SOUND else found.reasons
