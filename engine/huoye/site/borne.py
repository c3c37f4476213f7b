"""The titles that posts bore at earlier builds: no 《title》 ceases to be a link unseen.

One file in the cache; losing it costs nothing but that question.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from huoye.disk.write import write_whole
from huoye.model.catalog import Entry
from huoye.text.fold import fold_title

MOST = 20
"""titles kept of one post"""


class Borne:
    """Folded titles by the path of their post."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def posts(self) -> Mapping[str, str]:
        """Folded title → path of the post that bore it; empty where nothing can be read."""
        return {title: path for path, titles in self._read().items() for title in titles}

    def keep(self, entries: Iterable[Entry]) -> None:
        """Remember the titles of now; a cache that cannot be written is no reason to fail."""
        before, titles = self._read(), {}
        for entry in entries:
            path = entry.draft.path
            now = fold_title(entry.draft.front.title)
            titles[path] = [*(t for t in before.get(path, []) if t != now), now][-MOST:]
        if titles != before:
            data = json.dumps(titles, ensure_ascii=False, indent=0)
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                write_whole(self._file, data.encode("utf-8", "surrogatepass"), sync=False)
            except OSError:
                return

    def _read(self) -> dict[str, list[str]]:
        try:
            stored = json.loads(self._file.read_text(encoding="utf-8"))
            return {str(path): [str(title) for title in titles] for path, titles in stored.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            return {}
