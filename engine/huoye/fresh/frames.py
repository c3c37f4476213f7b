"""The outputs of a swept cell to its frames, and what its frames recorded to lists."""

from collections.abc import Mapping, Sequence

from huoye.model.record import Frame, Output, Shown, Value

Framed = tuple[Frame | None, tuple[Shown, ...]]
"""a frame with its outputs; None: those of a cell that is executed once"""


def framed(outputs: Sequence[Output]) -> tuple[Framed, ...]:
    """The outputs by frame, in order; one group without a frame for a cell without a sweep."""
    groups: list[tuple[Frame | None, list[Shown]]] = [(None, [])]
    for output in outputs:
        if isinstance(output, Frame):
            groups.append((output, []))
        else:
            groups[-1][1].append(output)
    begun = groups if groups[0][1] or len(groups) == 1 else groups[1:]
    return tuple((frame, tuple(group)) for frame, group in begun)


def listed(frames: Sequence[Mapping[str, Value]]) -> dict[str, Value]:
    """One value a name: the list of what the frames recorded, in their order.

    A name that a frame lacks is left out. The widest tolerance holds for the whole list.
    """
    names = dict.fromkeys(name for frame in frames for name in frame)
    every = {name: [frame[name] for frame in frames if name in frame] for name in names}
    return {name: _list(given) for name, given in every.items() if len(given) == len(frames)}


def _list(values: Sequence[Value]) -> Value:
    return Value(
        [value.value for value in values],
        max(value.rtol for value in values),
        max(value.atol for value in values),
    )
