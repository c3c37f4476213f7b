"""However a site came to its state, and wherever it is built, its bytes are the same."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.site.samples import CODE, MODULE, flow_site
from tests.tiny import SETTINGS, Tiny, read_tree

STEPS = 25
WORDS = ("极限", "微分", "C++", "概率 论", "Ａ", "a")
VARIATIONS = {
    "hash seed": {"PYTHONHASHSEED": "1"},
    "zone, locale": {"PYTHONHASHSEED": "2", "TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8"},
    "ascii, date": {
        "PYTHONHASHSEED": "3",
        "LC_ALL": "C",
        "SOURCE_DATE_EPOCH": "1",
        "TZ": "US/Samoa",
    },
}


class Author:
    """Edits a site at random; every state is sound."""

    def __init__(self, site: Tiny, chance: random.Random) -> None:
        self.site, self.chance = site, chance
        self.names: list[str] = []

    def step(self) -> str:
        """One edit, told in a word."""
        edits: list[Callable[[], None]] = [self.write, self.write, self.rewrite, self.remove,
                                           self.rename, self.configure, self.design, self.code]  # fmt: skip
        edit = self.chance.choice(edits)
        edit()
        return edit.__name__

    def write(self) -> None:
        """A post with tags, perhaps a series, a picture, a link to an older one."""
        name = f"p{len(self.names)}"
        self._post(name)
        self.names.append(name)

    def rewrite(self) -> None:
        if self.names:
            self._post(self.chance.choice(self.names))

    def remove(self) -> None:
        """What nobody links to; links are made to p0 alone."""
        if len(self.names) > 1:
            shutil.rmtree(self.site.root / "posts" / self.names.pop())

    def rename(self) -> None:
        if len(self.names) > 1:
            old, new = self.names[-1], f"r{self.chance.randrange(10**6)}"
            os.rename(self.site.root / "posts" / old, self.site.root / "posts" / new)
            self.names[-1] = new

    def configure(self) -> None:
        pages, menu = self.chance.randint(1, 3), self.chance.random() < 0.5
        more = 'menu = [{ text = "归档", url = "/archive/" }]\n' if menu else ""
        self.site.write("huoye.toml", f"{SETTINGS}per_page = {pages}\n{more}")

    def design(self) -> None:
        self.site.write(
            "themes/default/static/style.css", f"body{{margin:{self.chance.random()}px}}"
        )

    def code(self) -> None:
        """A module that a result used, changed or changed back."""
        self.site.write(MODULE, CODE.replace("n + 1", self.chance.choice(("n + 1", "n + 2"))))

    def _post(self, name: str) -> None:
        tags = self.chance.sample(WORDS, self.chance.randint(0, 3))
        picture = self.chance.random() < 0.4
        self.site.write(f"posts/{name}/d.csv", str(self.chance.random()))
        self.site.post(
            name,
            f"第 $x_{{{self.chance.randint(1, 3)}}}$ 版。"
            + ("[数据](d.csv)" if picture else "")
            + ("，见 [首篇](p0)" if name != "p0" and self.names else ""),
            date=f"2026-0{self.chance.randint(1, 9)}-1{self.chance.randint(0, 9)}",
            tags=f"[{', '.join(tags)}]",
            series=self.chance.choice(("", "组")),
            pinned=self.chance.choice(("", "true")),
        )


@pytest.mark.parametrize("seed", [1, 2])
def test_an_edited_site_is_what_a_build_from_nothing_gives(tiny: Tiny, seed: int) -> None:
    flow_site(tiny)
    author = Author(tiny, random.Random(seed))
    done: list[str] = []
    for _ in range(STEPS):
        done.append(author.step())
        built = tiny.build()
        assert [p for p in built.problems if p.level == "error"] == [], done
        clean = tiny.root.parent / f"clean-{len(done)}"
        tiny.build(clean)
        assert tiny.tree() == read_tree(clean), done
        shutil.rmtree(clean)
    assert len(set(done)) > 5
    here = tiny.tree()
    tiny.forget()
    tiny.build()
    assert tiny.tree() == here


def test_the_machine_does_not_show(tiny: Tiny, tmp_path: Path) -> None:
    """Another folder, hash seed, time zone, locale, mask and age of the files."""
    flow_site(tiny)
    tiny.post("one", "见《流》。$x_1$", tags="[概率, C++]", date="'2026-01-01 23:30'")
    expected = tiny.built()
    for number, (what, variables) in enumerate(VARIATIONS.items()):
        root = tmp_path / f"别处 {number}" / ("x" * number + "site")
        shutil.copytree(tiny.root, root, ignore=shutil.ignore_patterns("public"))
        for path in root.rglob("*"):
            os.utime(path, (number * 1e8, number * 1e8))
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        subprocess.run(
            [sys.executable, "-c", "from huoye.cli.main import main; main()", "build"],
            cwd=root, env={**kept, **variables}, umask=0o077, check=True, capture_output=True,
        )  # fmt: skip
        assert read_tree(root / "public") == expected, what
