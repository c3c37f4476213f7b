"""Numbers of formulas and figures, and what labels stand for."""

from dataclasses import replace

from tests.support import draft, formula, set_row, typeset

from huoye.catalog.equations import tag_job
from huoye.catalog.number import number
from huoye.model.catalog import Label
from huoye.model.draft import Formula, Group, Heading, Labelled
from huoye.model.formula import Job, TexError, Typeset


def test_rows_are_counted_through_the_post() -> None:
    one, two = formula("a"), formula("b")
    done = {one.job: typeset(set_row("eq:a"), set_row()), two.job: typeset(set_row("eq:b"))}
    numbering = number(draft(formulas=(one, two)), done)
    assert [[n.text for n in rows] for rows in numbering.rows] == [["(1)", "(2)"], ["(3)"]]
    assert [n.anchor for rows in numbering.rows for n in rows] == ["eq-a", "eq-2", "eq-b"]
    assert numbering.labels["eq:b"].text == "(3)"


def test_tags_are_not_counted_and_may_be_starred() -> None:
    tagged = formula("a")
    rows = (set_row("eq:t", tag="A"), set_row(tag="B", starred=True), set_row("eq:n"))
    numbering = number(draft(formulas=(tagged,)), {tagged.job: typeset(*rows)})
    assert [n.text for n in numbering.rows[0]] == ["(A)", "B", "(1)"]
    assert [n.anchor for n in numbering.rows[0]] == ["eq-t", "eq-b", "eq-n"]


def test_every_number_has_an_anchor_of_its_own() -> None:
    """An author's label eq:1 is where he put it, not where the first row would be."""
    f = formula("a")
    rows = (set_row(), set_row("eq:1"), set_row(tag="$\\star$"), set_row(tag="A"), set_row(tag="A"))
    star = tag_job(rows[2], "")
    assert star is not None
    numbering = number(
        draft(formulas=(f,), anchors=("eq-a",)), {f.job: typeset(*rows), star: typeset()}
    )
    anchors = [n.anchor for n in numbering.rows[0]]
    assert anchors == ["eq-1-1", "eq-1", "eq-star", "eq-a-1", "eq-a-2"]
    assert numbering.labels["eq:1"].text == "(2)"


def test_two_labels_of_one_anchor_are_one_too_many() -> None:
    f = formula("a")
    problems = number(
        draft(formulas=(f,)), {f.job: typeset(set_row("eq:a"), set_row("eq-a"))}
    ).problems
    assert [p.code for p in problems] == ["HY302"]


def test_a_tag_with_tex_is_a_formula_itself() -> None:
    row = set_row("eq:s", tag="$\\star$")
    job = tag_job(row, "")
    assert job is not None and job.tex == "\\text{($\\star$)}"
    assert tag_job(set_row(tag="A"), "") is None
    tagged = formula("a")
    numbering = number(
        draft(formulas=(tagged,)), {tagged.job: typeset(row), job: typeset(html="<svg>star</svg>")}
    )
    assert numbering.rows[0][0].html == numbering.labels["eq:s"].html
    assert numbering.labels["eq:s"].html == '<svg>star</svg><span class="tex">($\\star$)</span>'


def test_a_tag_shows_the_number_it_refers_to() -> None:
    """\\tag{\\ref{eq:x}'}, as amsmath's manual has it: MathJax knows no number, it was ???."""
    f = formula("a")
    rows = (
        set_row("eq:p", tag=r"\ref{eq:x}'"),
        set_row("eq:x"),
        set_row("eq:y", tag=r"\eqref{eq:x}a", starred=True),
        set_row(tag=r"\ref{eq:p}'"),
        set_row(tag=r"\ref{nowhere}"),
    )
    unknown = tag_job(rows[-1], "")
    assert unknown is not None
    numbering = number(draft(formulas=(f,)), {f.job: typeset(*rows), unknown: typeset()})
    shown = [n.text for n in numbering.rows[0]]
    assert shown == ["(1')", "(1)", "(1)a", "(1'')", r"(\ref{nowhere})"]


def test_rows_of_subnumcases_share_a_number() -> None:
    """MathJax counts them as rows of numcases, and the label before the brace as one more."""
    before, parted, after = formula("a"), formula("b"), formula("c")
    letters = [replace(set_row(label), part="letter") for label in ("", "eq:z")]
    whole = replace(set_row("eq:all"), part="whole")
    done = {
        before.job: typeset(set_row()),
        parted.job: typeset(*letters, whole),
        after.job: typeset(set_row()),
    }
    numbering = number(draft(formulas=(before, parted, after)), done)
    shown = [[n.text for n in rows] for rows in numbering.rows]
    assert shown == [["(1)"], ["(2a)", "(2b)"], ["(3)"]]
    assert numbering.labels["eq:all"] == numbering.begins[1] == Label("(2)", "eq-all")
    inside = [replace(f, group=1) for f in (before, parted)]
    grouped = number(draft(formulas=(*inside, after), groups=(Group("", 1),)), done)
    shown = [[n.text for n in rows] for rows in grouped.rows]
    assert shown == [["(1a)"], ["(1b)", "(1c)"], ["(2)"]]


def test_a_formula_within_a_line_is_not_counted() -> None:
    """$\\begin{align}…$: its number was counted and shown nowhere, its label led nowhere."""
    inline, display = formula("a", display=False), formula("b")
    done = {inline.job: typeset(set_row("eq:in")), display.job: typeset(set_row())}
    numbering = number(draft(formulas=(inline, display)), done)
    assert [[n.text for n in rows] for rows in numbering.rows] == [[], ["(1)"]]
    assert numbering.labels == {}
    assert [p.code for p in numbering.problems] == ["HY313"]
    labelled = formula(r"x\label{eq:x}", display=False)
    told = number(draft(formulas=(labelled,)), {labelled.job: typeset()}).problems
    assert [p.code for p in told] == ["HY313"]


def test_a_refused_formula_keeps_its_label_and_its_number() -> None:
    """A reference to it was an error of its own, and the preview had no page to show."""
    bad, tagged, good = (
        formula(r"\frc\label{eq:b}"),
        formula(r"\frc\tag{N}\label{eq:n}"),
        formula("b"),
    )
    failed = Typeset("", 0.0, 0.0, 0.0, error=TexError("UndefinedControlSequence", "\\frc"))
    done = {bad.job: failed, tagged.job: failed, good.job: typeset(set_row("eq:g"))}
    labels = number(draft(formulas=(bad, tagged, good)), done).labels
    shown = {name: label.text for name, label in labels.items()}
    assert shown == {"eq:b": "(1)", "eq:n": "(?)", "eq:g": "(2)"}


def test_a_group_shares_a_number_and_the_count_goes_on() -> None:
    """(1), then the group (2): (2a) (2b) (2c), then (3)."""
    before, one, two, after = formula("a"), formula("b"), formula("c"), formula("d")
    inside = [replace(f, group=1) for f in (one, two)]
    done = {
        before.job: typeset(set_row()),
        one.job: typeset(set_row("eq:b"), set_row(tag="A"), set_row()),
        two.job: typeset(set_row()),
        after.job: typeset(set_row()),
    }
    groups = (Group("eq:sys", 1),)
    numbering = number(draft(formulas=(before, *inside, after), groups=groups), done)
    shown = [[n.text for n in rows] for rows in numbering.rows]
    assert shown == [["(1)"], ["(2a)", "(A)", "(2b)"], ["(2c)"], ["(3)"]]
    assert [n.anchor for n in numbering.rows[1]] == ["eq-b", "eq-a", "eq-2b"]
    assert numbering.labels["eq:sys"] == Label("(2)", "eq-sys")
    assert numbering.labels["eq:b"] == Label("(2a)", "eq-b")
    assert numbering.begins == (None, Label("(2)", "eq-sys"), None, None)


def test_two_groups_in_a_row_are_two() -> None:
    formulas = [replace(formula(tex), group=group) for tex, group in (("a", 1), ("b", 2))]
    done = {f.job: typeset(set_row()) for f in formulas}
    groups = (Group("", 1), Group("", 2))
    numbering = number(draft(formulas=tuple(formulas), groups=groups), done)
    assert [[n.text for n in rows] for rows in numbering.rows] == [["(1a)"], ["(2a)"]]
    assert numbering.labels == {}


def test_letters_go_on_after_z() -> None:
    long = replace(formula("a"), group=1)
    done = {long.job: typeset(*[set_row() for _ in range(28)])}
    numbering = number(draft(formulas=(long,), groups=(Group("", 1),)), done)
    assert [n.text for n in numbering.rows[0]][24:] == ["(1y)", "(1z)", "(1aa)", "(1ab)"]


def test_the_label_of_a_group_counts_as_any_other() -> None:
    one = replace(formula("a"), group=1)
    done = {one.job: typeset(set_row("eq:x"))}
    problems = number(draft(formulas=(one,), groups=(Group("eq:x", 4),)), done).problems
    assert [(p.code, p.line) for p in problems] == [("HY302", 1)]


def test_a_label_numbers_a_plain_display() -> None:
    plain, rowed, tagged = (replace(formula(tex), anchor="eq:x") for tex in ("a", "b", "c"))
    for one, rows, text in (
        (plain, (), "(1)"),
        (rowed, (set_row(),), "(1)"),
        (tagged, (set_row("eq:x", tag="A"),), "(A)"),
    ):
        numbering = number(draft(formulas=(one,)), {one.job: typeset(*rows)})
        assert [[(n.text, n.anchor) for n in rows] for rows in numbering.rows] == [[(text, "eq-x")]]
        assert numbering.labels == {"eq:x": Label(text, "eq-x")}


def test_a_second_equal_label_is_told_at_its_line() -> None:
    one, two = formula("a", line=3), formula("b", line=9)
    done = {f.job: typeset(set_row("eq:x")) for f in (one, two)}
    (told,) = number(draft(formulas=(one, two)), done).problems
    assert (told.code, told.line, told.column) == ("HY302", 9, None)
    assert dict(told.values)["first"] == "3"


def test_a_label_given_twice_in_one_formula_is_told_where_it_is_given_again() -> None:
    job = Job("a\\label{eq:x}\\\\\nb\\label{eq:x}", display=True)
    twice = Formula(job, 3, (), column=1, spots=((4, 3), (5, 3)))
    rows = typeset(set_row("eq:x"), set_row("eq:x"))
    (told,) = number(draft(formulas=(twice,)), {job: rows}).problems
    assert (told.line, told.column, dict(told.values)["first"]) == (5, 4, "4")


def test_what_the_text_numbers_has_its_label_and_title() -> None:
    labels = (Labelled("thm-a", "定理 1", "勾股", 3), Labelled("train", "", "", 5))
    numbering = number(draft(labels=labels), {})
    assert numbering.captions == {"thm-a": "定理 1"}
    assert numbering.labels == {"thm-a": Label("定理 1", "thm-a", title="勾股")}


def test_a_label_of_a_formula_and_of_a_theorem_is_told_at_the_theorem() -> None:
    f = formula("a", line=3)
    done = {f.job: typeset(set_row("thm:a"))}
    post = draft(formulas=(f,), labels=(Labelled("thm-a", "定理 1", "", 9),))
    assert [(p.code, p.line) for p in number(post, done).problems] == [("HY302", 9)]


def test_headings_can_be_referred_to_but_never_hide_a_formula() -> None:
    f = formula("a")
    headings = (Heading(2, "eq:a", "节", 1), Heading(2, "节", "节", 2))
    labels = number(
        draft(formulas=(f,), headings=headings), {f.job: typeset(set_row("eq:a"))}
    ).labels
    assert labels["eq:a"].text == "(1)" and labels["节"].text == "节"
