"""What came of a run to one sealed file of the folder it hands out, and back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, get_args

from huoye.fresh.damaged import Damaged
from huoye.fresh.sealed import read_sealed, write_sealed
from huoye.model.event import Event
from huoye.model.messages import MESSAGES
from huoye.model.problem import Problem
from huoye.run.job import CellEvent, Fate, Outcome, PostResult, WaitEvent

FILE = "run.json"
"""written last: a folder without it comes of a run that did not end"""
PROGRESS = "progress.jsonl"
"""one line a step, for whoever looks on"""


@dataclass(frozen=True, slots=True)
class Returned:
    """How a run ended."""

    results: tuple[PostResult, ...]
    problems: tuple[Problem, ...]
    """those of no post: why nothing could be run"""


def spell(returned: Returned) -> str:
    """The text of the file."""
    return write_sealed({
        "format": 1,
        "posts": [_result_out(result) for result in returned.results],
        "problems": [_problem_out(item) for item in returned.problems],
    })  # fmt: skip


def understand(text: str) -> Returned:
    """What the file says; Damaged where it is not whole, or not of this version."""
    data: Any = read_sealed(text)
    try:
        results = tuple(_result_in(item) for item in data["posts"])
        return Returned(results, tuple(_problem_in(item) for item in data["problems"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Damaged("field", "posts") from None


def event_out(event: Event) -> Mapping[str, object]:
    """A step, for a line of PROGRESS."""
    return {"kind": type(event).__name__, **asdict(event)}


def event_in(data: Any) -> Event:
    """A step as it was told; Event without more where this version does not know its kind."""
    kinds: Mapping[str, type[Event]] = {"CellEvent": CellEvent, "WaitEvent": WaitEvent}
    kind = kinds.get(data.get("kind"), Event)
    names = {field.name for field in fields(kind)}
    return kind(**{name: value for name, value in data.items() if name in names})


def _result_out(result: PostResult) -> Mapping[str, object]:
    cells = [[o.cell, o.line, o.fate, o.seconds] for o in result.outcomes]
    problems = [_problem_out(item) for item in result.problems]
    return {"post": result.post, "cells": cells, "problems": problems}


def _result_in(data: Any) -> PostResult:
    outcomes = tuple(_outcome_in(item) for item in data["cells"])
    return PostResult(str(data["post"]), outcomes, _problems_in(data["problems"]))


def _outcome_in(data: Sequence[Any]) -> Outcome:
    cell, line, fate, seconds = data
    if fate not in get_args(Fate):
        raise ValueError(fate)
    return Outcome(str(cell), int(line), fate, float(seconds))


def _problem_out(item: Problem) -> Mapping[str, object]:
    return {
        "code": item.code, "level": item.level, "path": item.path, "line": item.line,
        "column": item.column, "values": [list(pair) for pair in item.values],
    }  # fmt: skip


def _problems_in(data: Sequence[Any]) -> tuple[Problem, ...]:
    return tuple(_problem_in(item) for item in data)


def _problem_in(data: Any) -> Problem:
    code, level = data["code"], data["level"]
    if code not in MESSAGES or level not in ("error", "warning", "note"):
        raise ValueError(code)
    values = tuple((str(name), str(value)) for name, value in data["values"])
    found = Problem(code, level, str(data["path"]), data["line"], data["column"], values)
    found.text()  # a value that its words need must be there
    found.hint()
    return found
