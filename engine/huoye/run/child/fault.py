"""An exception of a cell to what may be told of it: type, words, line in the cell, clean frames."""

import os
import traceback
from types import FrameType

Fault = dict[str, object]


def describe(error: BaseException, names: dict[str, object], root: str) -> Fault:
    """What a report needs; `names` is the cells' namespace, `root` the site's real folder.

    `line` counts from 1 within the cell, None where the cell has no frame of its own; `kinds`
    are the names of the exception's classes; `name` is the missing name of a NameError.
    """
    walked = list(traceback.walk_tb(error.__traceback__))
    begin = next((i for i, (f, _) in enumerate(walked) if f.f_globals is names), len(walked))
    frames = walked[begin:]  # IPython's own frames come before the cell's
    own = frames[0][0].f_code.co_filename if frames else ""
    return {
        "kind": type(error).__name__,
        "kinds": [cls.__name__ for cls in type(error).__mro__[:-1]],
        "text": str(error),
        "line": _line(error, frames, own),
        "name": error.name if isinstance(error, NameError) else None,
        "trace": [_frame(frame, line, own, names, root) for frame, line in frames]
        + "".join(traceback.format_exception_only(error)).rstrip().splitlines(),
    }


def _line(error: BaseException, frames: list[tuple[FrameType, int]], own: str) -> int | None:
    if isinstance(error, SyntaxError) and not own:
        return error.lineno
    lines = [line for frame, line in frames if own and frame.f_code.co_filename == own]
    return lines[-1] if lines else None


def _frame(frame: FrameType, line: int, own: str, names: dict[str, object], root: str) -> str:
    """A line like “this cell, line 3, in f”; a path only inside the site or site-packages."""
    file = frame.f_code.co_filename
    if file == own:
        place = "this cell"
    elif frame.f_globals is names:
        place = "an earlier cell"
    else:
        place = _public(file, root)
    return f"{place}, line {line}, in {frame.f_code.co_name}"


def _public(file: str, root: str) -> str:
    """A path that says nothing of the machine."""
    real = os.path.realpath(file)
    for base in (f"{os.sep}site-packages{os.sep}", f"{os.sep}dist-packages{os.sep}"):
        if base in real:
            return real.rpartition(base)[2]
    if real.startswith(root + os.sep):
        return os.path.relpath(real, root)
    return os.path.basename(real)


class Watcher:
    """Remembers the exception of the last cell; IPython tells it by its post_run_cell event."""

    def __init__(self, names: dict[str, object], root: str) -> None:
        self.names = names
        self.root = root
        self.fault: Fault | None = None

    def __call__(self, result: object) -> None:
        error = getattr(result, "error_before_exec", None) or getattr(result, "error_in_exec", None)
        self.fault = describe(error, self.names, self.root) if error is not None else None
