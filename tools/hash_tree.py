"""Digest of a built tree, for comparing two builds: hash_tree.py DIR [--list].

Prints one SHA-256 over the sorted (path, content) pairs; with --list one line a file, so that
`diff` shows which file differs.
"""

import hashlib
import sys
from pathlib import Path


def digests(root: Path) -> list[tuple[str, str]]:
    """(posix path, SHA-256) of every file below root, sorted."""
    files = sorted(p for p in root.rglob("*") if p.is_file())
    return [
        (p.relative_to(root).as_posix(), hashlib.sha256(p.read_bytes()).hexdigest()) for p in files
    ]


def total(pairs: list[tuple[str, str]]) -> str:
    """One digest of them all."""
    return hashlib.sha256("".join(f"{d}  {p}\n" for p, d in pairs).encode()).hexdigest()


if __name__ == "__main__":
    pairs = digests(Path(sys.argv[1]))
    if "--list" in sys.argv[2:]:
        sys.stdout.writelines(f"{digest}  {path}\n" for path, digest in pairs)
    sys.stdout.write(f"{total(pairs)}  {len(pairs)} files\n")
