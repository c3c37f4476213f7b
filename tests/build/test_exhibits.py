"""Results of a cell and recorded values in another place: shown, linked home, told when lost."""

import re
import shutil
from dataclasses import replace

import pytest
from tests.site.samples import CODE, MODULE, TEXT, flow_site, flow_text
from tests.sites.pages import Page, lost, pages
from tests.tiny import SETTINGS, Tiny, told

from huoye.fresh.record import dump, load
from huoye.model.record import Figure
from huoye.text.digest import sha

GUEST = """\
又见此图[^1]，公式 $b$。

```{figure} flow#fig-loss
```

损失 {eval}`f"{flow.final:.3f}"`，最后 {eval}`flow.final`。

:::{figure} flow#tbl-end
:::

[^1]: 脚注里也行。

    :::{figure} flow#fig-loss
    :::
"""


@pytest.fixture
def site(tiny: Tiny) -> Tiny:
    """The post `flow`, and a post that shows its figure and its value."""
    flow_site(tiny)
    tiny.post("guest", GUEST, date="2026-03-01")
    return tiny


def test_a_figure_of_another_post_is_shown_with_a_link_to_its_place(site: Tiny) -> None:
    shutil.rmtree(site.root / "themes")  # the engine's own theme prints the outlines of formulas
    tree = site.built()
    page = site.page("guest/index.html")
    assert page.count("<path d=") >= 2 and "<summary>运行卡" not in page and "plot(" not in page
    assert '<b><a href="/flow/#fig-loss">《流》图 1</a></b>损失 ' in page
    assert "output of tbl-end" in page and "《流》表 1" in page
    found = pages(tree)
    ids = found["guest/index.html"].ids
    assert len(ids) == len(set(ids)) and "fig-loss" not in ids
    links = found["guest/index.html"].links
    assert not [x for x in links if lost(x, "/guest/", tree, found, "https://example.org")]


def test_a_cell_is_shown_twice_in_its_own_post(site: Tiny) -> None:
    site.write("posts/flow/index.md", flow_text(TEXT + "\n:::{figure} #fig-loss\n:::\n"))
    site.built()
    page = site.page("flow/index.html")
    assert '<b><a href="#fig-loss">图 1</a></b>损失 ' in page
    ids = Page(page).ids
    assert len(ids) == len(set(ids)) and ids.count("fig-loss") == 1


def test_a_list_shows_exhibits_of_an_excerpt_under_ids_of_their_own(site: Tiny) -> None:
    site.post("guest", GUEST + "\n<!--more-->\n\n后文", date="2026-03-01")
    site.post("again", GUEST + "\n<!--more-->\n\n后文", date="2026-03-02")
    site.built()
    home = Page(site.page("index.html"))
    assert len(home.ids) == len(set(home.ids))
    assert site.page("index.html").count("《流》图 1</a>") == 2


def test_a_feed_has_the_picture_without_the_code(site: Tiny) -> None:
    tree = site.built()
    entry = re.search(r"<title[^>]*>guest<.*?</entry>", site.page("feed.xml"), re.S)
    assert entry is not None
    assert "https://example.org/flow/fig-loss.svg" in entry[0] and "plot(" not in entry[0]
    assert "https://example.org/flow/#fig-loss" in entry[0]
    assert "flow/fig-loss.svg" in tree


def test_a_value_of_another_post_leads_to_its_cell(site: Tiny) -> None:
    site.built()
    page = site.page("guest/index.html")
    assert re.findall(r'<span class="val">([\d.]+)<button popovertarget="v.1"', page) == [
        "0.192",
        "0.1921",
    ]
    box = '<div class="from" id="v.1" popover><p><code>flow.final = 0.1921048015</code><br>'
    assert (
        box + '出自<a href="/flow/#fig-loss">《流》图 1</a>，<a href="/flow/#fig-loss.card">'
        in page
    )
    assert '<dl id="fig-loss.card">' in site.page("flow/index.html")


def test_what_is_stale_at_home_is_stale_abroad(site: Tiny) -> None:
    site.write(MODULE, CODE.replace("x * x", "x * x * x"))
    site.write("posts/flow/index.md", flow_text(TEXT.replace("sample(3)", "sample(4)")))
    problems = site.build().problems
    assert "HY507 posts/guest/index.md:11" in told(problems)
    assert any(
        "posts/flow#fig-loss" in p.hint() for p in problems if p.path.startswith("posts/guest")
    )
    page = site.page("guest/index.html")
    assert (
        'class="val old"' in page
        and "⚠ 此数由旧代码算出：" in page
        and '<p class="stale">⚠ 此图由旧代码算出' in page
    )


@pytest.mark.parametrize(
    ("text", "code", "near"),
    [
        (":::{figure} flow#fig-los\n:::", "HY408", "fig-loss"),
        (":::{figure} #fig-loss\n:::", "HY408", "-"),
        (":::{figure} flwo#fig-loss\n:::", "HY403", "flow"),
        ("{eval}`flow.fianl`", "HY504", "flow.final"),
        ("{eval}`flwo.final`", "HY403", "flow"),
        ("{eval}`flow.final + 1`", "HY505", "f-string"),
    ],
)
def test_what_is_not_there_is_told_at_its_line(site: Tiny, text: str, code: str, near: str) -> None:
    site.post("guest", f"甲\n\n{text}\n", date="2026-03-01")
    (problem,) = site.build().problems
    assert (problem.code, problem.path, problem.line) == (code, "posts/guest/index.md", 8)
    assert near in problem.hint()


def test_a_post_with_hyphens_in_its_name_has_values_too(site: Tiny) -> None:
    site.write(
        "posts/flow/index.md", flow_text(TEXT).replace("---\n", "---\nslug: 2024-my-flow\n", 1)
    )
    site.post("guest", '{eval}`f"a-b.c {2024-my-flow.final:.2f}"`', date="2026-03-01")
    site.built()
    assert ">a-b.c 0.19<button" in site.page("guest/index.html")


def test_a_theorem_is_referred_to_from_another_post(site: Tiny) -> None:
    site.post(
        "law", ":::{定理} 勾股\n:label: thm-x\n设 $a$。\n:::\n\n由 \\ref{thm-x}、{prf:ref}`thm-x`。"
    )
    site.post("guest", "由 [](law#thm-x) 与 [它](law#thm-x)。", date="2026-03-01")
    site.built()
    assert '由 <a class="ref" href="/law/#thm-x">定理 1</a> 与 <a href="/law/#thm-x">' in site.page(
        "guest/index.html"
    )
    assert site.page("law/index.html").count('<a class="ref" href="#thm-x">定理 1</a>') == 2


def test_the_title_of_a_box_is_bold_in_a_feed(site: Tiny) -> None:
    site.post("guest", ":::{note} 题\n甲\n:::\n\n:::{定理}\n乙\n:::", date="2026-03-01")
    site.built()
    text = site.page("feed.xml")
    assert "&lt;b&gt;题&lt;/b&gt;" in text and "定理 1&lt;/b&gt;　乙" in text


def test_a_picture_in_a_file_lies_there_though_its_post_left_the_feeds(site: Tiny) -> None:
    record = site.root / "posts/flow/frozen/quick/fig-loss.json"
    picture = b"\x89PNG of a figure"
    sealed = load(record.read_text("utf-8"), "fig-loss")
    figure = Figure("fig-loss.png", sha(picture), 40, 30)
    record.write_text(dump(replace(sealed, outputs=(figure,))), "utf-8")
    site.write("posts/flow/frozen/quick/fig-loss.png", picture)
    site.write("huoye.toml", f"{SETTINGS}[feed]\nentries = 1\n")
    tree = site.built()
    assert '<img src="/flow/fig-loss.png"' in site.page("guest/index.html")
    assert tree["flow/fig-loss.png"] == picture
    site.post("newer", date="2026-05-01")
    assert site.built()["flow/fig-loss.png"] == picture
