"""The one record of what huoye wrote into an output folder: nothing else is ever deleted.

It lies in the folder itself: a cache that is thrown away must not make the output a stranger's.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from huoye.disk.write import write_whole
from huoye.model.recipe import Rank

NAME = ".huoye-manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One file that huoye wrote, or is about to."""

    digests: tuple[str, ...]
    """digests that its bytes may have: two while a build is under way, or after it was killed"""
    rank: Rank
    source: str
    """path of the post it belongs to, or empty"""


Manifest = Mapping[str, Entry]
"""Posix path in the output folder → what was written there"""


def read_manifest(out: Path) -> Manifest | None:
    """What huoye wrote into `out`; None where no manifest lies, or one that cannot be trusted."""
    try:
        stored = json.loads((out / NAME).read_bytes())
        if stored["format"] != FORMAT:
            return None
        return {path: _entry(entry) for path, entry in stored["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def write_manifest(out: Path, manifest: Manifest) -> None:
    """Store it, whole; equal manifests give equal bytes. Raises OSError."""
    # one file a line, by hand: json indents in Python only, which 2,000 files would feel
    lines = [f"{json.dumps(path)}: {_line(entry)}" for path, entry in sorted(manifest.items())]
    text = f'{{"format": {FORMAT}, "files": {{\n' + ",\n".join(lines) + "\n}}\n"
    write_whole(out / NAME, text.encode())


def both(old: Manifest, new: Manifest) -> Manifest:
    """Either of two: what may lie in the folder between the first write and the last."""
    return {**old, **{path: _either(old.get(path), entry) for path, entry in new.items()}}


def _line(entry: Entry) -> str:
    return json.dumps({"rank": entry.rank, "source": entry.source, "digests": entry.digests})


def _either(old: Entry | None, new: Entry) -> Entry:
    before = old.digests if old else ()
    return Entry(tuple(dict.fromkeys((*before, *new.digests))), new.rank, new.source)


def _entry(stored: Mapping[str, Any]) -> Entry:
    digests, rank, source = stored["digests"], stored["rank"], stored["source"]
    texts = isinstance(digests, list) and all(isinstance(text, str) for text in (*digests, source))
    if not texts or rank not in get_args(Rank):
        raise ValueError(stored)
    return Entry(tuple(digests), rank, source)
