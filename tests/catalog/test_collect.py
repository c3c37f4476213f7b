"""Who is shown, where, under which tags and series."""

import pytest
from tests.support import NOW, draft, front

from huoye.catalog.collect import Visibility, collect

BUILD = Visibility(NOW)
SERVE = Visibility(NOW, drafts=True, future=True)


def urls(*drafts: object, visibility: Visibility = BUILD, permalink: str = "/{slug}/") -> list[str]:
    return [e.url for e in collect(drafts, visibility, permalink).catalog.posts]  # type: ignore[arg-type]


def test_drafts_and_future_posts_are_only_shown_when_asked() -> None:
    hidden = [
        draft("posts/a/index.md", matter=front("甲", draft=True)),
        draft("posts/b/index.md", matter=front("乙", "2027-01-01")),
    ]
    assert urls(*hidden) == []
    shown = collect(hidden, SERVE, "/{slug}/").catalog
    assert {e.url: e.badge for e in shown.posts} == {"/a/": "草稿", "/b/": "未来"}


def test_a_drafts_title_is_no_target_even_in_serve() -> None:
    catalog = collect([draft(matter=front("甲", draft=True))], SERVE, "/{slug}/").catalog
    assert catalog.titles == {}


def test_posts_are_newest_first_and_pages_stand_apart() -> None:
    catalog = collect(
        [
            draft("posts/old/index.md", matter=front("旧", "2024-01-01")),
            draft("posts/new/index.md", matter=front("新", "2026-01-01")),
            draft("pages/about.md", matter=front("关于", "")),
        ],
        BUILD,
        "/{slug}/",
    ).catalog
    assert [e.url for e in catalog.posts] == ["/new/", "/old/"]
    assert [e.url for e in catalog.pages] == ["/about/"]


@pytest.mark.parametrize(
    ("permalink", "url"),
    [
        ("/{slug}/", "/one/"),
        ("/archives/{id}/", "/archives/10114/"),
        ("/{year}/{month}/{day}/{slug}", "/2026/02/27/one/"),
        ("//a/../{slug}/", "/a/one/"),
    ],
)
def test_permalinks(permalink: str, url: str) -> None:
    assert urls(draft(matter=front(id="10114")), permalink=permalink) == [url]


def test_one_address_belongs_to_one_post_and_case_is_no_difference() -> None:
    collected = collect(
        [
            draft("posts/a/index.md", matter=front(slug="X")),
            draft("posts/b/index.md", matter=front(slug="x")),
        ],
        BUILD,
        "/{slug}/",
    )
    assert [e.draft.path for e in collected.catalog.posts] == ["posts/a/index.md"]
    assert [(p.code, p.path) for p in collected.problems] == [("HY401", "posts/b/index.md")]


def test_tags_that_would_share_an_address_are_numbered() -> None:
    tags = collect(
        [draft(matter=front(tags=("C++", "C#", "概率")))], BUILD, "/{slug}/"
    ).catalog.tags
    assert len({t.url for t in tags}) == 3
    assert {t.name: t.url for t in tags}["概率"] == "/tags/概率/"


def test_a_series_runs_from_its_first_part() -> None:
    catalog = collect(
        [
            draft("posts/b/index.md", matter=front("二", "2026-02-01", series="漫谈")),
            draft("posts/a/index.md", matter=front("一", "2026-01-01", series="漫谈")),
        ],
        BUILD,
        "/{slug}/",
    ).catalog
    assert [[e.url for e in s.posts] for s in catalog.series] == [["/a/", "/b/"]]


def test_a_doubled_id_is_told_where_it_was_written() -> None:
    """It was told at line 1, and the slug that the hint asked for would not have mended it."""
    twice = front(id="7", lines={"title": 2, "date": 3, "id": 4})
    drafts = [draft(f"posts/{name}/index.md", matter=twice) for name in "ab"]
    (problem,) = collect(drafts, BUILD, "/archives/{id}/").problems
    assert (problem.code, problem.path, problem.line) == ("HY401", "posts/b/index.md", 4)
    assert "`id:`" in problem.hint()
