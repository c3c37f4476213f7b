"""The HTML around a typeset formula, by the contract with the style sheet."""

from dataclasses import replace

from tests.mark.specimen import GLYPHS, numbered

from huoye.mark.formula import Anchoring, formula_html
from huoye.mark.outline import outlines_html
from huoye.model.draft import FormulaHole
from huoye.model.formula import TexError, Typeset
from huoye.model.view import FormulaImage, FormulaView, Number

HOLE = FormulaHole(0, "（", "），")
BARE = FormulaHole(0, "", "")


def inline() -> FormulaView:
    return FormulaView("a<b", False, Typeset(GLYPHS, 3.0, 1.0, 0.2))


def test_punctuation_is_glued_to_a_formula() -> None:
    span = f'<span class="m">{GLYPHS}<span class="tex">\\(a&lt;b\\)</span></span>'
    assert formula_html(HOLE, inline(), Anchoring()) == f'<span class="nb">（{span}），</span>'
    assert formula_html(BARE, inline(), Anchoring()) == span


def test_mathml_is_heard_in_place_of_the_tex() -> None:
    view = FormulaView("a", False, Typeset(GLYPHS, 3.0, 1.0, 0.2, mathml="<math><mi>a</mi></math>"))
    assert formula_html(BARE, view, Anchoring()) == (
        f'<span class="m">{GLYPHS}<span class="mml"><math><mi>a</mi></math></span>'
        '<span class="tex" aria-hidden="true">\\(a\\)</span></span>'
    )


def test_a_formula_that_may_break_holds_its_punctuation_at_its_end_pieces() -> None:
    one, two = '<svg class="m">1</svg>', '<svg class="m">2</svg>'
    view = FormulaView("a<b", False, Typeset(f"{one}{two}", 9.0, 1.0, 0.2, parts=2))
    tex = r'<span class="tex">\(a&lt;b\)</span>'
    assert formula_html(HOLE, view, Anchoring()) == (
        f'<span class="m"><span class="nb">（{one}</span><span class="nb">{two}{tex}），</span></span>'
    )
    assert formula_html(BARE, view, Anchoring()) == (
        f'<span class="m">{one}<span class="nb">{two}{tex}</span></span>'
    )


def test_a_formula_that_a_mark_of_a_footnote_follows_does_not_break_behind() -> None:
    held = FormulaHole(0, "", "", held=True)
    span = formula_html(BARE, inline(), Anchoring())
    assert formula_html(held, inline(), Anchoring()) == f'<span class="nb">{span}</span>'


def test_numbers_stand_beside_their_rows() -> None:
    view = numbered("x", Number("(1)", "eq-a", 0.5), Number("A<", "", -0.25))
    html = formula_html(FormulaHole(0, "", "。"), view, Anchoring("p1-", "/hippo/"))
    assert "--w:12.345" in html
    assert '<a class="eqno" id="p1-eq-a" href="/hippo/#eq-a" style="top:1em">(1)</a>' in html
    assert '<span class="eqno" style="top:1.75em">A&lt;</span>' in html
    assert '<span class="tail">。</span></div><div class="nos">' in html


def test_a_number_may_be_typeset_itself() -> None:
    html = formula_html(BARE, numbered("x", Number("(★)", "eq-a", 0.0, "<svg/>")), Anchoring())
    assert ">".join(('em"', "<svg/></a")) in html


def test_a_display_without_numbers_has_no_column_for_them() -> None:
    assert "nos" not in formula_html(BARE, numbered("x"), Anchoring())


def test_a_number_that_others_refer_to_bears_a_mark_on_its_own_page_alone() -> None:
    cited = Number("(1)", "eq-a", 0.5, cited="《甲》引用了式 (1)")
    own = formula_html(BARE, numbered("x", cited), Anchoring())
    assert '<a class="eqno by" href="#by-eq-a" title="《甲》引用了式 (1)"' in own
    assert "--no:4.35" in own
    elsewhere = formula_html(BARE, numbered("x", cited), Anchoring("p1-", "/hippo/"))
    assert "by-" not in elsewhere and "--no" not in elsewhere


def test_a_group_of_equations_is_found_by_the_display_it_begins_with() -> None:
    view = replace(numbered("x", Number("(1a)", "eq-1a", 0.5)), anchor="eq-sys")
    html = formula_html(BARE, view, Anchoring("p1-", "/hippo/"))
    assert html.startswith('<div class="eq" id="p1-eq-sys" style=')


def test_boxes_may_shrink_further() -> None:
    assert 'class="m boxes"' in formula_html(
        BARE, numbered(r"\style{display: inline-block; width: 16ex}{x}"), Anchoring()
    )


def test_a_refused_formula_shows_its_source() -> None:
    failed = Typeset("", 0, 0, 0, error=TexError("Odd", 'An "odd" one'))
    html = formula_html(HOLE, FormulaView("\\frac<\0", False, failed), Anchoring())
    title = "公式无法排版：An &quot;odd&quot; one（Odd）。请改正 TeX；自定义的宏写进 math.macros。"
    assert html == f'（<code class="tex-error" title="{title}">\\frac&lt;\ufffd</code>），'


def test_a_refused_formula_marks_the_place() -> None:
    error = TexError("MissingArgFor", "Missing argument for \\frac", at=2)
    view = FormulaView("a<\\frac", False, Typeset("", 0, 0, 0, error=error))
    html = formula_html(HOLE, view, Anchoring())
    assert "a&lt;<mark>\\frac</mark></code>" in html
    assert 'title="\\frac 后面缺少参数。' in html


def test_a_formula_that_shows_nothing_leaves_its_punctuation() -> None:
    view = FormulaView("", False, Typeset("", 0, 0, 0))
    assert formula_html(HOLE, view, Anchoring()) == "（），"


def test_a_feed_shows_formulas_as_images() -> None:
    image = FormulaImage("x", False, "https://a.org/f.svg", Typeset(GLYPHS, 1.5, 1.0, 0.25))
    assert formula_html(HOLE, image, Anchoring()) == (
        '<span class="nb">（<img src="https://a.org/f.svg" alt="\\(x\\)" '
        'style="width:1.5em;height:1.25em;vertical-align:-0.25em">），</span>'
    )


def test_outlines_are_one_hidden_table() -> None:
    assert outlines_html({}) == ""
    html = outlines_html({"b": "M1", "a": "M0"})
    assert html.startswith("<svg hidden") and html.endswith("</defs></svg>")
    assert html.index('<path id="a" d="M0"/>') < html.index('<path id="b" d="M1"/>')
