"""What the SVG of a formula says, and what it must never say."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from huoye.math.typesetter import Typesetter
from huoye.model.formula import Job, Row, Typeset


def one(typesetter: Typesetter, tex: str, *, display: bool = True, **rest: object) -> Typeset:
    job = Job(tex, display=display, **rest)  # type: ignore[arg-type]
    return typesetter.typeset([job])[job]


def glyphs(typesetter: Typesetter, tex: str) -> list[str]:
    """Glyph ids in the order in which they are drawn."""
    typeset = one(typesetter, tex)
    assert typeset.error is None
    return re.findall(r'href="#([^"]+)"', typeset.html)


def test_a_letter(typesetter: Typesetter) -> None:
    assert one(typesetter, "x", display=False) == Typeset(
        html='<svg class="m" aria-hidden="true" style="vertical-align:-0.011em" width="0.572em"'
        ' height="0.453em" viewBox="0 -442 572 453"><use href="#I1D465" transform="scale(1,-1)"/></svg>',
        width=0.572,
        height=0.442,
        depth=0.011,
        glyphs=("I1D465",),
    )


@pytest.mark.parametrize(
    "tex", ["x", r"\beta", "g", "Q", r"\sum", r"\oint", r"\mathbb{E}", r"\mathfrak{L}"]
)
def test_an_outline_in_relative_steps_is_as_high_and_as_deep_as_its_letter(
    typesetter: Typesetter, tex: str
) -> None:
    letter = one(typesetter, tex, display=False)
    outline = typesetter.outlines(letter.glyphs)[letter.glyphs[0]]
    assert re.fullmatch(r"(?:[mlhvcsz][-.\d ]*)+", outline)
    heights = [y for _, y in ends(outline)]
    assert max(heights) == pytest.approx(1000 * letter.height, abs=1)
    assert min(heights) == pytest.approx(-1000 * letter.depth, abs=1)


def ends(outline: str) -> Iterator[tuple[float, float]]:
    """Where each step of a relative path ends."""
    x = y = 0.0
    start = (x, y)
    for command, given in re.findall(r"([a-z])([^a-z]*)", outline):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", given)]
        size = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4}.get(command, 1)
        for at in range(0, len(numbers), size):
            x += 0 if command == "v" else numbers[at + size - (1 if command == "h" else 2)]
            y += 0 if command == "h" else numbers[at + size - 1]
            start = (x, y) if command == "m" else start
            yield x, y
        if command == "z":
            x, y = start


def test_rows_tell_who_counts_and_where(typesetter: Typesetter) -> None:
    tex = r"\begin{align}a\label{q}\\b\tag{$\star$}\\c\tag*{Z}\label{z}\\d\notag\\e\end{align}"
    assert one(typesetter, tex).rows == (
        Row(auto=True, text="", starred=False, label="q", y=2.6),
        Row(auto=False, text=r"$\star$", starred=False, label="", y=1.3),
        Row(auto=False, text="Z", starred=True, label="z", y=0.0),
        Row(auto=True, text="", starred=False, label="", y=-2.6),
    )


def test_rows_of_cases_tell_what_they_share(typesetter: Typesetter) -> None:
    tex = r"\begin{subnumcases}{\label{w}f=}a&甲\label{x}\\b&乙\end{subnumcases}"
    found = [(row.label, row.part) for row in one(typesetter, tex).rows]
    assert found == [("x", "letter"), ("", "letter"), ("w", "whole")]
    plain = one(typesetter, tex.replace("subnum", "num")).rows
    assert [(row.label, row.part) for row in plain] == [("x", ""), ("", ""), ("w", "whole")]


def test_the_rules_of_an_array_have_a_width(typesetter: Typesetter) -> None:
    """MathJax leaves it to a style sheet of its own: neither | nor \\hline was to be seen."""
    tex = r"\begin{array}{|c|c:c|}\hline a&b&c\\\hline d&e&f\\\hdashline g&h&i\\\hline\end{array}"
    drawn = re.findall(r"<(?:line|rect) [^>]*>", one(typesetter, tex).html)
    assert [rule.count('stroke-width="') for rule in drawn] == [1] * 5
    assert sum("stroke-dasharray" in rule for rule in drawn) == 2
    assert 'fill="none"' in next(rule for rule in drawn if rule.startswith("<rect"))


def test_text_within_text_is_text(typesetter: Typesetter) -> None:
    r"""The conditions of numcases are text; authors write \text there as they do in cases."""
    for name in ("text", "mbox"):
        tex = rf"\begin{{numcases}}{{f=}}a&\{name}{{若 $x>0$}}\end{{numcases}}"
        bare = r"\begin{numcases}{f=}a&若 $x>0$\end{numcases}"
        assert one(typesetter, tex).html == one(typesetter, bare).html
    assert one(typesetter, r"\text{a\text{b}}").html == one(typesetter, r"\text{ab}").html


@pytest.mark.parametrize(
    ("tex", "label"),
    [(r"x\tag{A}\label{中}", "中"), (r"\begin{gather*}a\\b\tag{A}\label{x}\end{gather*}", "x")],
)
def test_a_tag_where_nothing_is_counted(typesetter: Typesetter, tex: str, label: str) -> None:
    (row,) = one(typesetter, tex).rows
    assert (row.auto, row.text, row.label) == (False, "A", label)


def test_an_environment_within_a_display_has_no_number(typesetter: Typesetter) -> None:
    """MathJax counts multlined as if it were multline: the equation around it had two numbers."""
    inner = r"\begin{multlined}a\\b\end{multlined}"
    assert one(typesetter, inner).rows == ()
    (row,) = one(typesetter, rf"\begin{{equation}}{inner}\label{{q}}\end{{equation}}").rows
    assert (row.auto, row.label) == (True, "q")
    assert len(one(typesetter, r"\begin{multline}a\\b\label{q}\end{multline}").rows) == 1
    assert one(typesetter, r"\begin{multline*}a\\b\end{multline*}").rows == ()


def test_a_number_never_changes_the_formula(typesetter: Typesetter) -> None:
    plain = one(typesetter, r"\begin{align}a&=b\notag\\c&=d\notag\end{align}")
    numbered = one(typesetter, r"\begin{align}a&=b\\c&=d\label{q}\end{align}")
    assert numbered.html == plain.html


def test_references_show_their_numbers_and_lead_to_them(typesetter: Typesetter) -> None:
    references = (("far", "7", "/hippo/#eq-far"), ("q", "3", "eq-q"))
    tex = r"\begin{equation}x\label{q}\eqref{q}\ref{far}\end{equation}"
    typeset = one(typesetter, tex, references=references)
    assert typeset.error is None
    assert {"N28", "N33", "N29", "N37"} <= set(typeset.glyphs)
    assert re.findall(r'<a href="([^"]*)" tabindex="-1"', typeset.html) == [
        "#eq-q",
        "/hippo/#eq-far",
    ]


def test_a_number_is_forgotten_with_its_job(typesetter: Typesetter) -> None:
    one(typesetter, r"\eqref{q}", references=(("q", "3", "eq-q"),))
    assert "N33" not in one(typesetter, r"\eqref{q}").glyphs
    one(typesetter, r"x\tag{3}\label{p}")
    assert "N33" not in one(typesetter, r"\eqref{p}").glyphs


def test_rows_of_large_type_stand_further_apart(typesetter: Typesetter) -> None:
    first, second = one(typesetter, r"\text{\Huge $\begin{align}a\\b\end{align}$}").rows
    assert first.y - second.y == pytest.approx(2.07 * 1.3, abs=0.01)


def test_a_wide_inline_formula_comes_in_pieces_a_display_does_not(typesetter: Typesetter) -> None:
    tex = "+".join("abcdefghijklm")
    assert one(typesetter, tex, display=False).parts > 1
    assert one(typesetter, tex, display=True).parts == 1
    assert one(typesetter, "a+b", display=False).parts == 1


def test_definitions_alone_show_nothing(typesetter: Typesetter) -> None:
    assert one(typesetter, r"\newcommand{msign}{m}") == Typeset("", 0.0, 0.0, 0.0)
    assert one(typesetter, r"\phantom{x}").width > 0.5


@pytest.mark.parametrize(
    ("tex", "drawn"),
    [
        (r"\text{a_b}", ["N61", "N5F", "N62"]),
        (r"\text{a\_b}", ["N61", "N5F", "N62"]),
        (r"\text{\textbf{a}_b}", ["B1D41A", "N5F", "N62"]),
        (r"\text{5% b}", ["N35", "N25", "N20", "N62"]),
        (r"\text{R&D}", ["N52", "N26", "N44"]),
        (r"\text{a $x$}", ["N61", "NA0", "I1D465"]),
        (r"\newcommand*{\a}{x}\a", ["I1D465"]),
        (r"\newcommand{msign}{x}\msign", ["I1D465"]),
        (r"\require{Cancel}\bm{x}", ["BI1D499"]),
    ],
)
def test_what_authors_write(typesetter: Typesetter, tex: str, drawn: list[str]) -> None:
    assert glyphs(typesetter, tex) == drawn


def test_a_style_width_is_a_box_with_centred_content(typesetter: Typesetter) -> None:
    typeset = one(typesetter, r"\style{width:4em}{x}")
    assert typeset.width == 4.0
    assert 'x="1714"' in typeset.html  # (4 − 0.572)/2 em


def test_coloured_boxes_are_marked(typesetter: Typesetter) -> None:
    html = one(typesetter, r"\bbox[red]{\color{blue}x}").html
    assert '<g class="bg" style="--bg:red">' in html and 'style="--c:blue"' in html


@pytest.mark.parametrize(
    "tex",
    [
        r"\class{page}{x+y}",
        r"\class{bg}{x+y}",
        r"\cssId{main}{x+y}",
        r"\class{a}{\cssId{b}{x+y}}",
        r"\data{name=value}{x+y}",
    ],
)
def test_no_class_and_no_id_of_an_author_reaches_the_page(typesetter: Typesetter, tex: str) -> None:
    """They would be the theme's or another formula's; the formula itself is set as without them."""
    html = one(typesetter, tex).html
    assert set(re.findall(r'class="([^"]*)"', html)) == {"m"}
    assert " id=" not in html and " data-" not in html
    assert re.findall(r'href="#([^"]+)"', html) == glyphs(typesetter, "x+y")


def test_nor_by_a_token(typesetter: Typesetter) -> None:
    tex = r'\mmlToken{mi}[class="page" id="main" href="javascript:x" style="color:red"]{x}'
    html = one(typesetter, tex).html
    assert set(re.findall(r'class="([^"]*)"', html)) == {"m"}
    assert " id=" not in html and "javascript" not in html and "color:red" in html


@pytest.mark.parametrize(
    "tex",
    [
        r"\href{javascript:alert(1)}{x}",
        "\\href{java\tscript:alert(1)}{x}",
        r"\href{data:text/html,x}{x}",
        r"\style{position:fixed;top:0;z-index:9}{x}",
        r"\style{background:url(https://example.org/x)}{x}",
        r"\style{font-family:url(x)}{\text{中}}",
        r"\style{color:\75rl(x)}{x}",
        r'\cssId{"><script>alert(1)</script>}{x}',
        r'\class{"onload="alert(1)}{x}',
        r"\data{onclick=alert(1)}{x}",
        r"\text{<script>alert(1)</script>}",
        r"\unicode{x3C}\unicode{x0}\unicode{xD800}",
    ],
)
def test_nothing_runs_fetches_or_covers(typesetter: Typesetter, tex: str) -> None:
    html = one(typesetter, tex).html
    assert not re.search("[\0-\x08\ud800-\udfff]", html)
    reader = Reader()
    reader.feed(html)
    assert reader.tags
    for tag, attributes in reader.tags:
        assert tag in {"svg", "g", "use", "a", "rect", "text", "path"}
        assert not any(name.startswith(("on", "data-", "xlink")) for name in attributes)
        assert re.match(r"#|https:|$", attributes.get("href", ""))
        assert re.fullmatch(r"([a-z-]+:[-\w.%, ]+(;|$))*", attributes.get("style", ""))
        assert not re.search("position|z-index|top", attributes.get("style", ""))


class Reader(HTMLParser):
    """The tags of a piece of HTML, as a browser reads them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))


INTERTEXT = r"\begin{align}a&=b\label{p}\\ \intertext{%s}c&=d\label{q}\end{align}"


def test_a_line_of_text_between_rows_takes_no_part_in_their_alignment(
    typesetter: Typesetter,
) -> None:
    plain = one(typesetter, r"\begin{align}a&=b\\c&=d\end{align}")
    short, long = (one(typesetter, INTERTEXT % text) for text in ("x", "x" * 40))
    assert short.error is None and long.error is None
    assert short.width == pytest.approx(plain.width, abs=0.001)
    assert long.width > 15, "a line that is longer than the rows is not cut off"
    for typeset in (short, long):
        assert [(row.auto, row.label) for row in typeset.rows] == [(True, "p"), (True, "q")]
        assert typeset.rows[0].y - typeset.rows[1].y > plain.rows[0].y - plain.rows[1].y


def test_a_line_of_text_stands_in_displays_alone(typesetter: Typesetter) -> None:
    error = one(typesetter, r"a\intertext{b}").error
    assert error is not None and error.id == "Misplaced"
    assert (
        one(typesetter, r"\begin{gather*}a\\ \shortintertext{其中 $x$}b\end{gather*}").error is None
    )


def test_the_style_sheet_is_told_the_colours_that_an_author_chose(typesetter: Typesetter) -> None:
    assert 'style="--c:red"' in one(typesetter, r"\color{red}{x}").html
    assert 'style="--bg:yellow"' in one(typesetter, r"\colorbox{yellow}{x}").html
    assert "--c" not in one(typesetter, r"\color{red;position:fixed}{x}").html
    assert (
        "style"
        not in one(typesetter, "x", display=False)
        .html.replace("vertical-align", "")
        .split("viewBox")[1]
    )
