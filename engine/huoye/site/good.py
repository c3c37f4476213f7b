"""The last text of each post that could be published, for when its present text cannot.

One file a post in the cache; losing it costs nothing but the page of a post that is broken now.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from huoye.disk.write import write_whole
from huoye.model.source import Source
from huoye.text.digest import sha


class LastGood:
    """Texts by the path of their source."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def source(self, now: Source) -> Source | None:
        """The last good text in place of the present one; None where there is none."""
        try:
            stored = json.loads(self._file(now.path).read_text(encoding="utf-8"))
            text = stored["text"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return Source(now.path, now.kind, text, sha(text)) if isinstance(text, str) else None

    def keep(self, sources: Iterable[Source]) -> None:
        """Remember these texts; a cache that cannot be written is no reason to fail."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for source in sources:
                data = json.dumps({"path": source.path, "text": source.text}, ensure_ascii=False)
                whole = data.encode("utf-8", "surrogatepass")
                write_whole(self._file(source.path), whole, sync=False)
        except OSError:
            return

    def forget(self, paths: Iterable[str]) -> None:
        """These posts are hidden now: what was public of them must not come back."""
        for path in paths:
            with suppress(OSError):
                self._file(path).unlink(missing_ok=True)

    def _file(self, path: str) -> Path:
        return self._folder / f"{sha(path)}.json"
