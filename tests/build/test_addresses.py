"""Every address of the site belongs to one thing, and whoever claims another's is told where."""

import pytest
from tests.tiny import Tiny, told


@pytest.fixture
def site(tiny: Tiny) -> Tiny:
    """Two posts with a tag, one a page."""
    tiny.write("huoye.toml", '[site]\nurl = "https://example.org"\nper_page = 1\n')
    tiny.post("one", tags="数", series="组", date="2026-01-01")
    tiny.post("two", tags="数", date="2026-02-01")
    return tiny


@pytest.mark.parametrize(
    "slug",
    ["tags", "Tags", "archive", "series", "page/2", "tags/数", "tags/数/page/2", "series/组"],
)
def test_a_post_cannot_take_the_address_of_a_list(site: Tiny, slug: str) -> None:
    before = site.built()
    site.post("new", "新。", slug=slug, date="2026-03-01")
    assert told(site.build().problems) == ["HY401 posts/new/index.md:4"]
    assert site.tree() == before


def test_a_page_cannot_take_the_address_of_a_list_either(site: Tiny) -> None:
    before = site.built()
    site.write("pages/archive.md", "---\ntitle: 归档\n---\n\n我的归档。\n")
    assert told(site.build().problems) == ["HY401 pages/archive.md:1"]
    assert site.tree() == before


def test_names_of_tags_that_would_share_an_address_get_one_each(site: Tiny) -> None:
    site.post("one", tags="['C', 'c', 'C++', 'c-2', 'C 2']", date="2026-01-01")
    site.post("two", date="2026-02-01")
    folders = {p.split("/")[1] for p in site.built() if p.startswith("tags/") and p.count("/") == 2}
    assert len(folders) == 5


def test_one_name_as_tag_category_and_series_is_three_things(site: Tiny) -> None:
    site.post("one", tags="同", categories="同", series="同")
    assert {
        "tags/同/index.html",
        "categories/同/index.html",
        "series/同/index.html",
    } <= site.built().keys()
