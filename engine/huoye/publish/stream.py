"""From files to the stream that `git fast-import` turns into one commit: no index, no work tree."""

from collections.abc import Mapping

MARK = "Published-by: huoye"
"""Last line of each commit message: tells our commits from other people's"""


def commit_stream(
    files: Mapping[str, bytes], ref: str, parent: str, identity: str, message: str, *, whole: bool
) -> bytes:
    """A commit on `ref` after `parent` ("" for none) whose tree is exactly `files`.

    With `whole` False, what `parent` holds besides stays.
    """
    parts = [
        f"commit {ref}\ncommitter {identity}\n".encode(),
        _data(f"{message.strip()}\n\n{MARK}\n".encode()),
        f"from {parent}\n".encode() if parent else b"",
        b"deleteall\n" if whole else b"",
    ]
    for path, content in sorted(files.items()):
        parts += [b"M 100644 inline " + _quoted(path) + b"\n", _data(content)]
    return b"".join(parts) + b"done\n"


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)


def _quoted(path: str) -> bytes:
    """A path in C quotes: without them a quote or a line end in a name would end it."""
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'.encode()
