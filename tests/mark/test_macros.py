"""Definitions found in TeX, and the ones a formula reaches."""

import pytest

from huoye.mark.macros import definitions, reachable, sources

ONE_EACH = [
    (r"\newcommand{\R}{\mathbb{R}}", "R"),
    (r"\newcommand{msign}{\mathop{\text{msign}}}", "msign"),
    (r"\newcommand\norm[1]{\left\|#1\right\|}", "norm"),
    (r"\newcommand{\inner}[2][x]{\langle #1,#2\rangle}", "inner"),
    (r"\newcommand\x\alpha", "x"),
    (r"\renewcommand {\vec} [1] {\boldsymbol{#1}}", "vec"),
    (r"\def\pair#1#2{(#1,#2)}", "pair"),
    (r"\def\till#1\end{#1}", "till"),
    (r"\let\eps=\varepsilon", "eps"),
    (r"\let\eps\varepsilon", "eps"),
    (r"\DeclareMathOperator{\tr}{tr}", "tr"),
    (r"\DeclareMathOperator*\argmax{arg\,max}", "argmax"),
    (r"\DeclarePairedDelimiter\abs{\lvert}{\rvert}", "abs"),
    (r"\DeclarePairedDelimiterX{\set}[2]{\{}{\}}{#1\mid #2}", "set"),
    (r"\newenvironment{proof}[1]{\begin{aligned}#1}{\end{aligned}}", "{proof}"),
    ("\\newcommand{\\a}% why\n  {x % }\n y}", "a"),
]


@pytest.mark.parametrize(("source", "name"), ONE_EACH)
def test_each_form_is_found_whole(source: str, name: str) -> None:
    assert definitions(f"a_1 {source} b^2") == {name: source}


def test_several_in_a_row_and_the_last_of_a_name_holds() -> None:
    tex = r"\newcommand{\a}{1}\def\b{\a}\renewcommand{\a}{2}x"
    assert definitions(tex) == {"a": r"\renewcommand{\a}{2}", "b": r"\def\b{\a}"}


@pytest.mark.parametrize(
    ("first", "alias"),
    [
        (r"\newcommand{\new}[1]{A#1}", r"\newcommand{\old}[1]{A#1}"),
        (r"\newcommand{new}{A}", r"\newcommand{old}{A}"),
        (r"\newcommand*\new\alpha", r"\newcommand*\old\alpha"),
        (r"\def\new#1{A#1}", r"\def\old#1{A#1}"),
        (r"\DeclareMathOperator*{\new}{A}", r"\DeclareMathOperator*{\old}{A}"),
        (r"\let\new=\vec", r"\let\old=\vec"),
    ],
)
@pytest.mark.parametrize("let", [r"\let\old\new", r"\let\old = \new", "\\let\\old% why\n\\new"])
def test_an_alias_keeps_what_its_macro_was(first: str, alias: str, let: str) -> None:
    """TeX's rule: once \\new is redefined, \\old is still the older one."""
    later = r"\renewcommand{\new}{<\old>}"
    expected = {"old": alias, "new": later}
    assert definitions(first + let + later) == expected
    assert definitions(let + later, definitions(first)) == expected
    assert reachable(r"\old", expected) == alias


def test_an_alias_of_a_command_of_mathjax_stays_one() -> None:
    assert definitions(r"\let\oldvec\vec\renewcommand{\vec}[1]{\oldvec{#1}}") == {
        "oldvec": r"\let\oldvec\vec",
        "vec": r"\renewcommand{\vec}[1]{\oldvec{#1}}",
    }
    assert definitions(r"\def\|{x}\newcommand\|a\let\b\|")["b"] == r"\newcommand\b a"


def test_a_definition_inside_a_body_belongs_to_the_outer_one() -> None:
    tex = r"\newcommand{\make}{\newcommand{\inner}{1}}"
    assert list(definitions(tex)) == ["make"]


@pytest.mark.parametrize(
    "broken",
    [
        r"\newcommand",
        r"\newcommand{\a}",
        r"\newcommand{\a}{unclosed",
        r"\newcommand{\a}}",
        r"\def",
        r"\let\a",
        r"\\newcommand{\a}{1}",
        "% \\newcommand{\\a}{1}",
        r"\newcommandx{\a}{1}",
    ],
)
def test_what_is_no_whole_definition_is_left_alone(broken: str) -> None:
    assert definitions(broken) == {}


def test_reachable_follows_macros_and_environments_in_order() -> None:
    macros = definitions(
        r"\newcommand{\a}{\b}\newcommand{\unused}{0}\newcommand{\b}{c}"
        r"\newenvironment{box}{[\a}{]}\newcommand{\ab}{1}"
    )
    assert reachable(r"\a", macros) == macros["a"] + macros["b"]
    assert reachable(r"\begin{box}x\end{box}", macros) == (
        macros["a"] + macros["b"] + macros["{box}"]
    )
    assert reachable(r"\abc \alpha", macros) == ""


def test_macros_that_name_each_other_end() -> None:
    macros = definitions(r"\def\a{\b}\def\b{\a}")
    assert reachable(r"\b", macros) == r"\def\a{\b}\def\b{\a}"


def test_sources_from_settings_are_definitions_again() -> None:
    written = sources({"R": r"\mathbb{R}", r"\norm": r"[1]\|#1\|", "opt": "[1][x]{#1}", "s": "[a]"})
    assert written["R"] == r"\newcommand{\R}{\mathbb{R}}"
    assert written["norm"] == r"\newcommand{\norm}[1]{\|#1\|}"
    assert written["opt"] == r"\newcommand{\opt}[1][x]{{#1}}"
    assert written["s"] == r"\newcommand{\s}{[a]}"
    assert definitions("".join(written.values())) == written


@pytest.mark.parametrize("piece", [r"\newcommand{\a}{", r"\newcommand{\a}[", r"\def\a", r"{\a"])
def test_a_megabyte_of_broken_definitions_is_read_once(piece: str) -> None:
    """Reading on from each head to the end would be 10^10 steps: that test would not come back."""
    assert definitions(piece * (1_000_000 // len(piece))) == {}
