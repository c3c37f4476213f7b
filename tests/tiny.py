"""Whole tiny sites for tests: written, built in this process, looked at as a tree of bytes."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from huoye.catalog.collect import Visibility
from huoye.disk.manifest import NAME
from huoye.math.store import FILE
from huoye.model.event import silent
from huoye.model.problem import Problem
from huoye.site.build import BuildWish, Built, build
from huoye.site.check import check
from huoye.site.opened import open_site
from tests.support import NOW

THEME = Path(__file__).parent / "sites" / "theme"
"""templates of a few lines; what they lack comes from the theme of the engine"""
SETTINGS = '[site]\ntitle = "站"\nurl = "https://example.org"\nauthor = "甲"\n'

Tree = dict[str, bytes]
"""posix path → content"""


@dataclass
class Tiny:
    """A site on disk. Built results of formulas travel through `store`, a cache like any other."""

    root: Path
    store: Path

    @classmethod
    def make(cls, root: Path, store: Path, settings: str = SETTINGS) -> "Tiny":
        """A new site without posts."""
        shutil.copytree(THEME, root / "themes" / "default")
        made = cls(root, store)
        made.write("huoye.toml", settings)
        return made

    @property
    def out(self) -> Path:
        return self.root / "public"

    def write(self, name: str, content: str | bytes) -> Path:
        """A file of the site; its folders come with it."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def post(self, name: str, text: str = "正文。", **front: str) -> Path:
        """posts/<name>/index.md; `front` completes or replaces title and date."""
        return self.write(f"posts/{name}/index.md", post_text(text, **{"title": name, **front}))

    def build(
        self,
        out: Path | None = None,
        *,
        now: datetime = NOW,
        drafts: bool = False,
        future: bool = False,
        strict: bool = False,
    ) -> Built:
        """As `huoye build` would, at noon of a fixed day."""
        wish = BuildWish(out or self.out, Visibility(now, drafts, future), strict)
        self.lend()
        try:
            return build(open_site(self.root), wish, silent)
        finally:
            self.take_back()

    def check(self) -> tuple[Problem, ...]:
        """As `huoye check` would."""
        self.lend()
        return check(open_site(self.root), Visibility(NOW, drafts=True, future=True), silent)

    def tree(self, out: Path | None = None) -> Tree:
        """Every built file."""
        return read_tree(out or self.out)

    def built(self) -> Tree:
        """Build without a problem, then the tree."""
        assert told(self.build().problems) == []
        return self.tree()

    def page(self, path: str) -> str:
        """Text of a built file."""
        return (self.out / path).read_text("utf-8")

    def forget(self) -> None:
        """What an author may delete at any time."""
        for folder in (self.out, self.root / ".huoye"):
            shutil.rmtree(folder, ignore_errors=True)

    def lend(self) -> None:
        """Put the session's formulas into the cache of the site."""
        cache = self.root / ".huoye"
        if self.store.exists() and not (cache / FILE).exists() and not cache.is_file():
            cache.mkdir(exist_ok=True)
            shutil.copyfile(self.store, cache / FILE)

    def take_back(self) -> None:
        """Keep for the session what was typeset here."""
        mine = self.root / ".huoye" / FILE
        if mine.exists() and (not self.store.exists() or _longer(mine, self.store)):
            shutil.copyfile(mine, self.store)


def _longer(one: Path, other: Path) -> bool:
    return one.stat().st_size > other.stat().st_size


def post_text(text: str, **front: str) -> str:
    """A post with front matter, title and date at least."""
    fields = {"title": "标题", "date": "'2026-02-27'", **front}
    lines = "".join(f"{name}: {value}\n" for name, value in fields.items() if value)
    return f"---\n{lines}---\n\n{text}\n"


def read_tree(folder: Path) -> Tree:
    """Files below a folder, without the manifest."""
    files = (p for p in sorted(folder.rglob("*")) if p.is_file())
    tree = {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}
    tree.pop(NAME, None)
    return tree


def told(problems: tuple[Problem, ...]) -> list[str]:
    """CODE path:line of each problem, in order."""
    return sorted(f"{p.code} {p.path}:{p.line}" for p in dict.fromkeys(problems))


def changed(before: Tree, after: Tree) -> set[str]:
    """Paths that came, went or have other bytes."""
    return {p for p in before.keys() | after.keys() if before.get(p) != after.get(p)}
