"""Hidden MathML in a real browser: heard once, seen nowhere, copied as TeX."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browser import DESK, look, violations
from huoye.mark.formula import Anchoring, formula_html
from huoye.math.typesetter import Typesetter
from huoye.model.draft import FormulaHole
from huoye.model.formula import Job
from huoye.model.view import FormulaView

JOBS = (Job("x^2", display=False), Job(r"\frac{a}{b}", display=True))
BODY = '<!doctype html><html lang="zh"><title>页</title><link rel="stylesheet" href="{}"><main>{}</main>'


@pytest.fixture
def page(browser: Browser, folders: list[Path], tmp_path: Path) -> Iterator[Page]:
    """A line with an inline formula, then a displayed one."""
    with Typesetter(None, mathml=True) as typesetter:
        answers = typesetter.typeset(JOBS)
    inline, shown = (
        formula_html(
            FormulaHole(0, "", ""), FormulaView(job.tex, job.display, answers[job]), Anchoring()
        )
        for job in JOBS
    )
    style = (folders[0] / "static" / "style.css").as_uri()
    file = tmp_path / "page.html"
    file.write_text(BODY.format(style, f"<h1>页</h1><p>设{inline}为数。</p>{shown}"), "utf-8")
    with look(browser, file.as_uri(), DESK, "light") as page:
        yield page


def test_copying_gives_the_tex_once(page: Page) -> None:
    page.evaluate("document.querySelector('main').append(document.createElement('textarea'))")
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+C")
    page.locator("textarea").focus()
    page.keyboard.press("Control+V")
    lines = page.locator("textarea").input_value().split()
    assert lines == ["页", r"设\(x^2\)为数。", r"\[\frac{a}{b}\]"]


def test_the_accessibility_tree_holds_the_formula_and_not_its_tex(page: Page) -> None:
    client = page.context.new_cdp_session(page)
    nodes = client.send("Accessibility.getFullAXTree")["nodes"]
    heard = [node for node in nodes if not node["ignored"]]
    roles = [node["role"]["value"] for node in heard]
    names = [node.get("name", {}).get("value", "") for node in heard]
    assert roles.count("MathMLMath") == 2
    assert {"MathMLSup", "MathMLFraction"} <= {*roles}
    assert not any("\\" in name for name in names)


def test_it_takes_no_room_and_no_rule_is_broken(page: Page) -> None:
    boxes = page.evaluate(
        "[...document.querySelectorAll('.mml')].map(e => [e.offsetWidth, e.offsetHeight])"
    )
    assert boxes == [[1, 1], [1, 1]]
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert violations(page) == []
