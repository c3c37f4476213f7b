"""What a swept cell gave, frame by frame: marks among its raw outputs to frames and lists."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from huoye.fresh.frames import listed
from huoye.model.record import Frame, Value

KIND = "frame"
"""an output type that no kernel sends"""
Raw = Mapping[str, Any]


def frame_mark(name: str, label: str) -> Raw:
    """Stands before the outputs of one value."""
    return {"output_type": KIND, "name": name, "value": label}


def frame_of(raw: Raw) -> Frame | None:
    """The frame that begins at an output; None for every other output."""
    return Frame(raw["name"], raw["value"]) if raw["output_type"] == KIND else None


def last_frame(raw: Sequence[Raw]) -> Frame | None:
    """The frame in which a cell ended."""
    return next(filter(None, map(frame_of, reversed(raw))), None)


Told = dict[str, Value]


def _one() -> list[tuple[Frame | None, Told]]:
    return [(None, {})]


@dataclass(slots=True)
class Noted:
    """What `record` told, of a cell that is executed once or of each of its frames."""

    frames: list[tuple[Frame | None, Told]] = field(default_factory=_one)

    def turn(self, frame: Frame) -> None:
        """From here on it is told of this frame."""
        self.frames = [*(pair for pair in self.frames if pair[0]), (frame, {})]

    def note(self, name: str, value: Value) -> None:
        """A later one of the same name takes the place of the earlier one."""
        self.frames[-1][1][name] = value

    def values(self) -> Told:
        """Recorded names; of a swept cell each a list in the order of the frames."""
        first, told = self.frames[0]
        return listed([told for _, told in self.frames]) if first else told

    def lacking(self) -> Iterator[tuple[str, tuple[Frame, ...]]]:
        """Names that only some of the frames recorded, with the other frames."""
        for name in dict.fromkeys(name for _, told in self.frames for name in told):
            without = tuple(frame for frame, told in self.frames if frame and name not in told)
            if without:
                yield name, without
