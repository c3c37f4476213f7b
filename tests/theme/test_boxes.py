"""A row of coloured boxes, set by MathJax and shown by a browser: no label leaves its box."""

import shutil
from itertools import pairwise

import pytest
from playwright.sync_api import Browser
from tests.tiny import Tiny

from browser import DESK, PHONE

BOX = r"\style{display:inline-block; width: %s; padding: %s 0; border: 1px solid %s; background-color: %s}{%s}"
BLUE, ORANGE = ("#6C8EBF", "#DAE8FC"), ("#D79B00", "#FFE6CC")
LORA = r"\,".join(
    (
        BOX % ("24ex", "10ex", *BLUE, r"W_0\in\mathbb{R}^{n\times m}"),
        BOX
        % ("24ex", "10ex", *ORANGE, r"\begin{gathered}A\in\\ \mathbb{R}^{n\times r}\end{gathered}"),
        BOX % ("24ex", "3ex", *ORANGE, r"\text{低秩的 }B\in\mathbb{R}^{r\times m}"),
    )
)
"""three boxes as authors draw LoRA"""
MEASURE = """() => {
  const at = e => { const {left, right, top, bottom} = e.getBoundingClientRect(); return {left, right, top, bottom} }
  const frame = document.querySelector('.boxes'), em = parseFloat(getComputedStyle(frame).fontSize)
  const boxes = [...frame.querySelectorAll('g.bg')].map(g => ({
    box: at(g.querySelector('rect')),
    labels: [...g.querySelectorAll('use, text')].map(at).filter(l => l.right > l.left),
  }))
  return {em, ratio: em / parseFloat(getComputedStyle(frame.parentElement).fontSize),
          fits: frame.scrollWidth <= frame.clientWidth, boxes}
}"""


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_labels_stay_inside_their_boxes(browser: Browser, tiny: Tiny, width: int) -> None:
    shutil.rmtree(tiny.root / "themes")
    tiny.post("lora", f"$$\n{LORA}\n$$")
    tree = tiny.built()
    style = next(content for path, content in tree.items() if path.endswith(".css")).decode()
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.set_content(f"{tree['lora/index.html'].decode()}<style>{style}</style>")
    found = page.evaluate(MEASURE)
    context.close()
    boxes, em = found["boxes"], found["em"]
    assert found["fits"]
    assert (0.55 <= found["ratio"] < 0.76) if width == PHONE else found["ratio"] == 1
    assert len(boxes) == 3
    for one in boxes:
        box, labels = one["box"], one["labels"]
        assert len(labels) >= 5
        assert all(
            box["left"] <= label["left"] <= label["right"] <= box["right"] for label in labels
        )
        assert all(
            box["top"] <= label["top"] <= label["bottom"] <= box["bottom"] for label in labels
        )
        left, right = min(b["left"] for b in labels), max(b["right"] for b in labels)
        assert abs((left + right) - (box["left"] + box["right"])) / 2 < 0.2 * em, "in the middle"
    assert all(a["box"]["right"] < b["box"]["left"] for a, b in pairwise(boxes))
    assert 31 < (boxes[-1]["box"]["right"] - boxes[0]["box"]["left"]) / em < 33, "three times 24ex"


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_label_of_an_arrow_is_not_cut_off(browser: Browser, tiny: Tiny, width: int) -> None:
    """Left of the first arrow it lies outside of the diagram, whose frame scrolls and clips."""
    shutil.rmtree(tiny.root / "themes")
    tiny.post("cd", "$$\\begin{CD}A@>a>>B\\\\@VfVV@VVgV\\\\C@>>>D\\end{CD}$$")
    tree = tiny.built()
    style = next(content for path, content in tree.items() if path.endswith(".css")).decode()
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.set_content(f"{tree['cd/index.html'].decode()}<style>{style}</style>")
    cut, over = page.evaluate("""() => {
      const frame = document.querySelector('.eq>.m'), {left, right} = frame.getBoundingClientRect()
      const cut = [...frame.querySelectorAll('use')].map(e => e.getBoundingClientRect())
        .filter(at => at.left < left || at.right > right).length
      return [cut, document.documentElement.scrollWidth > innerWidth]
    }""")
    context.close()
    assert cut == 0
    assert not over
