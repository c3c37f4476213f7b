"""Two states of an output folder that differ in every way, and how tests publish and read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from huoye.disk.manifest import NAME
from huoye.disk.tree import Published, publish_tree
from huoye.disk.write import LEFTOVER
from huoye.model.recipe import Rank


@dataclass(frozen=True, slots=True)
class File:
    """A file to publish."""

    path: str
    content: bytes
    rank: Rank = "page"
    source: str = ""


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but the manifest and files in the making."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != NAME and not LEFTOVER.fullmatch(path.name)
    }


def publish(out: Path, files: Iterable[File], keep: Iterable[str] = ()) -> Published:
    """Publish into `out` for a site that lies beside it."""
    return publish_tree(out, files, site=out.parent / "site", keep=frozenset(keep))


def codes(found: Published) -> list[tuple[str, str]]:
    """(code, file) of each problem."""
    return [(p.code, dict(p.values)["file"]) for p in found.problems]


FIRST = [
    File("index.html", b"list: a b", "list"),
    File("a/index.html", b"needs assets/x.1.css", source="posts/a.md"),
    File("assets/x.1.css", b"x1", "asset"),
    File("b/index.html", b"needs assets/x.1.css b/p.png", source="posts/b.md"),
    File("b/p.png", b"picture", "asset", "posts/b.md"),
    File("old", b"a file where a folder comes"),
    File("was/a/folder/index.html", b"a folder where a file comes"),
]
SECOND = [
    File("index.html", b"list: a c", "list"),
    File("a/index.html", b"needs assets/x.2.css", source="posts/a.md"),
    File("assets/x.2.css", b"x2", "asset"),
    File("c/index.html", b"needs assets/x.2.css", source="posts/c.md"),
    File("old/index.html", b"new"),
    File("was", b"new"),
]


def contents(files: Iterable[File]) -> dict[str, bytes]:
    """What a folder holds after these were published."""
    return {file.path: file.content for file in files}
