"""The one place where the last failure of a cell is remembered, for status; never in the site."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from huoye.disk.write import write_whole


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the last run of a cell gave no result."""

    preset: str
    at: str
    """day, ISO"""
    line: int
    """of the post"""
    code: str
    """of the problem"""
    text: str
    """its last line, e.g. "ZeroDivisionError: division by zero" """
    trace: tuple[str, ...]
    """scrubbed"""


def failure_path(root: Path, post: str, cell: str) -> Path:
    """Where it lies: .huoye/failed/<post>/<cell>.json; `post` is its name."""
    return root / ".huoye" / "failed" / post / f"{cell}.json"


def write_failure(root: Path, post: str, cell: str, failure: Failure) -> None:
    """Remember a failure; the last one counts."""
    path = failure_path(root, post, cell)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(asdict(failure), ensure_ascii=False, indent=1)
    write_whole(path, (text + "\n").encode("utf-8", "surrogatepass"))


def read_failure(root: Path, post: str, cell: str) -> Failure | None:
    """What `write_failure` remembered; None: nothing, or nothing readable."""
    try:
        data = json.loads(failure_path(root, post, cell).read_text("utf-8"))
        return Failure(**{**data, "trace": tuple(data["trace"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def clear_failure(root: Path, post: str, cell: str) -> None:
    """The cell ran well."""
    failure_path(root, post, cell).unlink(missing_ok=True)
