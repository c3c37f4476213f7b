"""Files beside posts: which there are, how large their pictures are, what they hold."""

from collections.abc import Callable, Container
from pathlib import Path

from huoye.catalog.resolve import File
from huoye.disk.images import image_size
from huoye.disk.paths import inside, spelt
from huoye.text.digest import sha

Fallback = Callable[[str, str], bytes | None]
"""(path of the post, file) → what was published of it before"""


class Attached:
    """Reads each file once a build; a path that leaves the site is no file.

    A file that is gone is lost to a post in its present text; a post that is `replaced` by its
    last good one shows what was published.
    """

    def __init__(self, root: Path, fallback: Fallback, replaced: Container[str]) -> None:
        """`replaced`: paths of posts, as many as are known when a file is asked for."""
        self._root, self._fallback, self._replaced = root, fallback, replaced
        self._contents: dict[tuple[str, str], bytes | None] = {}

    def find(self, post: str, name: str) -> File | None:
        """The file `name` beside the post, or None."""
        content = self._content(post, name)
        if content is None:
            return None
        width, height = image_size(content) or (None, None)
        return File(sha(content), width, height)

    def read(self, post: str, name: str) -> bytes:
        """Content of a file that `find` found."""
        content = self._content(post, name)
        assert content is not None, f"{name} beside {post} was found before"
        return content

    def _content(self, post: str, name: str) -> bytes | None:
        key = (post, name)
        if key not in self._contents:
            folder = post.rpartition("/")[0]
            self._contents[key] = _read(self._root, folder, name)
        content = self._contents[key]
        if content is None and post in self._replaced:
            return self._fallback(post, name)
        return content


def _read(root: Path, folder: str, name: str) -> bytes | None:
    """Sources and records are no attachments."""
    if name.endswith(".md") or "/frozen/" in f"{folder}/{name}":
        return None
    try:
        inside(root, f"{folder}/{name}")
        path = spelt(root / folder, name)
        return path.read_bytes() if path is not None and path.is_file() else None
    except (OSError, ValueError):
        return None
