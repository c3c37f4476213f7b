"""MathJax starts while texts are parsed, and only where a formula will be asked for."""

from collections.abc import Iterator

import pytest
from tests.support import NOW
from tests.tiny import Tiny

from huoye.catalog.collect import Visibility
from huoye.math.typesetter import Typesetter
from huoye.model.event import silent
from huoye.site import library
from huoye.site.opened import open_site
from huoye.site.preview import preview
from huoye.site.workshop import Workshop


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Paths as they are parsed, and "begin" where a process starts."""
    noted: list[str] = []
    parse, begin = library.parse, Typesetter.begin
    monkeypatch.setattr(
        library,
        "parse",
        lambda source, options: (noted.append(source.path.split("/")[1]), parse(source, options))[
            1
        ],
    )
    monkeypatch.setattr(Typesetter, "begin", lambda self: (noted.append("begin"), begin(self))[1])
    yield noted


def test_the_process_starts_with_the_first_formula_that_is_not_known(
    tiny: Tiny, steps: list[str]
) -> None:
    tiny.post("a", "没有公式。")
    tiny.post("b", "头一回：$x_{ahead}$。")
    tiny.post("c", "又一个：$y_{ahead}$。")
    tiny.build()
    assert steps == ["a", "b", "begin", "c"]


def test_a_build_that_remembers_all_starts_none(tiny: Tiny, steps: list[str]) -> None:
    """Nor for formulas that nobody will see: of drafts, of future posts, refused ones."""
    tiny.post("a", "记得：$x_{kept}$。")
    tiny.build()
    tiny.post("b", "草稿：$x_{draft}$。", draft="true")
    tiny.post("c", "将来：$x_{future}$。", date="2999-01-01")
    steps.clear()
    tiny.build()
    assert steps == ["a", "b", "c"]


def test_serve_keeps_a_process_ready_for_the_next_formula(tiny: Tiny, steps: list[str]) -> None:
    tiny.post("a", "记得：$x_{kept}$。")
    tiny.build()
    steps.clear()
    with Workshop(open_site(tiny.root), silent) as workshop:
        preview(workshop, Visibility(NOW, drafts=True, future=True))
    assert steps == ["a", "begin"]


def test_serve_without_formulas_starts_none(tiny: Tiny, steps: list[str]) -> None:
    tiny.post("a", "没有公式。")
    with Workshop(open_site(tiny.root), silent) as workshop:
        preview(workshop, Visibility(NOW, drafts=True, future=True))
    assert steps == ["a"]
