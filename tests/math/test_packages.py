"""MathJax's whole language: each extension is there, on request, or refused for a reason."""

import re
from pathlib import Path

import pytest

from huoye.math.engines import find_node
from huoye.math.install import EXTENSIONS, REFUSED, check_packages, modules
from huoye.math.typesetter import Typesetter
from huoye.model.formula import Job, Typeset
from huoye.model.halt import Halt

THERE: dict[str, str] = {
    "ams": r"\begin{align}a&=b\\c&=d\end{align}\boxed{x}",
    "amscd": r"\begin{CD}A@>f>>B\\@VVV@VVV\\C@>>g>D\end{CD}",
    "bbox": r"\bbox[yellow,5px,border:2px solid red]{x}",
    "begingroup": r"\begingroup\def\a{1}\a\endgroup",
    "boldsymbol": r"\boldsymbol{\alpha}+\bm{x}",
    "braket": r"\bra{a}\ket{b}\Braket{a|\hat H|b}\Set{x|x>0}",
    "bussproofs": r"\begin{prooftree}\AxiomC{$A$}\AxiomC{$B$}\BinaryInfC{$A\land B$}\end{prooftree}",
    "cancel": r"\cancel{x}\bcancel{y}\xcancel{z}\cancelto{0}{w}",
    "cases": r"\begin{numcases}{f=}a&若 $x>0$\\b&若 $x\le0$\end{numcases}",
    "centernot": r"a\centernot\implies b",
    "color": r"\textcolor{red}{x}\colorbox{yellow}{$y$}\definecolor{a}{rgb}{0,.5,1}\color{a}z",
    "colortbl": r"\begin{array}{cc}\rowcolor{yellow}a&b\\c&\cellcolor{red}d\end{array}",
    "configmacros": r"\bm{x}",
    "empheq": r"\begin{empheq}[left=\empheqlbrace]{align}a\\b\end{empheq}",
    "enclose": r"\enclose{circle,updiagonalstrike}{x}",
    "extpfeil": r"A\xtwoheadrightarrow{f}B\xmapsto{g}C\Newextarrow{\xfoo}{5,10}{0x21C0}\xfoo{h}",
    "gensymb": r"20\degree,\ 5\celsius,\ 3\ohm,\ 2\micro",
    "html": r"\href{https://example.org/}{x}\class{a}{y}\cssId{b}{z}\style{color:red}{w}",
    "mathtools": r"\begin{dcases}a&b\\c&d\end{dcases}\coloneqq\prescript{a}{b}{X}\xleftrightarrow{f}",
    "mhchem": r"\ce{2H2 + O2 ->[\Delta] 2H2O}\quad\pu{9.8 m//s2}",
    "newcommand": r"\newcommand{\a}[2][x]{#1+#2}\a[y]{z}\newenvironment{e}{(}{)}\begin{e}x\end{e}",
    "tagformat": r"x\tag{1}",
    "textcomp": r"\textdegree\texteuro\textohm",
    "textmacros": r"\text{\textbf{粗}与\emph{斜}，$x$}",
    "unicode": r"\unicode{x2207}\unicode[serif]{x4E2D}\U{2207}",
    "units": r"\units[5]{m}\ \unitfrac[3]{m}{s}\ \nicefrac12",
    "upgreek": r"\upalpha\upbeta\Upgamma",
    "verb": r"\verb|a_b^c|",
}
"""extension → what it is for; loaded on every site"""
ASKED: dict[str, str] = {
    "physics": r"\dv{f}{x}+\abs{y}+\expval{H}",
    "colorv2": r"\color{red}{x}+y",
    "fontsizev3": r"{\tiny x}",
}
"""extensions that change what others mean: [math] packages asks for them"""


def one(typesetter: Typesetter, tex: str) -> Typeset:
    job = Job(tex, display=True)
    return typesetter.typeset([job])[job]


def test_every_extension_of_mathjax_has_its_place() -> None:
    here = {path.stem for path in (modules() / EXTENSIONS).glob("*.js")}
    assert here == THERE.keys() | ASKED.keys() | REFUSED
    assert not (THERE.keys() & REFUSED or ASKED.keys() & REFUSED)


def test_the_guide_names_each_of_them() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "guide.md").read_text("utf-8")
    section = guide.partition("### 能用的命令")[2].partition("\n### ")[0]
    machinery = {"begingroup", "configmacros", "tagformat"}
    words = set(re.findall(r"[A-Za-z]\w*", section))
    assert (THERE.keys() | ASKED.keys() | REFUSED) - words == machinery


@pytest.mark.parametrize("name", THERE)
def test_what_a_package_is_for_is_set(typesetter: Typesetter, name: str) -> None:
    typeset = one(typesetter, THERE[name])
    assert typeset.error is None
    assert typeset.width > 0.4


@pytest.mark.parametrize("name", [*THERE, "amsmath", "amssymbols", "bbm", "dsfont"])
def test_whatever_is_there_may_be_required_in_any_case(typesetter: Typesetter, name: str) -> None:
    plain = one(typesetter, "x")
    for spelled in (name, name.upper(), name.title(), f" {name} "):
        assert one(typesetter, rf"\require{{{spelled}}}x") == plain


@pytest.mark.parametrize("name", [*sorted(REFUSED - {"bbm", "dsfont"}), "physics", "nope", "../x"])
def test_what_is_not_there_cannot_be_required(typesetter: Typesetter, name: str) -> None:
    error = one(typesetter, rf"\require{{{name}}}x").error
    assert error is not None and error.id == "BadRequire"


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_no_site_can_ask_for_what_is_refused(name: str) -> None:
    with pytest.raises(Halt) as halt:
        check_packages([name])
    assert [problem.code for problem in halt.value.problems] == ["HY312"]


@pytest.mark.skipif(find_node() is None, reason="three more engines take long without node")
@pytest.mark.parametrize("name", ASKED)
def test_what_changes_others_is_there_on_request(typesetter: Typesetter, name: str) -> None:
    with Typesetter(None, [name]) as asked:
        with_it = one(asked, ASKED[name])
    assert with_it.error is None
    assert with_it != one(typesetter, ASKED[name])


@pytest.mark.parametrize(
    "tex",
    [
        r"\toggle{x}{y}\endtoggle",
        r"\mathtip{x}{y}",
        r"\texttip{x}{y}",
        r"\setOptions{formatError=x}",
        r"\mathbbb{x}",
        r"\includegraphics{x}",
        r"\input{x}",
        r"\write18{x}",
    ],
)
def test_what_is_refused_is_an_error_and_not_a_silent_gap(typesetter: Typesetter, tex: str) -> None:
    error = one(typesetter, tex).error
    assert error is not None and error.id == "UndefinedControlSequence"


def test_letters_of_fonts_that_are_not_there_are_blackboard_letters(typesetter: Typesetter) -> None:
    for command in ("mathbbm", "mathds"):
        tex = rf"\{command}{{1}}_{{x>0}}\{command}{{R}}"
        assert one(typesetter, tex) == one(typesetter, r"\mathbb{1}_{x>0}\mathbb{R}")


def test_html_in_a_formula_is_text(typesetter: Typesetter) -> None:
    html = one(typesetter, "<tex-html><script>alert(1)</script></tex-html>").html
    assert "script" not in html and "<use" in html
