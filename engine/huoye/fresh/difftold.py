"""Differences of results to words: one clause a finding, in both languages."""

from collections.abc import Iterator
from typing import Literal

from huoye.fresh.damaged import Damaged
from huoye.fresh.differing import Difference, PostDifference, Side
from huoye.fresh.reason import words
from huoye.fresh.told import told
from huoye.model.message import Language
from huoye.model.record import Reason

Clause = Literal["was", "added", "removed", "unread", "causes", "card", "stale", "moved", "gone"]
WORDS: dict[Clause, dict[Language, str]] = {
    "was": {"en": "was called {said}", "zh": "原名 {said}"},
    "added": {"en": "new result", "zh": "新增的结果"},
    "removed": {"en": "its result is gone", "zh": "结果已删除"},
    "unread": {"en": "not compared: {said}", "zh": "未作比较：{said}"},
    "causes": {"en": "made anew: {said}", "zh": "重新算过：{said}"},
    "card": {"en": "made on other ground: {said}", "zh": "运行环境变了：{said}"},
    "stale": {"en": "stale now: {said}", "zh": "现已过时：{said}"},
    "moved": {"en": "was {said}", "zh": "原为 {said}"},
    "gone": {"en": "the post is gone", "zh": "文章已删除"},
}
OLD = {"en": "then, {said}", "zh": "旧的{said}"}
NEW = {"en": "now, {said}", "zh": "新的{said}"}


def clauses(found: Difference, language: Language) -> Iterator[str]:
    """What there is to tell of a cell, the results first."""
    if found.was:
        yield _clause("was", language, found.was)
    if found.change in ("added", "removed"):
        yield _clause("added" if found.change == "added" else "removed", language)
    if found.change == "unread":
        yield _clause("unread", language, "; ".join(_flaws(found, language)))
    yield from (told(moved, language) for moved in found.moved)
    if found.causes:
        yield _clause("causes", language, reasons(found.causes, language))
    if found.card:
        yield _clause("card", language, found.card)
    if found.stale:
        yield _clause("stale", language, reasons(found.stale, language))


def post_clauses(found: PostDifference, language: Language) -> Iterator[str]:
    """What there is to tell of the post as a whole."""
    if found.was:
        yield _clause("moved", language, found.was)
    if found.fate == "gone":
        yield _clause("gone", language)
    yield from (problem.text(language) for problem in found.problems)


def reasons(given: tuple[Reason, ...], language: Language) -> str:
    """Reasons in a row."""
    return ("；" if language == "zh" else "; ").join(words(reason, language) for reason in given)


def _clause(kind: Clause, language: Language, said: str = "") -> str:
    return WORDS[kind][language].format(said=said)


def _flaws(found: Difference, language: Language) -> Iterator[str]:
    for side, form in ((found.old, OLD), (found.new, NEW)):
        flaw = _flaw(side, language)
        if flaw:
            yield form[language].format(said=flaw)


def _flaw(side: Side | None, language: Language) -> str:
    if side is None or not isinstance(side.record, Damaged):
        return ""
    damaged = side.record
    return words(Reason("damaged", side.cell.name, (damaged.reason, damaged.name)), language)
