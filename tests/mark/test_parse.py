"""parse: lines of problems and holes, macros, excerpts, what is counted, what is kept."""

from collections.abc import Sequence

import pytest
from tests.mark.specimen import FRONT, draft_of, parsed, view_of

from huoye.mark.fill import fill
from huoye.mark.parse import ParseOptions, parse
from huoye.model.draft import Draft, FormulaHole, Hole, HrefHole, TitleHole, ValueHole
from huoye.model.problem import Problem
from huoye.model.source import Source

TOP = FRONT.count("\n")


def lines(problems: Sequence[Problem]) -> list[tuple[str, int]]:
    return [(p.code, (p.line or 0) - TOP) for p in problems]


def holes(draft: Draft, kind: type[Hole]) -> list[Hole]:
    return [piece for piece in draft.pieces if isinstance(piece, kind)]


def test_front_matter_that_cannot_be_trusted_gives_no_draft() -> None:
    source = Source("posts/a.md", "post", "---\ntitle: 甲\ndate: 昨天\n---\n$$ x\n", "d")
    result = parse(source, ParseOptions())
    assert result.draft is None
    assert [(p.code, p.line) for p in result.problems][-1] == ("HY201", 5)
    assert any(p.line == 3 for p in result.problems)


def test_formulas_know_their_own_lines() -> None:
    text = "甲 $a$\n$b$ `x\ny` $c$\n\n> 乙\n> $d$\n\n- 丙\n  [$e$](x\n  'y') $f$\n\n丁^[注\n$g$]\n"
    draft = draft_of(text)
    found = {f.job.tex: f.line - TOP for f in draft.formulas}
    assert found == {"a": 1, "b": 2, "c": 3, "d": 6, "e": 9, "f": 10, "g": 13}


def test_holes_know_their_own_lines() -> None:
    draft = draft_of("甲\n《乙\n丙》\n[丁](hippo) {eval}`x`\n")
    found = [piece for piece in draft.pieces if isinstance(piece, TitleHole | HrefHole | ValueHole)]
    assert [hole.line - TOP for hole in found] == [2, 4, 4]


def test_captions_know_the_line_of_their_option() -> None:
    draft = draft_of(
        "```{python}\n#| label: fig-a\n#| caption: $a$\nx\n```\n\n![b](b.png\n'$c$')\n"
    )
    assert [(f.job.tex, f.line - TOP) for f in draft.formulas] == [("a", 3), ("c", 7)]
    assert draft.captions == ((FormulaHole(0, "", ""),),)


def test_macros_hold_from_their_definition_on() -> None:
    options = ParseOptions(macros={"R": r"\mathbb{R}"})
    draft = draft_of(
        r"$\x\R$ $\def\x{1}\x$ $\x$" + "\n\n" + r"$\renewcommand{\x}{\R}$$\x$", options
    )
    jobs = [(f.job.tex, f.job.definitions) for f in draft.formulas]
    site = r"\newcommand{\R}{\mathbb{R}}"
    assert jobs == [
        (r"\x\R", site),
        (r"\def\x{1}\x", ""),
        (r"\x", r"\def\x{1}"),
        (r"\x", site + r"\renewcommand{\x}{\R}"),
    ]


def test_macros_of_the_front_matter_override_those_of_the_site() -> None:
    front = "---\ntitle: 甲\ndate: 2026-02-27\nmath:\n  macros:\n    R: \\mathbf{R}\n---\n"
    source = Source("posts/a.md", "post", front + "$\\R$", "d")
    result = parse(source, ParseOptions(macros={"R": r"\mathbb{R}"}))
    assert result.draft is not None
    assert result.draft.formulas[0].job.definitions == r"\newcommand{\R}{\mathbf{R}}"


def test_labels_inside_and_outside_a_formula() -> None:
    draft = draft_of(r"$$x\eqref{eq:a}\ref{b#eq:c}\eqref{eq:a}$$ (eq-x)")
    assert draft.formulas[0].refers == ("eq:a", "b#eq:c")
    assert draft.formulas[0].anchor == "eq-x"


def test_cells_inherit_the_front_matter_and_know_their_lines() -> None:
    front = "---\ntitle: 甲\ndate: 2026-02-27\nhuoye:\n  seed: 3\n  device: cpu\n---\n"
    text = "甲\n\n```{code-cell} python\n#| label: fig:a\n#| device: cuda\n\n\nx = 1\n\n```\n"
    draft = parse(Source("posts/a.md", "post", front + text, "d"), ParseOptions()).draft
    assert draft is not None
    (cell,) = draft.cells
    assert (cell.name, cell.labelled, cell.family) == ("fig-a", True, "fig")
    assert dict(cell.options) == {"seed": "3", "device": "cuda"}
    assert (cell.code, cell.line, cell.code_line) == ("x = 1", 10, 15)


def test_cells_without_a_label_are_named_by_their_code() -> None:
    options = ParseOptions(name_of=lambda code: "0123456789" if "x" in code else "abcdefabcd")
    text = "```{python}\nx\n```\n```{python}\ny\n```\n```{python}\nx\n```\n"
    cells = draft_of(text, options).cells
    assert [cell.name for cell in cells] == ["c-01234567", "c-abcdefab", "c-01234567-2"]
    assert not any(cell.labelled for cell in cells)


@pytest.mark.parametrize(
    ("line", "meaning"),
    [
        ("#| code-fold: true", {"echo": "fold"}),
        ("#| include: false", {"echo": "false", "output": "false"}),
        ("#| tags: [remove-output, mine]", {"output": "false"}),
        ("#| packages: [torch, 'numpy']", {"packages": "torch, numpy"}),
        ("#| inputs:\n#|   - a.csv\n#|   - b.csv", {"inputs": "a.csv, b.csv"}),
        (":caption: 甲\n#| caption: 乙", {"caption": "乙"}),
        ("#| check: abs(loss - 0.19) < 0.01", {"check": "abs(loss - 0.19) < 0.01"}),
    ],
)
def test_options_of_every_spelling(line: str, meaning: dict[str, str]) -> None:
    (cell,) = draft_of(f"```{{python}}\n{line}\nx\n```\n").cells
    assert dict(cell.options) == meaning
    assert cell.code == "x"


def test_html_is_text_where_it_is_switched_off() -> None:
    options = ParseOptions(html="off")
    draft = draft_of("<div>甲</div>\n\n<b>乙</b>\n\n<!--more-->\n\n丙", options)
    html = fill(draft.pieces, view_of(draft))
    assert "<div>" not in html and "&lt;b&gt;乙" in html
    assert "丙" not in fill(draft.pieces[: draft.cut], view_of(draft))


def test_title_links_can_be_switched_off() -> None:
    draft = draft_of("《已有的文章》", ParseOptions(title_links=False))
    assert holes(draft, TitleHole) == []
    assert fill(draft.pieces, view_of(draft)) == "<p>《已有的文章》</p>\n"


def test_an_excerpt_ends_at_more() -> None:
    draft = draft_of("甲[^1]\n\n<!-- more -->\n\n乙\n\n[^1]: 注")
    view = view_of(draft, prefix="p1-", base="/sample/")
    assert fill(draft.pieces[: draft.cut], view) == (
        '<p>甲<a class="fn" href="/sample/#n1">1</a></p>\n'
    )
    assert not draft.whole


def test_an_excerpt_without_more_is_some_whole_blocks() -> None:
    block = "字" * 90 + "\n\n"
    draft = draft_of(block * 5)
    assert fill(draft.pieces[: draft.cut], view_of(draft)).count("<p>") == 3
    short = draft_of(block)
    assert short.whole and short.cut == len(short.pieces)


def test_an_excerpt_ends_neither_with_a_heading_nor_in_front_of_too_much() -> None:
    draft = draft_of("字" * 90 + "\n\n## 题\n\n" + "字" * 900)
    assert fill(draft.pieces[: draft.cut], view_of(draft)) == f"<p>{'字' * 90}</p>\n"


def test_an_excerpt_leaves_cells_to_the_post() -> None:
    draft = draft_of("甲\n\n```{python}\nx\n```\n\n乙")
    assert fill(draft.pieces[: draft.cut], view_of(draft)) == "<p>甲</p>\n"


def test_ids_in_a_list_are_prefixed_and_links_lead_into_the_post() -> None:
    draft = draft_of("## 甲\n\n乙")
    html = fill(draft.pieces, view_of(draft, prefix="p2-", base="/sample/"))
    assert '<h2 id="p2-甲">' in html and 'href="/sample/#甲"' in html


def test_prose_is_counted_without_code_and_formulas() -> None:
    draft = draft_of("深度 learning 有 `code` $x$ 与 3.14。\n\n$$y$$\n\n```\n代码\n```\n")
    count = draft.count
    assert (count.hanzi, count.words, count.formulas, count.displays) == (4, 2, 1, 1)
    assert draft.plain == "深度 learning 有 code $x$ 与 3.14。\n\\[y\\]"


def test_every_id_is_an_anchor() -> None:
    draft = draft_of(
        '## 甲\n\n乙[^1]<a id="z"></a>\n\n[^1]: 注\n\n```{python}\n#| label: fig-a\nx\n```\n\n<p id="y">'
    )
    assert draft.anchors == ("甲", "z", "fig-a", "y", "n1", "r1")


def test_nesting_too_deep_is_reported_and_keeps_its_text() -> None:
    result = parsed("甲\n\n" + ">" * 80 + " 乙\n\n丙")
    assert lines(result.problems) == [("HY203", 3)]
    assert result.draft is not None
    html = fill(result.draft.pieces, view_of(result.draft))
    assert "乙" in html and "丙" in html


def test_problems_come_in_the_order_of_the_file() -> None:
    found = lines(parsed("[^x]\n\n$$ a\n\n令 $\\beta\n\n```nope\n```\n").problems)
    assert found == [("HY206", 1), ("HY201", 3), ("HY202", 5), ("HY204", 7)]


def test_figures_tables_and_theorems_count_apart_in_the_order_of_the_text() -> None:
    draft = draft_of(
        "```{python}\n#| label: fig-a\nx\n```\n"
        "```{python}\n#| label: train\nx = 1\n```\n"
        ":::{figure} 图.png\n:label: fig-b\n说明\n:::\n\n"
        "![丙](图.png){#fig-c}\n\n| a |\n|---|\n: 表 {#tbl-a}\n\n"
        "```{python}\n#| label: tbl-b\ny\n```\n"
        ":::{引理}\n:::\n\n:::{prf:lemma} 佐恩 $x$\n:label: lem-z\n:::\n\n"
        ":::{note} 题\n:name: n\n:::\n"
    )
    assert [(x.anchor, x.text, x.title) for x in draft.labels] == [
        ("fig-a", "图 1", ""), ("train", "", ""), ("fig-b", "图 2", "说明"), ("fig-c", "图 3", "丙"),
        ("tbl-a", "表 1", "表"), ("tbl-b", "表 2", ""), ("lem-z", "引理 2", "佐恩 $x$"), ("n", "题", ""),
    ]  # fmt: skip


def test_words_of_blocks_are_prose() -> None:
    draft = draft_of(
        ":::{定理} 勾股\n设 $a$。\n:::\n\n:::{note} 题\n文\n:::\n\n:::{figure} a.png\n图说\n:::\n"
    )
    assert draft.plain == "定理 1（勾股）　设 $a$。\n题\n文\n图说"
    assert draft.count.hanzi == 2 + 2 + 1 + 1 + 1 + 2


def test_an_excerpt_holds_a_block_whole_or_not_at_all() -> None:
    long = "字" * 300
    for block in (
        f":::{{note}}\n{long}\n\n{long}\n:::",
        f"> [!NOTE]\n> {long}\n>\n> {long}",
        f"- {long}\n- {long}",
    ):
        draft = draft_of(f"{'文' * 100}\n\n{block}\n\n尾\n")
        assert fill(draft.pieces[: draft.cut], view_of(draft)) == f"<p>{'文' * 100}</p>\n"
    inside = draft_of(":::{note}\n甲\n\n<!--more-->\n\n乙\n:::\n")
    assert inside.whole


def test_blocks_nested_too_deep_are_told_and_kept() -> None:
    text = "".join(f":::{{note}} 题{n}\n" for n in range(70)) + "底\n" + ":::\n" * 70
    result = parsed(text)
    assert [p.code for p in result.problems] == ["HY203"]
    assert result.draft is not None
    html = fill(result.draft.pieces, view_of(result.draft))
    assert all(f"题{n}" in html for n in range(70)) and "底" in html


def test_a_prefix_of_the_sites_own_leads_where_its_pattern_says() -> None:
    options = ParseOptions(links={"wiki": "https://zh.wikipedia.org/wiki/{id}", "arxiv": "x:{id}"})
    draft = draft_of("[甲](wiki:傅里叶级数) wiki:LoRA，arxiv:2402.15345 doi:10.1000/1", options)
    html = "".join(piece for piece in draft.pieces if isinstance(piece, str))
    assert 'href="https://zh.wikipedia.org/wiki/%E5%82%85' in html
    assert 'href="https://zh.wikipedia.org/wiki/LoRA"' in html
    assert 'href="x:2402.15345"' in html
    assert html.endswith(" doi:10.1000/1</p>\n")
