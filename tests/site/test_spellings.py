"""Addresses are the same whether a name is written in NFC or in NFD, by hand or by a disk."""

import unicodedata
from pathlib import Path

import pytest
from tests.tiny import Tiny

NAME = "café-が-각"
TEXT = f"""\
[甲](另-{NAME}) [乙](另-{NAME}#{NAME}) [丙](/另-{NAME}/) [丁](/tags/{NAME}/) [戊](#节-{NAME})
[己](数据-{NAME}.csv) ![庚](图/{NAME}.png)《题 {NAME}》[辛](另-{NAME}#id-{NAME})

## 节 {NAME}
"""
OTHER = f"## {NAME}\n\n## 又 {{#id-{NAME}}}\n"
PICTURE = (Path(__file__).parents[2] / "docs" / "post.png").read_bytes()


def written(tiny: Tiny, form: str, links: str) -> None:
    """The site with its files and front matter in one normal form, its links in another."""

    def of(text: str) -> str:
        return unicodedata.normalize(form, text)

    folder = of(f"一-{NAME}")
    tiny.post(folder, unicodedata.normalize(links, TEXT), tags=of(NAME), series=of(NAME))
    tiny.post(of(f"另-{NAME}"), OTHER, title=of(f"题 {NAME}"), tags=NAME, series=NAME)
    tiny.post("三", slug=of(f"三-{NAME}"))
    tiny.write(f"posts/{folder}/{of(f'数据-{NAME}.csv')}", "1")
    tiny.write(f"posts/{folder}/{of('图')}/{of(f'{NAME}.png')}", PICTURE)


@pytest.mark.parametrize(
    ("form", "links"), [("NFC", "NFC"), ("NFD", "NFC"), ("NFC", "NFD"), ("NFD", "NFD")]
)
def test_every_address_is_the_same(tiny: Tiny, form: str, links: str) -> None:
    written(tiny, form, links)
    built = tiny.build()
    assert built.problems == ()
    paths = set(tiny.tree())
    assert paths == {unicodedata.normalize("NFC", path) for path in paths}
    assert {f"一-{NAME}/index.html", f"另-{NAME}/index.html", f"三-{NAME}/index.html"} <= paths
    assert {
        f"一-{NAME}/数据-{NAME}.csv",
        f"一-{NAME}/图/{NAME}.png",
        f"tags/{NAME}/index.html",
    } <= paths
    page = tiny.tree()[f"一-{NAME}/index.html"].decode()
    for href in (
        f"/另-{NAME}/",
        f"/另-{NAME}/#{NAME}",
        f"#节-{NAME}",
        f"/一-{NAME}/数据-{NAME}.csv",
        f"/另-{NAME}/#id-{NAME}",
    ):
        assert f'href="{href}"' in page


@pytest.mark.parametrize("name", ["a#b", "a%20b", "何?", "a:b", "c|d", "con"])
def test_a_folder_that_no_address_can_name_is_told(tiny: Tiny, name: str) -> None:
    tiny.post(name)
    tiny.post("好")
    problems = tiny.build().problems
    assert [(p.code, p.path, p.line) for p in problems] == [("HY123", f"posts/{name}/index.md", 1)]
    assert [path for path in tiny.tree() if path.startswith(name)] == []


def test_a_slug_mends_such_a_folder(tiny: Tiny) -> None:
    tiny.post("a#b", slug="ab")
    assert tiny.build().problems == ()
    assert "ab/index.html" in tiny.tree()
