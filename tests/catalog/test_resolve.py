"""References, titles, links and images to addresses, and a problem for each that leads nowhere."""

import pytest
from tests.support import NOW, draft, formula, front, set_row, typeset

from huoye.catalog.collect import Visibility, collect
from huoye.catalog.number import number
from huoye.catalog.resolve import File, Links, Surroundings, resolve
from huoye.model.draft import (
    Draft,
    Heading,
    Hole,
    HrefHole,
    ImageHole,
    ReferenceHole,
    TitleHole,
)
from huoye.model.place import Place

OTHER = formula("b")
OTHER_POST = draft(
    "posts/other/index.md",
    matter=front("另一篇：上", "2026-01-01", old_titles=("旧名",)),
    formulas=(OTHER,),
    headings=(Heading(2, "小结", "小结", 9),),
    anchors=("小结",),
)


def links(
    *holes: Hole,
    others: tuple[Draft, ...] = (OTHER_POST,),
    absent: tuple[str, ...] = (),
    base: str = "",
) -> Links:
    own = formula("a")
    here = draft(matter=front("本文"), pieces=tuple(holes), formulas=(own,))
    catalog = collect([here, *others], Visibility(NOW), "/{slug}/", absent).catalog
    done = {own.job: typeset(set_row("eq:own")), OTHER.job: typeset(set_row("eq:other"))}
    numberings = {e.draft.path: number(e.draft, done) for e in (*catalog.posts, *catalog.pages)}
    files = {"img/a.png": File("d1", 40, 30), "data.csv": File("d2")}
    around = Surroundings(
        catalog, numberings, lambda post, name: files.get(name.removeprefix("./")),
        Place("https://example.org", base),
    )  # fmt: skip
    return resolve(next(e for e in catalog.posts if e.draft.path == here.path), around)


@pytest.mark.parametrize(
    ("hole", "text", "url"),
    [
        (ReferenceHole("eq:own", "", True, 1), "(1)", "#eq-own"),
        (ReferenceHole("eq-own", "", True, 1), "(1)", "#eq-own"),
        (ReferenceHole("eq:other", "other", True, 1), "(1)", "/other/#eq-other"),
        (ReferenceHole("小结", "other", False, 1), "小结", "/other/#小结"),
    ],
)
def test_references(hole: ReferenceHole, text: str, url: str) -> None:
    target = links(hole).references[(hole.post, hole.label)]
    assert (target.text, target.url) == (text, url)


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("other", "/other/"),
        ("../other/index.md", "/other/"),
        ("../other/#小结", "/other/#小结"),
        ("other#eq:other", "/other/#eq-other"),
        ("#eq:own", "#eq-own"),
        ("/tags/", "/tags/"),
        ("data.csv", "/one/data.csv"),
        ("./data.csv", "/one/data.csv"),
    ],
)
def test_links(target: str, url: str) -> None:
    assert links(HrefHole(target, 1)).hrefs == {target: url}


def test_every_path_carries_the_base_of_the_site() -> None:
    found = links(
        HrefHole("other", 1), ImageHole("img/a.png", "", "", 1), TitleHole("旧名", 1), base="/blog"
    )
    assert found.hrefs["other"] == "/blog/other/"
    assert found.images["img/a.png"].url == "/blog/one/img/a.png"
    assert found.titles["旧名"] == "/blog/other/"


def test_only_files_that_are_referred_to_are_attached() -> None:
    found = links(HrefHole("data.csv", 1), ImageHole("img/a.png", "", "", 1))
    assert found.attached == {"data.csv": "/one/data.csv", "img/a.png": "/one/img/a.png"}
    assert (found.images["img/a.png"].width, found.images["img/a.png"].height) == (40, 30)


@pytest.mark.parametrize(
    ("hole", "code"),
    [
        (ReferenceHole("eq:nope", "", True, 7), "HY303"),
        (ReferenceHole("eq:other", "nope", True, 7), "HY403"),
        (HrefHole("nope", 7), "HY404"),
        (HrefHole("other#nope", 7), "HY405"),
        (ImageHole("nope.png", "", "", 7), "HY406"),
    ],
)
def test_what_leads_nowhere_is_told_at_its_line(hole: Hole, code: str) -> None:
    problems = links(hole).problems
    assert [(p.code, p.line, p.level) for p in problems] == [(code, 7, "error")]
    assert all(
        problem.text(lang) and problem.hint(lang) for problem in problems for lang in ("en", "zh")
    )


def test_a_near_label_is_named() -> None:
    (problem,) = links(ReferenceHole("eq:onw", "", True, 1)).problems
    assert "eq:own" in problem.hint()


def test_a_post_that_is_broken_itself_does_not_break_the_others() -> None:
    (problem,) = links(ReferenceHole("eq:x", "sick", True, 1), absent=("sick",)).problems
    assert problem.level == "warning"


def test_titles_fold_width_case_and_space_and_old_ones_count() -> None:
    found = links(
        TitleHole("另一篇: 上", 1),
        TitleHole("旧名", 1),
        TitleHole("无此篇", 1),
        TitleHole("本文", 1),
    )
    assert found.titles == {"另一篇: 上": "/other/", "旧名": "/other/"}
    assert found.problems == ()


def test_a_title_of_two_posts_is_an_error_naming_both() -> None:
    twin = draft("posts/twin/index.md", matter=front("另一篇：上", "2025-01-01"))
    (problem,) = links(TitleHole("另一篇: 上", 5), others=(OTHER_POST, twin)).problems
    assert (
        problem.code == "HY402"
        and "posts/twin" in problem.text()
        and "posts/other" in problem.text()
    )
