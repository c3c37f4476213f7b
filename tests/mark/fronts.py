"""How tests of front matter write a block and look at what was read."""

from huoye.mark.frontmatter import FrontRead, read_front_matter
from huoye.model.front import FrontMatter
from huoye.model.source import Kind, Source


def read(block: str, kind: Kind = "post", body: str = "正文\n") -> FrontRead:
    """The reading of a file whose front matter is `block`."""
    source = Source("posts/a.md", kind, f"---\n{block}---\n{body}", "")
    return read_front_matter(source, "Asia/Shanghai", series_from_title=True)


def front(block: str) -> FrontMatter:
    """The front matter of a post with a title and a date before `block`."""
    found = read("title: 题\ndate: '2026-02-27'\n" + block)
    assert found.front is not None, found.problems
    return found.front


def codes(found: FrontRead) -> list[tuple[str, int | None]]:
    """(code, file line) of each problem."""
    return [(p.code, p.line) for p in found.problems]


def refused(block: str) -> list[tuple[str, int | None]]:
    """The problems of a `block` that begins in line 4 of the file and must hide the post."""
    found = read("title: 题\ndate: '2026-02-27'\n" + block)
    assert found.front is None
    return codes(found)
