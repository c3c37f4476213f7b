"""What the tests of this room share: the corpus, the engines of this machine, a warm typesetter."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from huoye.math.engines import Name, find_node
from huoye.math.typesetter import Typesetter
from huoye.model.formula import Job

THERE: dict[Name, bool] = {
    "node": find_node() is not None,
    "quickjs": find_spec("quickjs") is not None,
}
HERE: list[Name] = [name for name, there in THERE.items() if there]


@pytest.fixture(scope="session")
def corpus() -> tuple[Job, ...]:
    """397 formulas of all kinds, none of which may fail."""
    return read_formulas("corpus.txt")


@pytest.fixture(scope="session")
def usage() -> tuple[Job, ...]:
    """Some 200 more, spread over every package and over what posts write."""
    return read_formulas("usage.txt")


def read_formulas(name: str) -> tuple[Job, ...]:
    """One formula a line: I for inline or D for display, a tab, TeX."""
    text = Path(__file__).with_name(name).read_text("utf-8")
    lines = [line for line in text.splitlines() if line[:2] in ("I\t", "D\t")]
    return tuple(Job(line[2:], display=line[0] == "D") for line in lines)


@pytest.fixture(scope="package", params=HERE)
def typesetter(request: pytest.FixtureRequest) -> Iterator[Typesetter]:
    """A typesetter without a store, once for each engine of this machine."""
    with Typesetter(None, deadline=5.0, engine=request.param) as made:
        yield made
