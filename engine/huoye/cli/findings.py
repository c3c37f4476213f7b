"""Findings as data, and the report of a command to its file: the same for verify and diff."""

from pathlib import Path

from huoye.disk.write import write_whole
from huoye.fresh.moved import Moved
from huoye.model.halt import Halt
from huoye.model.problem import problem


def finding_data(moved: Moved) -> dict[str, object]:
    """One finding for programs."""
    return {
        "kind": moved.kind,
        "what": moved.what,
        "old": moved.old or None,
        "new": moved.new or None,
        "relative": moved.by,
        "rtol": moved.allowed.rtol if moved.allowed else None,
        "atol": moved.allowed.atol if moved.allowed else None,
        "beyond": moved.beyond,
        "more": moved.more,
    }


def post_name(path: str) -> str:
    """What an author calls the post at that path."""
    return path.removesuffix("/index.md").removeprefix("posts/")


def write_report(path: Path, page: str) -> None:
    """The page into its file; raises Halt HY637 where that cannot be written."""
    try:
        write_whole(path.resolve(), page.encode("utf-8"))
    except OSError as error:
        raise Halt(problem("HY637", file=path, reason=error.strerror or error)) from None
