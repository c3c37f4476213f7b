"""Frames of a swept cell in a browser: switched by keyboard without a script, all on paper."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.fresh.samples import cell, record_of

from browser import DESK, PHONE, SETTINGS, Scheme, sideways, violations
from huoye.model.record import Figure, Frame, Output, Record, Stream, Verdict
from huoye.pages.cell import CellShow, cell_html, exhibit_html

STYLE = (Path(__file__).parents[2] / "themes/default/static/style.css").read_text("utf-8")
SVG = (
    '<svg width="331pt" height="{high}pt" viewBox="0 0 331 200">'
    '<g id="g"><path d="M0 0L331 200" style="stroke: #010203"/></g></svg>'
)
LABELS = ("1", "2", "4", "8", "16", "32", "64", "128", "256", "512", "1024", "2048")
CELL = cell("fig-a", "plot(N)\n", caption="图", sweep=f"N={','.join(LABELS)}")


def swept() -> Record:
    """The second frame is the highest."""
    outputs: list[Output] = []
    for label in LABELS:
        figure = Figure(f"fig-a.{label}.svg", "x", 442, 400 if label == "2" else 278)
        outputs += [Frame("N", label), Stream("stdout", (f"N is {label}",)), figure]
    return replace(record_of(CELL, "k"), outputs=tuple(outputs))


def show(prefix: str = "") -> CellShow:
    blobs = {f"fig-a.{n}.svg": SVG.format(high=300 if n == "2" else 208).encode() for n in LABELS}
    verdict = Verdict("fig-a", "quick", "fresh", record=swept())
    return CellShow(CELL, verdict, "图 1", "说明", blobs=blobs, prefix=prefix)


def page_of(inner: str, style: str = STYLE) -> str:
    return (
        f'<!doctype html><html lang="zh-CN"><title>题</title><style>{style}</style>'
        f'<main class="page"><h1>题</h1>{inner}<p>之后</p></main></html>'
    )


@pytest.fixture
def still(browser: Browser) -> Iterator[Page]:
    """A phone on which no script runs, with a post of one swept cell."""
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": PHONE, "height": 800}
    )
    page = context.new_page()
    page.set_content(page_of(cell_html(show())))
    yield page
    context.close()


def seen(page: Page) -> list[str]:
    """The printed text of the frames that can be seen."""
    texts = page.locator(".frame pre")
    return [texts.nth(n).inner_text() for n in range(texts.count()) if texts.nth(n).is_visible()]


def test_arrow_keys_switch_frames_without_a_script_and_nothing_moves(still: Page) -> None:
    after = still.locator("main>p").bounding_box()
    assert seen(still) == ["N is 1"]
    still.keyboard.press("Tab")  # the code
    still.keyboard.press("Tab")
    for key, label in (("ArrowRight", "2"), ("ArrowDown", "4"), ("ArrowLeft", "2")):
        still.keyboard.press(key)
        assert seen(still) == [f"N is {label}"]
        assert still.locator("main>p").bounding_box() == after
    still.keyboard.press("Tab")
    assert still.locator("pre:focus").inner_text() == "N is 2"
    still.get_by_role("group", name="N =").get_by_role("radio", name="2048").press("Space")
    assert seen(still) == ["N is 2048"]
    still.locator("label", has_text="= 16").click()
    assert seen(still) == ["N is 16"]


def test_frames_lie_upon_each_other_under_their_buttons(still: Page) -> None:
    panes = [still.locator(".frame>div").nth(n).bounding_box() for n in range(len(LABELS))]
    assert len({(box["x"], box["y"], box["width"]) for box in panes if box}) == 1
    labels = [still.locator(".frame label").nth(n).bounding_box() for n in range(len(LABELS))]
    assert all(box and pane and box["y"] + box["height"] <= pane["y"]
               for box, pane in zip(labels, panes, strict=True))  # fmt: skip
    assert all(box and box["x"] + box["width"] <= PHONE and box["height"] >= 24 for box in labels)


def test_paper_has_all_frames_side_by_side_with_their_values(still: Page) -> None:
    still.emulate_media(media="print")
    still.set_viewport_size({"width": 643, "height": 900})
    assert seen(still) == [f"N is {label}" for label in LABELS]
    assert still.locator(".frame label").all_inner_texts() == [f"N = {n}" for n in LABELS]
    first, second, third = (still.locator(".frame").nth(n).bounding_box() for n in range(3))
    assert first and second and third
    assert (first["y"], first["x"]) == (second["y"], third["x"]) and second["x"] > first["x"] + 300
    svg, pane = still.locator(".frame svg").nth(1), still.locator(".frame .fig").nth(1)
    inner, outer = svg.bounding_box(), pane.bounding_box()
    assert inner and outer and inner["x"] + inner["width"] <= outer["x"] + outer["width"]


def test_without_a_style_sheet_all_frames_are_there(still: Page) -> None:
    still.set_content(page_of(cell_html(show()), ""))
    assert seen(still) == [f"N is {label}" for label in LABELS]


@pytest.mark.parametrize(("width", "scheme"), SETTINGS)
def test_everyone_can_use_them(browser: Browser, width: int, scheme: Scheme) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.set_content(page_of(cell_html(show())))
    found, wide = violations(page), sideways(page)
    page.close()
    assert (found, wide) == ([], 0)


def test_the_same_cell_shown_elsewhere_too_is_another_group(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": DESK, "height": 800})
    elsewhere = exhibit_html(show("x1-"), "/p/#fig-a", "题")
    page.set_content(page_of(cell_html(show()) + elsewhere))
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    checked = page.locator("input:checked").count()
    page.close()
    assert len(ids) == len(set(ids)) and checked == 2
