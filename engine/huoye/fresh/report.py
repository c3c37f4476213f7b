"""Verdicts, checks and values in prose to located problems."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from huoye.fresh.check import checks, holds
from huoye.fresh.reason import words
from huoye.fresh.recorded import Recorded, plain
from huoye.fresh.value import BadValue, names, show
from huoye.model.cell import Cell
from huoye.model.draft import ValueHole
from huoye.model.message import Level
from huoye.model.problem import Problem, problem
from huoye.model.record import Verdict

CODES = {"stale": "HY501", "never": "HY502", "damaged": "HY503"}
Values = Mapping[str, Recorded]


def cell_problems(
    post: str,
    cells: Sequence[Cell],
    verdicts: Mapping[str, Verdict],
    *,
    level: Level | None = None,
) -> Iterator[Problem]:
    """What is not sound about the cells of the post at path `post`; --strict: level "error".

    A silent cell shows nothing, so only a damaged record of it is worth a line.
    """
    for cell in cells:
        verdict = verdicts.get(cell.name)
        if verdict is None or verdict.state not in CODES:
            continue
        if cell.labelled or verdict.state == "damaged":
            yield problem(
                CODES[verdict.state],
                post,
                cell.line,
                level=level,
                post=_folder(post),
                cell=cell.name,
                why="; ".join(words(reason) for reason in verdict.reasons),
                why_zh="；".join(words(reason, "zh") for reason in verdict.reasons),
            )


def check_problems(post: str, cells: Iterable[Cell], values: Values) -> Iterator[Problem]:
    """Checks that are false or cannot be judged; a cell without a result has nothing to check."""
    vouched = {entry.verdict.cell for entry in values.values()}
    for cell in cells:
        for expression in checks(cell):
            if cell.name in vouched or _known(expression, values):
                yield from _check(post, cell, expression, values)


def _known(expression: str, values: Values) -> bool:
    """Whether every value is there that a check needs, whichever cell recorded it."""
    try:
        return all(name in values for name in names(expression))
    except BadValue:
        return False


def value_problems(post: str, holes: Iterable[ValueHole], values: Values) -> Iterator[Problem]:
    """Values in prose that cannot be shown, then once for each stale cell those it vouches for."""
    stale: dict[tuple[str, str], dict[str, int]] = {}
    for hole in holes:
        try:
            show(hole.expression, plain(values))
        except BadValue as bad:
            yield _bad(bad, post, hole.line, hole.expression, values)
            continue
        for name in names(hole.expression):
            if values[name].stale:
                owner = values[name].post or post
                cell = values[name].verdict.cell
                stale.setdefault((owner, cell), {}).setdefault(name, hole.line)
    for (owner, cell), lines in stale.items():
        first = min(lines.values())
        yield problem("HY507", post, first, post=_folder(owner), name=", ".join(lines), cell=cell)


def _check(post: str, cell: Cell, expression: str, values: Values) -> Iterator[Problem]:
    try:
        if holds(expression, plain(values)):
            return
    except BadValue as bad:
        yield _bad(bad, post, cell.line, expression, values)
        return
    used = [name for name in names(expression) if name in values]
    said = ", ".join(f"{name} = {values[name].value}" for name in used)
    yield problem("HY506", post, cell.line, cell=cell.name, check=expression, values=said)


def _bad(bad: BadValue, post: str, line: int, expression: str, values: Values) -> Problem:
    if bad.missing:
        owner, _, name = bad.missing.rpartition(".")
        known = ", ".join(sorted(n for n in values if n.rpartition(".")[0] == owner)) or "–"
        return problem(
            "HY504", post, line, name=bad.missing, own=name, expression=expression, known=known
        )
    return problem("HY505", post, line, expression=expression, why=bad.reason, why_zh=bad.zh)


def _folder(post: str) -> str:
    """What `huoye run` may call the post."""
    return post.removesuffix("/index.md")
