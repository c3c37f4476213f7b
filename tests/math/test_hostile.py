"""Hostile TeX through the real engines: one error each, and the next formula unharmed."""

import os
import signal

import pytest

from huoye.math.engines import Name, engines, options_json
from huoye.math.host import Host
from huoye.math.install import modules
from huoye.math.typesetter import Typesetter
from huoye.math.wire import Answer
from huoye.model.formula import Job, Typeset

DEEPER = "{" * 20 + "#1" + "}" * 20
HOSTILE = [
    ("{" * 1000 + "x" + "}" * 1000, "TooDeep"),
    ("x" * 20_000, "TooLong"),
    ("a\0b", "BadCharacter"),
    ("a\ud800b", "BadCharacter"),
    (r"\def\a{\a\a}\a", "MaxMacroSub1"),
    (r"\def\a{\b}\def\b{\a}\a", "MaxMacroSub1"),
    (r"\newenvironment{e}{\begin{e}}{\end{e}}\begin{e}\end{e}", "MaxMacroSub2"),
    (
        r"\def\a{xxxxxxxxxx}\def\b{\a\a\a\a\a\a\a\a\a\a}" + r"\def\c{\b\b\b\b\b\b\b\b\b\b}\c" * 99,
        None,
    ),
    (r"\begin{array}{*{99999999}{c}}x\end{array}", None),
    (r"\unicode{x110000}", "Internal"),
    (r"\require{nope}", "BadRequire"),
    (r"\begin{align}x", "EnvMissingEnd"),
    (r"\frac{1}{2", "MissingCloseBrace"),
    (r"\left(x", "ExtraLeftMissingRight"),
    ("x}", "ExtraCloseMissingOpen"),
    (r"\undefined", "UndefinedControlSequence"),
    ("a^b^c", "DoubleExponent"),
    (r"\endgroup\endgroup", None),
    ("__proto__", None),
    (r"\constructor", "UndefinedControlSequence"),
    (r"\begin{constructor}\end{constructor}", "UnknownEnv"),
    ("", None),
]


@pytest.mark.parametrize(("tex", "id"), HOSTILE, ids=[tex[:20] for tex, _ in HOSTILE])
def test_one_error_and_the_next_formula_unharmed(
    typesetter: Typesetter, tex: str, id: str | None
) -> None:
    bad, good = Job(tex, display=True), Job("x^2", display=True)
    before = typesetter.typeset([good])[good]
    answers = typesetter.typeset([bad, good])
    error = answers[bad].error
    assert id is None or (error is not None and error.id == id)
    assert answers[good] == before


@pytest.mark.parametrize(
    "leak",
    [
        r"\newcommand{\leak}{y}",
        r"\def\leak{y}",
        r"\gdef\leak{y}",
        r"\global\def\leak{y}",
        r"\let\leak=y",
        r"\DeclareMathOperator{\leak}{y}",
        r"\DeclarePairedDelimiter{\leak}{|}{|}",
        r"\begingroupReset\def\leak{y}",
        r"\def\leak{y}\undefined",
        r"\begingroup\def\leak{y}",
    ],
)
def test_definitions_do_not_leak(typesetter: Typesetter, leak: str) -> None:
    first, second = Job(leak, display=False), Job(r"\leak", display=False)
    error = typesetter.typeset([first, second])[second].error
    assert error is not None
    assert error.id == "UndefinedControlSequence"


def test_given_definitions_hold_and_only_there(typesetter: Typesetter) -> None:
    given = Job(r"\R", display=False, definitions=r"\newcommand{\R}{\mathbb{R}}")
    bare = Job(r"\R", display=False)
    answers = typesetter.typeset([given, bare])
    assert answers[given].error is None
    assert answers[bare].error is not None


def test_a_label_of_one_formula_is_unknown_to_the_next(typesetter: Typesetter) -> None:
    tex = r"\begin{equation}x\label{a}\end{equation}"
    first = Job(tex, display=True)
    again = Job(tex + " ", display=True)
    answers = typesetter.typeset([first, again])
    assert answers[again].error is None
    assert answers[again].rows == answers[first].rows


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_workers_killed_in_the_midst_change_nothing(corpus: tuple[Job, ...]) -> None:
    corpus = corpus[:120]
    for name in NAMES:
        host = Host(engines(modules(), options_json(()), 5.0, name), deadline=5.0)
        quiet = dict(host.answers(corpus))
        host.close()
        disturbed = {}
        for number, (job, answer) in enumerate(host.answers(corpus)):
            disturbed[job] = answer
            pid = host.lanes[0].pid
            if number in (20, 50, 80) and pid:
                os.kill(pid, signal.SIGKILL)
        restarts = sum(lane.restarts for lane in host.lanes)
        host.close()
        assert drawn(disturbed) == drawn(quiet)
        assert restarts >= 1


def drawn(answers: dict[Job, Answer]) -> tuple[dict[Job, Typeset], dict[str, str]]:
    """Formulas, and the outlines that came with any of them: all that they use."""
    formulas = {job: answer.typeset for job, answer in answers.items()}
    outlines = {
        glyph: path for answer in answers.values() for glyph, path in answer.outlines.items()
    }
    assert outlines.keys() == {glyph for formula in formulas.values() for glyph in formula.glyphs}
    return formulas, outlines


NAMES: list[Name] = [engine.name for engine in engines(modules(), options_json(()), 5.0)]
