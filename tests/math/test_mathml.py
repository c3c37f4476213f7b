"""MathML beside the SVG: well-formed, the same from every engine, and nothing an author could inject."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from tests.math.conftest import HERE
from tests.math.test_corpus import FEATURES

from huoye.math.engines import Name
from huoye.math.typesetter import Typesetter
from huoye.model.formula import Job

HEARD = {
    "accent", "accentunder", "columnspan", "display", "fence", "form", "linethickness",
    "mathvariant", "notation", "rowspan", "separator", "stretchy",
}  # fmt: skip
HOSTILE = [
    r"\href{javascript:alert(1)}{x}",
    r"\href{https://example.org}{x}",
    r"\class{a b}{\cssId{top}{x}}",
    r"\style{position:fixed;background:url(https://example.org)}{x}",
    r"\text{</math><script>alert(1)</script>}",
    r"\text{\"'&amp;<!--}",
    r"\data{onclick=alert(1)}{x}",
    r'\mathrm{"><img src=x>}',
    r"\unicode{x3C}script\unicode{x3E}",
    r"\color{red}{x}\bbox[yellow]{y}",
    r"\unicode{xD800}",
]


@pytest.fixture(scope="module", params=HERE)
def speaking(request: pytest.FixtureRequest) -> Iterator[Typesetter]:
    """A typesetter that gives MathML."""
    with Typesetter(None, mathml=True, engine=request.param) as made:
        yield made


def test_it_says_the_formula(speaking: Typesetter) -> None:
    job = Job(r"\frac{\boldsymbol{x}}{2} < \text{若 } y", display=True)
    assert speaking.typeset([job])[job].mathml == (
        '<math display="block"><mfrac><mi mathvariant="bold-italic">x</mi><mn>2</mn></mfrac>'
        "<mo>&lt;</mo><mtext>若\xa0</mtext><mi>y</mi></math>"
    )


def test_the_svg_is_the_same_as_without(speaking: Typesetter, corpus: tuple[Job, ...]) -> None:
    some = corpus[::8]
    with Typesetter(None) as plain:
        silent = plain.typeset(some)
    assert {typeset.mathml for typeset in silent.values()} == {""}
    for job, typeset in speaking.typeset(some).items():
        assert typeset.html == silent[job].html


@pytest.mark.parametrize("tex", HOSTILE)
def test_nothing_comes_through_but_the_formula(speaking: Typesetter, tex: str) -> None:
    job = Job(tex, display=False)
    assert_harmless(speaking.typeset([job])[job].mathml)


def test_the_whole_corpus_is_harmless_in_every_engine(corpus: tuple[Job, ...]) -> None:
    some = [*corpus[::3], *(Job(tex, display=True) for tex in FEATURES)]
    told = [mathml(name, some) for name in HERE]
    assert all(other == told[0] for other in told)
    for job, text in zip(some, told[0], strict=True):
        assert text or r"\undefined" in job.tex
        assert_harmless(text)


def mathml(name: Name, jobs: list[Job]) -> list[str]:
    with Typesetter(None, mathml=True, engine=name) as made:
        answers = made.typeset(jobs)
    return [answers[job].mathml for job in jobs]


def assert_harmless(text: str) -> None:
    """Elements of MathML with attributes that a screen reader needs, or an error's nothing."""
    for element in ElementTree.fromstring(text or "<math/>").iter():
        assert re.fullmatch("m[a-z]+", element.tag)
        assert element.attrib.keys() <= HEARD
        assert not any("javascript" in value for value in element.attrib.values())
