"""The one place where graphics cards are counted, and taken by one kernel at a time.

A card is taken by a lock on a file of the user's own, named by a digest of the card's number, so
that all processes of the user on this machine agree and nothing of it can reach a page.
"""

import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from huoye.disk.lock import try_lock
from huoye.run.device import ask_driver
from huoye.text.digest import sha

VISIBLE = "CUDA_VISIBLE_DEVICES"
PLACE = Path("/tmp")
"""the same for every process of the machine, whatever TMPDIR says"""


@dataclass(frozen=True, slots=True)
class Card:
    """A card that this process may use."""

    visible: str
    """what CUDA_VISIBLE_DEVICES calls it: its place on the bus"""
    uuid: str


@dataclass(frozen=True, slots=True)
class Lease:
    """What a kernel is given to compute on."""

    env: Mapping[str, str]
    """variables that show it these cards and no other"""
    held: tuple[int, ...] = ()
    """descriptors that have the locks: whoever keeps them open keeps the cards"""

    def close(self) -> None:
        """Let go of the cards, as far as this process is concerned."""
        for descriptor in self.held:
            os.close(descriptor)


NO_CARD = Lease({VISIBLE: ""})
"""keeps a chain on the CPU from ever holding a card's memory"""


@cache
def cards() -> tuple[Card, ...]:
    """The cards of this machine that this process may use, asked once."""
    told = ask_driver("index,uuid")
    pairs = [[part.strip() for part in line.split(",")] for line in told]
    return _allowed([Card(*pair) for pair in pairs if len(pair) == 2], os.environ.get(VISIBLE))


def _allowed(found: Sequence[Card], said: str | None) -> tuple[Card, ...]:
    """Those that the variable of our own process leaves, in its order, as CUDA reads it."""
    if said is None:
        return tuple(found)
    chosen: list[Card] = []
    for name in (part.strip() for part in said.split(",")):
        card = next((c for c in found if _names(name, c)), None)
        if card is None and found and name.startswith("MIG-"):
            card = Card(name, name)  # a part of a card, which the query does not list
        if card is None or card in chosen:
            break  # CUDA too stops at the first name that means nothing
        chosen.append(card)
    return tuple(chosen)


def _names(name: str, card: Card) -> bool:
    return name == card.visible or (name.startswith("GPU-") and card.uuid.startswith(name))


def take(count: int) -> Lease | None:
    """The first `count` free cards; None, and none is held, where there are not so many now."""
    folder = _folder()
    taken: dict[str, int] = {}
    for card in cards():
        if len(taken) < count:
            lock = try_lock(folder / f"card-{sha(card.uuid, 16)}")
            taken |= {card.visible: lock} if lock is not None else {}
    if len(taken) < count:
        Lease({}, tuple(taken.values())).close()
        return None
    shown = {VISIBLE: ",".join(taken), "CUDA_DEVICE_ORDER": "PCI_BUS_ID"}
    return Lease(shown, tuple(taken.values()))


def _folder() -> Path:
    """A folder that nobody else may look into; a squatter's is refused."""
    folder = PLACE / f"huoye-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    told = folder.lstat()
    if not stat.S_ISDIR(told.st_mode) or told.st_uid != os.getuid():
        raise PermissionError(13, "not a folder of this user alone", str(folder))
    if told.st_mode & 0o077:
        folder.chmod(0o700)
    return folder
