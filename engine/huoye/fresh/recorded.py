"""Verdicts of a post to its recorded values, each with the cell that vouches for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from huoye.model.record import Verdict


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recorded value as prose and checks may use it."""

    value: object
    """number or nested list of numbers"""
    verdict: Verdict
    """of the cell that recorded it"""
    post: str = ""
    """path of the post it is of, where that is another one"""
    page: str = ""
    """path of that post's page in the site"""
    called: str = ""
    """what readers know the cell by: 图 1, 《甲》图 1"""

    @property
    def stale(self) -> bool:
        """Whether the cell would have to run again to vouch for it."""
        return self.verdict.state not in ("fresh", "archived")


def recorded(verdicts: Iterable[Verdict]) -> dict[str, Recorded]:
    """Every recorded name of a post; a name that two cells record is the later cell's."""
    return {
        name: Recorded(value.value, verdict)
        for verdict in verdicts
        if verdict.record is not None
        for name, value in verdict.record.values.items()
    }


def plain(values: Mapping[str, Recorded]) -> dict[str, object]:
    """The values alone, as expressions look them up."""
    return {name: entry.value for name, entry in values.items()}
