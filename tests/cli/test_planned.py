"""What a run says before it starts."""

from dataclasses import replace

import pytest
from tests.run.sites import cell
from tests.run.test_plan import job
from tests.support import draft

from huoye.cli.planned import show_plan, span
from huoye.run.capacity import Capacity
from huoye.run.job import PostRun
from huoye.run.plan import plan
from huoye.site.running import Planned


def planned(given: PostRun) -> Planned:
    return Planned(draft(cells=tuple(given.cells)), given, plan(given))


def costing(given: PostRun, **cards: dict[str, object]) -> PostRun:
    """The job with other run cards of its cells' last runs."""
    verdicts = dict(given.verdicts)
    for name, card in cards.items():
        record = verdicts[name].record
        assert record is not None
        verdicts[name] = replace(verdicts[name], record=replace(record, card=card))
    return replace(given, verdicts=verdicts)


def test_each_cell_with_its_price_and_the_device_of_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    cells = [cell(name, "1") for name in ("fig-train", "kept", "fig-old", "fig-new")]
    given = costing(
        job("ffsn", cells, kept=("kept",)),
        **{
            "fig-train": {"seconds": 2460.0, "device": "cuda", "gpu": "NVIDIA H100"},
            "fig-old": {"seconds": 0.25, "device": "cpu"},
        },
    )
    show_plan([planned(given)])
    assert capsys.readouterr().out.splitlines() == [
        "will execute:",
        "  posts/one/index.md  标题",
        "    :10   replays fig-train, about 41 min on NVIDIA H100",
        "    :10   loads the kept names of kept",
        "    :10   runs fig-old, about 0.2 s on CPU",
        "    :10   runs fig-new, never run before",
        "about 41 min, by the last run; new cells not counted",
    ]


def test_the_total_is_that_of_posts_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    posts = [planned(job("sss")) for _ in range(4)]
    show_plan(posts, Capacity(2))
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "about 12 s with 2 posts side by side, by the last run; new cells not counted"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.04, "0.0 s"), (9.94, "9.9 s"), (9.96, "10 s"), (99.0, "99 s"), (100.0, "2 min"),
        (2460.0, "41 min"), (5940.0, "99 min"), (6000.0, "1.7 h"),
    ],
)  # fmt: skip
def test_a_span_of_time(seconds: float, said: str) -> None:
    assert span(seconds) == said
