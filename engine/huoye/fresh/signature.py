"""A rerun that gave the same to a signature of the record: made on A, verified on B."""

from dataclasses import asdict, replace

from huoye.fresh.fields import Fields
from huoye.model.record import Preset, Record, Signature

MOST = 8
"""signatures of a record; the oldest make room"""
PRESETS: tuple[Preset, ...] = ("quick", "full")
OPTIONAL = ("gpu", "torch", "python", "commit")
"""facts that not every card tells"""


def signed(record: Record, rerun: Record) -> Record:
    """The record with the rerun's signature, in place of an older one of the same kind of machine.

    A second signature of one day says nothing new: then the record stays as it is.
    """
    new = signature(rerun)
    others = [old for old in record.verified if _kind(old) != _kind(new)]
    mine = [old for old in record.verified if _kind(old) == _kind(new)]
    newest = max([*mine, new], key=lambda found: found.at)
    ordered = sorted([*others, newest], key=lambda found: (found.at, _kind(found)), reverse=True)
    return replace(record, verified=tuple(ordered[:MOST]))


def signature(record: Record) -> Signature:
    """What a record tells of its own run; nothing else of the card is taken over."""
    card = record.card
    return Signature(
        at=str(card.get("at", "")),
        preset="full" if card.get("preset") == "full" else "quick",
        device=str(card.get("device", "")),
        dirty=bool(card.get("dirty", False)),
        **{name: str(card.get(name, "")) for name in OPTIONAL},
    )


def signature_out(given: Signature) -> dict[str, object]:
    """As it stands in the file and is told to programs; what is empty is left out."""
    lean = (*OPTIONAL, "dirty")
    return {name: fact for name, fact in asdict(given).items() if fact or name not in lean}


def signature_in(fields: Fields) -> Signature:
    """From its file; Damaged where it is none."""
    fields.known("at", "preset", "device", "dirty", *OPTIONAL)
    return Signature(
        at=fields.text("at"),
        preset=fields.choice("preset", PRESETS),
        device=fields.text("device"),
        dirty=fields.flag("dirty"),
        **{name: fields.text(name) for name in OPTIONAL if fields.has(name)},
    )


def _kind(given: Signature) -> tuple[str, ...]:
    """What makes a rerun news: another machine or other versions, not another day or commit."""
    return (given.preset, given.device, given.gpu, given.torch, given.python)
