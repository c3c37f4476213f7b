"""Refused formulas: code, place, excerpt and nearest name of each kind of error, in both engines."""

import random
import re
import string
from collections.abc import Iterable

import pytest
from tests.math.conftest import HERE

from huoye.mark.fault import CODES, FAULTS, OTHER, Fault, fault, left_open_by, with_macros
from huoye.mark.macros import definitions, reachable, sources
from huoye.math.install import modules
from huoye.math.typesetter import Typesetter
from huoye.model.draft import Formula
from huoye.model.formula import Job, TexError
from huoye.model.messages import MESSAGES
from huoye.text.window import LEFT, RIGHT

OURS = {
    "TooLong",
    "TooDeep",
    "BadCharacter",
    "Timeout",
    "Died",
    "TooEarly",
    "Internal",
    "BadRequire",
    "TooLarge",
}
MACROS = sources(
    {
        "norm": r"[1]\left\|#1\right\|",
        "broken": r"[1]x^{#1}\undefd",
        "bad": "[1]#2",
        "twice": r"[1]{#1}^2",
        "KL": r"\mathrm{KL}",
        "loop": r"x\pool",
        "pool": r"\loop",
        "open": r"\left(",
    }
) | definitions(r"\newenvironment{claim}{\begin{claim}}{\end{claim}}")

TABLE = [
    (r"a+▶\alhpa◀ b", "HY320", r"\alpha"),
    (r"A\to ▶\mathbbR◀", "HY320", r"\mathbb"),
    (r"▶\Kl◀(p\|q)", "HY320", r"\KL"),
    (r"\frac{1}{2+▶\qqqqqq◀}", "HY320", "-"),
    (r"\norm{x + ▶\ung◀}", "HY320", "-"),
    (r"\text{中文 $▶\ung◀$ x}", "HY320", "-"),
    (r"\begin{cases} a & \begin{pmatrix}1\\ ▶\ung◀\end{pmatrix}\end{cases}", "HY320", "-"),
    (r"\ce{H2O ▶\ung◀}", "HY320", "-"),
    (r"\boxed{a_1+▶\ung◀}", "HY320", "-"),
    ("\\begin{align}\n a&=b\\\\\n  c&=▶\\ung◀\n\\end{align}", "HY320", "-"),
    (r"y+▶\broken◀{z}", "HY320", "-"),
    (r"▶\begin{alinged}◀x\end{alinged}", "HY321", "aligned"),
    (r"\left(▶\begin{pmatrx}◀1\end{pmatrx}\right)", "HY321", "pmatrix"),
    (r"▶\begin{constructor}◀\end{constructor}", "HY321", "-"),
    (r"\frac{1}▶{◀2", "HY322", "-"),
    (r"\left( \frac{1}▶{◀2 \right)", "HY322", "-"),
    (r"x^▶{◀2", "HY322", "-"),
    (r"\begin{align}a&=▶{◀b\end{align}", "HY322", "-"),
    (r"\{▶{◀\}", "HY322", "-"),
    ("a▶}◀b", "HY323", "-"),
    (r"\sqrt{a}▶}◀^2", "HY323", "-"),
    (r"▶\begin{align}◀x&=y", "HY324", "-"),
    (r"\begin{align}x&=▶\begin{pmatrix}◀1\end{align}", "HY324", "-"),
    (r"\begin{align}x▶\end{aligned}◀", "HY325", "-"),
    (r"a ▶\end{align}◀", "HY326", "-"),
    (r"a+▶\frac◀{1}", "HY327", "-"),
    ("x▶^◀", "HY327", "-"),
    (r"\frac{x▶_◀}{2}", "HY327", "-"),
    (r"▶\sqrt◀", "HY327", "-"),
    (r"a_{▶\hat◀}", "HY327", "-"),
    (r"{a▶_◀}+b", "HY327", "-"),
    (r"\begin{align}a▶^◀\end{align}", "HY327", "-"),
    (r"\begin{align}a▶\end{subequations}◀", "HY346", "equation"),
    (r"x▶\begin{subequations}◀a\end{subequations}", "HY346", "equation"),
    ("a^b▶^◀c", "HY328", "-"),
    ("a_b▶_◀c", "HY328", "-"),
    ("x^2▶'◀", "HY328", "-"),
    (r"\boxed{a_b▶_◀c}", "HY328", "-"),
    (r"\twice{x}▶^◀3", "HY328", "-"),
    ("a ▶&◀ b", "HY329", "-"),
    (r"\frac{a▶&◀b}{c}", "HY329", "-"),
    (r"▶\left◀(x", "HY330", "-"),
    (r"\begin{align}a&=b\\c&=▶\left◀(d\end{align}", "HY330", "-"),
    (r"\open x", "HY330", "-"),
    (r"x▶\right◀)", "HY331", "-"),
    (r"x▶\middle◀|y", "HY331", "-"),
    (r"▶\left◀ x y\right)", "HY332", "-"),
    (r"▶\bigl◀", "HY332", "-"),
    (r"\def\a{\a\a}x+▶\a◀", "HY333", "-"),
    (r"x+▶\loop◀", "HY333", "-"),
    (r"\newcommand{\b}{\b x}▶\b◀", "HY333", "-"),
    (r"▶\begin{claim}◀x\end{claim}", "HY333", "-"),
    (r"▶\require◀{nope}", "HY339", "-"),
    (r"y▶\bad◀{x}", "HY340", "-"),
    (r"▶\newcommand◀{\b}[a]{x}", "HY340", "-"),
    ("a▶#◀b", "HY341", "-"),
    (r"a▶\kern◀ x", "HY342", "-"),
    (r"\begin{align}a▶\\◀[2x]b\end{align}", "HY342", "-"),
    (r"▶\color◀[rgb]{1,2}x", "HY343", "-"),
    (r"▶\begin{array}◀{q}x\end{array}", "HY344", "-"),
    (r"▶\limits◀ x", "HY345", "-"),
    (r"a\over b▶\over◀ c", "HY345", "-"),
    (r"\begin{equation}▶\begin{align}◀x\end{align}\end{equation}", "HY346", "-"),
    (r"\hbox{▶$◀x}", "HY347", "-"),
    (r"\begin{equation}x\tag{1}▶\tag◀{2}\end{equation}", "HY348", "-"),
    (r"▶\sqrt◀[3{x}", "HY349", "-"),
    ("{" * 60 + "▶{◀x" + "}" * 61, "HY335", "-"),
    ("a▶\0◀b", "HY336", "-"),
    ("a▶\ud800◀b", "HY336", "-"),
    ("x" * 10_001, "HY334", "-"),
    (r"\unicode{x110000}", "HY338", "-"),
]
"""formula with its place marked, code, the nearest names"""


def job(tex: str) -> Job:
    """With the macros that it reaches, as a post would give them."""
    return Job(tex, True, reachable(tex, MACROS))


def found(typesetter: Typesetter, jobs: Iterable[Job]) -> dict[Job, Fault | None]:
    """What is wrong with each."""
    answers = typesetter.typeset(jobs)
    return {
        job: fault(job.tex, with_macros(answer.error, [*MACROS, *definitions(job.tex)]))
        if answer.error
        else None
        for job, answer in answers.items()
    }


def test_each_kind_of_error_is_told_at_its_place(typesetter: Typesetter) -> None:
    rows = [(re.sub("[▶◀]", "", marked), marked, code, near) for marked, code, near in TABLE]
    told = found(typesetter, [job(tex) for tex, *_ in rows])
    wrong = []
    for tex, marked, code, near in rows:
        error = told[job(tex)]
        assert error is not None, marked
        place = marked.find("▶") if "▶" in marked else None
        stop = marked.index("◀") - 1 if "▶" in marked else None
        best = dict(error.values)["near"].partition(", ")[0]
        if (error.code, error.start, error.stop, best) != (code, place, stop, near):
            wrong.append((marked, error))
    assert wrong == []


def test_the_macro_at_fault_is_named(typesetter: Typesetter) -> None:
    jobs = [job(tex) for tex in (r"y+\broken{z}", r"\frac{\broken{1}}{2}", r"x+\undefd")]
    told = found(typesetter, jobs)
    assert [error and error.problem().text() for error in told.values()] == [
        r"unknown command \undefd, in the definition of \broken",
        r"unknown command \undefd, in the definition of \broken",
        r"unknown command \undefd",
    ]
    assert "（出在 \\broken 的定义里）" in next(filter(None, told.values())).problem().text("zh")


def test_the_macro_that_leaves_something_open_is_named(typesetter: Typesetter) -> None:
    """MathJax notices at the end of the formula, whose own text opens nothing."""
    opened = r"\newcommand{\lop}{\left(}\newcommand{\bpm}{\begin{pmatrix}}"
    for tex, macro, code in ((r"x+\lop y", r"\lop", "HY330"), (r"\bpm a", r"\bpm", "HY324")):
        broken = Job(tex, True, opened)
        error = typesetter.typeset([broken])[broken].error
        assert error is not None
        told = fault(tex, left_open_by(opened, tex, with_macros(error, ["lop", "bpm"])))
        assert (told.code, dict(told.values)["within"]) == (code, macro)
        assert tex[told.start : told.stop] == macro
    own = Job(r"\left(\lop", True, opened)
    error = typesetter.typeset([own])[own].error
    assert error is not None and left_open_by(opened, own.tex, error) == error


def test_a_fault_in_a_definition_is_shown_where_the_macro_is_called(typesetter: Typesetter) -> None:
    broken = Job(r"x\odd", True, r"\newcommand{\odd}[a]{x}")
    error = typesetter.typeset([broken])[broken].error
    assert error is not None
    told = fault(broken.tex, with_macros(error, ["odd"]))
    assert (told.code, told.start, told.stop) == ("HY340", 1, 5)
    assert dict(told.values)["within"] == r"\odd"


def test_words_exist_in_both_languages_for_every_fault() -> None:
    for code in FAULTS:
        blank = Fault(code, None, None, fault("", TexError("", "")).values)
        for language in ("en", "zh"):
            assert blank.problem().text(language) and blank.problem().hint(language)
        assert MESSAGES[code].level == "error"
    said = [MESSAGES[code].text(language) for code in FAULTS for language in ("en", "zh")]
    assert len(set(said)) == len(said)


def test_every_id_of_the_table_is_one_of_mathjax_or_ours() -> None:
    folder = modules() / "mathjax/input"
    text = "".join(file.read_text("utf-8") for file in sorted(folder.rglob("*.js")))
    known = set(re.findall(r"[\"']([A-Z][A-Za-z]+\d?)[\"'],", text))
    assert set(CODES) - known - OURS == set()


@pytest.mark.parametrize("kind", ["deleted", "inserted"])
def test_a_formula_broken_at_random_is_told_with_code_place_and_excerpt(
    typesetter: Typesetter, corpus: tuple[Job, ...], kind: str
) -> None:
    rng = random.Random(kind)
    broken = [_broken(job, rng, kind) for job in corpus[::5]]
    told = found(typesetter, broken)
    failed = {job: error for job, error in told.items() if error is not None}
    assert len(failed) > 25
    for job, error in failed.items():
        assert error.code in FAULTS and error.code != OTHER, job
        assert error.start is not None and 0 <= error.start <= len(job.tex), job
        assert error.start < (error.stop or 0) or error.start == len(job.tex)
        excerpt = error.problem().excerpt
        assert _stands(job.tex, error), job
        bare = excerpt.replace(LEFT, "").replace(RIGHT, "").split("…")
        assert len(excerpt) <= 70
        assert all(part in " ".join(job.tex.split()) for part in bare), job


def _stands(tex: str, error: Fault) -> bool:
    """Whether the place is right in a file: the formula cut into lines, in a list in a quote."""
    lines = ["", "> - $$", *(f">   {line}" for line in tex.split(" ")), ">   $$"]
    spots = tuple((number, 5) for number in range(3, len(lines)))
    formula = Formula(Job(tex.replace(" ", "\n"), True), 2, (), "", 5, spots)
    line, column = formula.place(error.start)
    assert error.start is not None and column is not None
    return (lines[line - 1] + " ")[column - 1] == (tex + " ")[error.start] and 2 < line < len(lines)


def _broken(job: Job, rng: random.Random, kind: str) -> Job:
    at = rng.randrange(len(job.tex))
    if kind == "deleted":
        return Job(job.tex[:at] + job.tex[at + 1 :], job.display)
    letter = rng.choice("{}&^_\\$#" + string.ascii_letters)
    return Job(job.tex[:at] + letter + job.tex[at:], job.display)


@pytest.mark.skipif(len(HERE) < 2, reason="one engine is not here")
def test_both_engines_tell_the_same() -> None:
    jobs = [job(re.sub("[▶◀]", "", marked)) for marked, code, _ in TABLE if code != "HY338"]
    told = []
    for name in HERE:
        with Typesetter(None, deadline=5.0, engine=name) as made:
            told.append(made.typeset(jobs))
    assert told[0] == told[1]
