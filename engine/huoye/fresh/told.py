"""Findings to words: `loss  0.1921 → 0.20115  +4.7 % (allowed 0.01 %)`, and on which machines."""

from collections.abc import Iterator, Mapping

from huoye.fresh.moved import Moved
from huoye.fresh.tolerance import Allowed
from huoye.model.message import Language
from huoye.model.record import Record

NOTHING = "–"
ALLOWED = {"en": " (allowed {room})", "zh": "（容许 {room}）"}
WITHIN = {"en": " (within {room})", "zh": "（在容许的 {room} 之内）"}
LOOK = {
    "en": "{what} is drawn otherwise, from equal data",
    "zh": "{what} 的画法变了，数据相同",
}
EXACT = {"en": "nothing", "zh": "不变"}
MORE = {"en": ", {n} more", "zh": "，另有 {n} 处"}
FALSE = {"en": "check {what} does not hold: {said}", "zh": "检查 {what} 不成立：{said}"}
VERSIONS = ("torch", "python", "numpy", "matplotlib", "scipy", "sklearn", "pandas", "jax", "cuda",
            "cudnn", "driver")  # fmt: skip
"""facts of a card that explain a difference; told where they differ, torch (or Python) always"""


def told(moved: Moved, language: Language) -> str:
    """One finding as a clause."""
    if moved.kind == "check":
        return FALSE[language].format(what=moved.what, said=moved.new)
    if moved.kind == "look":
        return LOOK[language].format(what=moved.what)
    by = "" if moved.by is None else f"  {percent(moved.by)}"
    room = _aside(moved, language)
    more = MORE[language].format(n=moved.more) if moved.more else ""
    return f"{moved.what}  {moved.old or NOTHING} → {moved.new or NOTHING}{by}{room}{more}"


def percent(share: float) -> str:
    """+4.7 %, +0.0031 %, +120 %."""
    number = share * 100
    return f"{number:+.0f} %" if 100 <= abs(number) < 1e6 else f"{number:+.2g} %"


def _aside(moved: Moved, language: Language) -> str:
    if moved.allowed is None:
        return ""
    words = ALLOWED if moved.beyond else WITHIN
    return words[language].format(room=_room(moved.allowed, language))


def _room(allowed: Allowed, language: Language) -> str:
    parts = [f"{allowed.rtol * 100:g} %"] if allowed.rtol else []
    parts += [f"{allowed.atol:g}"] if allowed.atol else []
    return " + ".join(parts) or EXACT[language]


def where(old: Record, new: Record) -> str:
    """cpu, torch 2.12.0 → 2.13.0: on what the record was made → on what it was verified."""
    return ", ".join(_facts(_card(old), _card(new)))


def changed_card(old: Record, new: Record) -> str:
    """cpu → NVIDIA H100, torch 2.12.0 → 2.13.0: the facts that differ alone; "" where none does."""
    return ", ".join(fact for fact in _facts(_card(old), _card(new)) if " → " in fact)


def machine(record: Record) -> dict[str, str]:
    """Device and versions of a record, for programs."""
    return {name: fact for name, fact in _card(record).items() if fact}


def _card(record: Record) -> dict[str, str]:
    card: Mapping[str, object] = record.card
    device = str(card.get("gpu") or card.get("device") or "")
    return {"device": device} | {name: str(card.get(name, "")) for name in VERSIONS}


def _facts(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    always = ("device", "torch" if old["torch"] or new["torch"] else "python")
    for name, before in old.items():
        after = new[name]
        called = "" if name == "device" else f"{name} "
        if before != after:
            yield f"{called}{before or NOTHING} → {after or NOTHING}"
        elif before and name in always:
            yield f"{called}{before}"
