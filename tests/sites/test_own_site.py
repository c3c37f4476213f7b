"""The site of this repository, built once: links, ids, formulas, text and feeds of every page."""

import shutil
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import feedparser
import pytest
from tests.sites.pages import Page, address, lost, pages
from tests.tiny import Tiny, Tree

from huoye.model.draft import FormulaHole
from huoye.site.library import Library
from huoye.site.opened import open_site

ROOT = Path(__file__).parents[2]
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, formulas: Path) -> Tiny:
    """A copy of posts, pages, code and theme, built; the checkout's own cache stays untouched."""
    site = Tiny(tmp_path_factory.mktemp("own"), formulas)
    for folder in ("posts", "pages", "code", "themes", "locks"):
        shutil.copytree(
            ROOT / folder, site.root / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copyfile(ROOT / "huoye.toml", site.root / "huoye.toml")
    built = site.build()
    assert [f"{p.code} {p.path}:{p.line}" for p in built.problems if p.level == "error"] == []
    return site


@pytest.fixture(scope="module")
def tree(own: Tiny) -> Tree:
    return own.tree()


@pytest.fixture(scope="module")
def found(tree: Tree) -> dict[str, Page]:
    return pages(tree)


@pytest.fixture(scope="module")
def origin(own: Tiny) -> str:
    return open_site(own.root).place.origin


def feeds(tree: Tree) -> dict[str, str]:
    """Path of each feed → its text."""
    return {path: content.decode() for path, content in tree.items() if path.endswith("feed.xml")}


def test_every_link_leads_to_a_file_and_an_anchor(
    tree: Tree, found: dict[str, Page], origin: str
) -> None:
    broken = {
        (path, link)
        for path, page in found.items()
        for link in page.links
        if lost(link, address(path), tree, found, origin)
    }
    assert broken == set()
    assert sum(len(page.links) for page in found.values()) > 300


def test_every_id_is_the_only_one_of_its_page(found: dict[str, Page]) -> None:
    twice = {p: {i for i in page.ids if page.ids.count(i) > 1} for p, page in found.items()}
    assert {path: ids for path, ids in twice.items() if ids} == {}


def test_no_dollar_is_left_in_the_text(found: dict[str, Page]) -> None:
    strays = {(p, text.strip()) for p, page in found.items() for text in page.prose if "$" in text}
    assert strays == set()


def test_every_formula_is_drawn(own: Tiny, found: dict[str, Page]) -> None:
    shelf = Library(own.root, open_site(own.root).config).read()
    for path, parsed in shelf.parsed.items():
        draft = parsed.draft
        assert draft is not None, path
        holes = [*draft.pieces, *draft.notes, *(piece for c in draft.captions for piece in c)]
        wanted = sum(isinstance(piece, FormulaHole) for piece in holes)
        page = found[f"{draft.front.slug or draft.name}/index.html"]
        assert (page.formulas, page.naked) == (wanted, 0), path


def test_feeds_are_well_formed_and_whole(tree: Tree) -> None:
    texts = feeds(tree)
    assert len(texts) > 3
    for path, text in texts.items():
        parsed = feedparser.parse(text)
        assert not parsed.bozo, path
        assert all(e.id and e.title and e.updated and e.content[0].value for e in parsed.entries), (
            path
        )
        assert len({e.id for e in parsed.entries}) == len(parsed.entries), path
        assert "<script" not in text and "<style" not in text, path


def test_every_address_of_a_feed_is_absolute_and_leads_somewhere(
    tree: Tree, found: dict[str, Page], origin: str
) -> None:
    for path, text in feeds(tree).items():
        links = [e.attrib["href"] for e in ET.fromstring(text).iter() if "href" in e.attrib]
        for content in ET.fromstring(text).iter("{http://www.w3.org/2005/Atom}content"):
            links += Page(unescape(content.text or "")).links
        links = [link for link in links if not link.startswith("#nh")]
        assert [link for link in links if not urlsplit(link).scheme] == [], path
        assert [link for link in links if lost(link, "/", tree, found, origin)] == [], path


def test_the_sitemap_names_pages_that_exist(
    tree: Tree, found: dict[str, Page], origin: str
) -> None:
    named = [e.text or "" for e in ET.fromstring(tree["sitemap.xml"]).iter(SITEMAP)]
    assert len(named) == len(set(named)) > 3
    assert [url for url in named if lost(url, "/", tree, found, origin)] == []
    assert f"{origin}/sitemap.xml" in tree["robots.txt"].decode()
    assert not lost(f"{origin}/sitemap.xml", "/", tree, found, origin)


def test_no_page_names_a_file_that_is_not_its_own(tree: Tree, own: Tiny) -> None:
    kept = [path for path in tree if path.endswith((".md", ".py", ".json", ".npz"))]
    assert not [path for path in kept if not path.endswith(".run.py")], "a script is an offer"
    assert not [path for path in tree if str(own.root).encode() in tree[path]]
