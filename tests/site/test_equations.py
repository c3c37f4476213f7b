"""Numbers and references across a site: where they lead, who refers to them, what is set again."""

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from tests.sites.pages import address, lost, pages
from tests.support import NOW
from tests.tiny import Tiny, told

from huoye.catalog.collect import Visibility
from huoye.model.event import silent
from huoye.site.assemble import Wish, assemble
from huoye.site.opened import open_site
from huoye.site.workshop import Workshop

URL = "https://example.org/blog"
UNRUN = ["HY502 posts/referring/index.md:25"]
"""its figure was never drawn"""
BASE = r"""
开头。

\begin{equation}a=b\label{eq:a}\end{equation}

\begin{align}c&=d\label{eq:c}\\e&=f\end{align}

$$g=h\tag{$\star$}\label{eq:star}$$
"""
REFERRING = r"""
摘要由 \eqref{base#eq:a} 与 $\eqref{base#eq:c}$ 及本文 $\eqref{eq:own}$ 组成。

<!--more-->

## 标题中的 \eqref{base#eq:a}

\begin{equation}x=y\label{eq:own}\end{equation}

[](base#eq-a)、{eq}`base#eq:c`、[文字](base#eq:star)、\ref{base#eq:star}。[^1]

> 引用中的 \eqref{base#eq:c}

| 表 | 格 |
|---|---|
| \eqref{base#eq:a} | $\eqref{base#eq:a}$ |

\begin{equation}x\overset{\eqref{base#eq:a}}{=}z\end{equation}

```{code-cell} python
:label: fig-x
:caption: 图注中的 \eqref{base#eq:a} 与 $\eqref{base#eq:c}$
plot()
```

[^1]: 脚注中的 \eqref{base#eq:a}。
"""


@pytest.fixture
def site(tiny: Tiny) -> Tiny:
    """Two posts below a path, one referring to the other in every place a reference may stand."""
    tiny.write("huoye.toml", f'[site]\nurl = "{URL}/"\nauthor = "甲"\n')
    tiny.post("base", BASE, title="底稿", date="2026-01-01")
    tiny.post("referring", REFERRING, title="引文", date="2026-02-01")
    return tiny


@pytest.fixture
def workshop(site: Tiny) -> Iterator[Workshop]:
    """What `serve` keeps between two edits, with the site built once."""
    site.build()
    with Workshop(open_site(site.root), silent) as made:
        look(made)
        made.typesetter.rendered = 0
        yield made


def look(workshop: Workshop) -> int:
    """Compose the site as it stands now; how many formulas MathJax was asked for."""
    before = workshop.typesetter.rendered
    assemble(workshop, Wish(Visibility(NOW)))
    return workshop.typesetter.rendered - before


def edit(site: Tiny, name: str, old: str, new: str) -> None:
    """Replace a piece of a post."""
    path = site.root / "posts" / name / "index.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


# ---- where references lead ----


def test_every_reference_leads_to_its_number(site: Tiny) -> None:
    assert told(site.build().problems) == UNRUN
    tree = site.tree()
    found = pages(tree)
    links = [(path, link) for path, page in found.items() for link in page.links if "eq-" in link]
    assert len(links) > 20
    origin = "https://example.org"
    assert [
        (path, link)
        for path, link in links
        if lost(link.removeprefix("/blog"), address(path), tree, found, origin)
    ] == []
    text = site.page("referring/index.html")
    assert text.count('href="/blog/base/#eq-a"') >= 8
    assert {'href="/blog/base/#eq-c"', 'href="/blog/base/#eq-star"'} <= set(
        re.findall(r'href="[^"]*"', text)
    )
    assert "(?)" not in text


def test_a_reference_inside_a_formula_is_a_link_to_the_other_page(site: Tiny) -> None:
    site.build()
    inside = re.findall(r"<svg[^>]*>.*?</svg>", site.page("referring/index.html"))
    links = [link for svg in inside for link in re.findall(r'<a href="([^"]*)"', svg)]
    assert links.count("/blog/base/#eq-a") == 2
    assert links.count("/blog/base/#eq-c") == 2
    assert links.count("#eq-own") == 1


def test_in_a_list_every_reference_leads_into_the_post(site: Tiny) -> None:
    site.build()
    home = site.page("index.html")
    links = re.findall(r'<a (?:class="ref" )?href="([^"]*#[^"]*)"', home)
    assert links.count("/blog/base/#eq-a") == 1
    assert links.count("/blog/base/#eq-c") == 1
    assert links.count("/blog/referring/#eq-own") == 1
    assert not [link for link in links if link.startswith("#")]


def test_in_a_feed_every_reference_is_an_address(site: Tiny) -> None:
    site.build()
    feed = unescape(site.page("feed.xml"))
    assert feed.count(f'<a class="ref" href="{URL}/base/#eq-a">(1)</a>') >= 5
    assert f'href="{URL}/base/#eq-star"' in feed


def test_a_tag_with_tex_is_drawn_wherever_it_is_shown(site: Tiny) -> None:
    """The page of another post lacked its outlines; in feeds, which strip SVG, it was nothing."""
    shutil.rmtree(site.root / "themes")
    site.post("other", "由 \\eqref{base#eq:star}。", title="他文")
    site.build()
    tree = site.tree()
    for path in ("other/index.html", "base/index.html", "index.html", "equations/index.html"):
        text = tree[path].decode()
        used = set(re.findall(r'<use href="#([^"]+)"', text))
        assert "N22C6" in used and used <= set(re.findall(r'\bid="([^"]+)"', text)), path
        assert '<span class="tex">($\\star$)</span></a>' in text, (
            "for copying and for screen readers"
        )
    feed = unescape(tree["feed.xml"].decode())
    assert "<svg" not in feed
    pictures = set(re.findall(rf'<img src="{URL}/([^"]+)" alt="\(\$\\star\$\)"', feed))
    assert len(pictures) == 1 and pictures <= tree.keys()
    site.write("huoye.toml", f'[site]\nurl = "{URL}/"\n[feed]\nmath = "tex"\n')
    site.build()
    assert r'#eq-star">($\star$)</a>' in unescape(site.page("feed.xml"))


def test_displays_are_counted_among_the_formulas_of_a_post(tiny: Tiny) -> None:
    shutil.rmtree(tiny.root / "themes")
    tiny.post("p", "$x$\n\n$$y$$\n\n\\begin{equation}z\\end{equation}")
    tiny.build()
    assert "3 个公式" in tiny.page("p/index.html")


def test_every_number_is_its_own_link(site: Tiny) -> None:
    site.post("more", "$$a\\tag{甲}$$\n\n\\begin{align}a\\\\b\\tag*{B}\\end{align}")
    site.build()
    for name in ("base", "referring", "more"):
        text = site.page(f"{name}/index.html")
        own = re.findall(r'class="eqno" id="([^"]+)" href="#([^"]+)"', text)
        assert own and all(anchor == link for anchor, link in own)
        assert '<span class="eqno"' not in text
    assert [a for a, _ in own] == ["eq-甲", "eq-1", "eq-b"]


def test_groups_count_across_a_post(site: Tiny) -> None:
    site.post("group", GROUPS)
    assert told(site.build().problems) == UNRUN
    text = site.page("group/index.html")
    numbers = re.findall(r'class="eqno" id="([^"]+)"[^>]*>([^<]*)<', text)
    assert numbers == [
        ("eq-1", "(1)"), ("eq-a", "(2a)"), ("eq-2b", "(2b)"), ("eq-2c", "(2c)"), ("eq-3", "(3)"),
        ("eq-4a", "(4a)"), ("eq-5a", "(5a)"), ("eq-b", "(5b)"), ("eq-6", "(6)"),
    ]  # fmt: skip
    assert re.findall(r'<a class="ref" href="#([^"]+)">([^<]+)</a>', text) == [
        ("eq-sys", "(2)"), ("eq-a", "(2a)"), ("eq-b", "(5b)"), ("eq-late", "5"),
    ]  # fmt: skip
    assert text.count('<div class="eq" id="eq-sys"') == text.count('id="eq-late"') == 1


GROUPS = r"""
\begin{equation}0\end{equation}

由 \begin{subequations}\label{eq:sys}
\begin{align}a\label{eq:a}\\b\end{align}
以及
\begin{equation}c\end{equation}
\end{subequations}，其中 \eqref{eq:sys} 含 \eqref{eq:a}。

\begin{equation}1\end{equation}

$$\begin{subequations}\begin{equation}d\end{equation}\end{subequations}$$

\[
\begin{subequations}
\begin{gather}e\\f\label{eq:b}\end{gather}
\label{eq:late}
\end{subequations}
\]

\begin{equation}2\end{equation}

见 \eqref{eq:b}、\ref{eq:late}。
"""


def test_a_label_gives_a_plain_display_its_number(site: Tiny) -> None:
    site.post(
        "plain", "$$a\\label{eq:p}$$\n\n\\[b\\]\n\n$$c$$ (eq-q)\n\n\\eqref{eq:p} \\eqref{eq-q}"
    )
    site.build()
    text = site.page("plain/index.html")
    assert re.findall(r'id="(eq-[^"]+)"[^>]*>([^<]+)<', text) == [("eq-p", "(1)"), ("eq-q", "(2)")]
    assert re.findall(r'class="ref" href="#(eq-[^"]+)"', text) == ["eq-p", "eq-q"]


# ---- who refers to an equation ----


def test_an_equation_lists_who_refers_to_it(site: Tiny) -> None:
    site.post(
        "third", "由 [式](/base/#eq-a) 与 \\eqref{base#eq:a}。", title="三", date="2026-03-01"
    )
    site.post("secret", "由 \\eqref{base#eq:star}。", title="密", draft="true")
    site.build()
    text = site.page("base/index.html")
    lines = re.findall(r'<p id="(by-[^"]+)">(.*)</p>', text)
    assert [name for name, _ in lines] == ["by-eq-a", "by-eq-c", "by-eq-star"]
    assert re.findall(r"<a[^>]*>([^<]*)</a>", lines[0][1]) == ["(1)", "三", "引文"]
    marks = re.findall(r'class="eqno by" href="#(by-[^"]+)" title="([^"]*)"', text)
    assert marks == [
        ("by-eq-a", "《三》《引文》引用了式 (1)"),
        ("by-eq-c", "《引文》引用了式 (2)"),
        ("by-eq-star", r"《引文》引用了式 ($\star$)"),
    ]
    assert "密" not in text


def test_references_within_a_post_are_not_listed(site: Tiny) -> None:
    site.build()
    assert "by-eq-" not in site.page("referring/index.html")


def test_citations_stay_out_of_lists_and_feeds(site: Tiny) -> None:
    site.build()
    assert "by-eq-" in site.page("base/index.html")
    for path in ("index.html", "feed.xml", "equations/index.html"):
        assert "by-eq-" not in unescape(site.page(path)), path


def test_a_group_is_cited_by_its_own_label(site: Tiny) -> None:
    site.post("group", GROUPS, date="2025-01-01")
    site.post("citing", "由 \\eqref{group#eq:sys}。", title="引组")
    site.build()
    text = site.page("group/index.html")
    mark = 'class="eqno by" href="#by-eq-sys" title="《引组》引用了式 (2)"'
    assert text.count(mark) == 1 and '<p id="by-eq-sys">' in text


# ---- the page of all equations ----


def test_all_numbered_equations_are_on_one_page(site: Tiny) -> None:
    site.build()
    text = site.page("equations/index.html")
    assert re.findall(r'<h2><a class="plainlink" href="([^"]*)"', text) == [
        "/blog/referring/",
        "/blog/base/",
    ]
    numbers = re.findall(r'class="eqno" id="(p\d-[^"]+)" href="([^"]+)"', text)
    assert len(numbers) == len({anchor for anchor, _ in numbers}) == 6
    assert [link for _, link in numbers][2:] == [
        "/blog/base/#eq-a",
        "/blog/base/#eq-c",
        "/blog/base/#eq-3",
        "/blog/base/#eq-star",
    ]
    assert r"\[g=h\tag{$\star$}\label{eq:star}\]" in unescape(text)
    assert "/blog/equations/" in site.page("index.html")
    assert f"{URL}/equations/" in site.page("sitemap.xml")


def test_without_a_number_there_is_no_such_page(tiny: Tiny) -> None:
    tiny.post("one", "只有 $a$ 与 $$b$$")
    tree = tiny.built()
    assert "equations/index.html" not in tree
    assert not [path for path, content in tree.items() if b"/equations/" in content]


def test_older_equations_are_told_by_their_tex(site: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huoye.build.equations.MOST", 3)
    site.build()
    text = site.page("equations/index.html")
    assert text.count('<div class="eq"') == 3
    told_by_tex = re.findall(r'<p class="told"><a href="([^"]+)">([^<]+)</a>', text)
    assert told_by_tex == [("/blog/base/#eq-c", "(2)"), ("/blog/base/#eq-star", r"($\star$)")]
    assert "较早的 2 个只列 TeX" in text


def test_the_page_is_composed_only_when_it_is_asked_for(
    site: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("composed")

    site.build()
    monkeypatch.setattr("huoye.build.equations._post", never)
    with Workshop(open_site(site.root), silent) as workshop:
        composition = assemble(workshop, Wish(Visibility(NOW))).composition
        (recipe,) = [r for r in composition.recipes if r.url == "/equations/"]
        with pytest.raises(AssertionError, match="composed"):
            recipe.values()


# ---- what an edit sets again ----


def test_an_inserted_equation_sets_only_what_shows_a_number(site: Tiny, workshop: Workshop) -> None:
    """One new formula; every later number of the post grows, in text that MathJax never sees.

    Of the other post the five formulas that show one of the two numbers are set again: the two
    of the caption, the table and the display among them stand for one job each.
    """
    edit(site, "base", "开头。", "开头。\n\n\\begin{equation}n=e\\,w\\end{equation}")
    shown = {
        r"\eqref{base#eq:c}",
        r"\eqref{base#eq:a}",
        r"\begin{equation}x\overset{\eqref{base#eq:a}}{=}z\end{equation}",
    }
    assert look(workshop) == 1 + len(shown)
    assert look(workshop) == 0


def test_an_equation_behind_all_others_sets_itself_alone(site: Tiny, workshop: Workshop) -> None:
    edit(site, "base", "开头。\n", "开头。\n\n$$n=e\\,w$$\n")
    assert look(workshop) == 1
    edit(site, "referring", "摘要由", "\\begin{equation}f=\\text{irst}\\end{equation} 摘要由")
    assert look(workshop) == 1 + 1, "the new one and the one that shows \\eqref{eq:own}"


def test_a_changed_macro_sets_its_users_alone(site: Tiny, workshop: Workshop) -> None:
    text = "\\newcommand{\\u}{1}\\newcommand{\\v}{2}\n\n$\\u+1$ $\\u+2$ $\\v$ $w+1$ $\\eqref{base#eq:a}$"
    site.post("macros", text)
    assert look(workshop) == 4
    edit(site, "macros", "{\\v}{2}", "{\\v}{3}")
    assert look(workshop) == 1
    edit(site, "macros", "{\\u}{1}", "{\\u}{9}")
    assert look(workshop) == 2
    edit(site, "macros", "\\newcommand{\\u}", "\\newcommand{\\unrelated}{0}\\newcommand{\\u}")
    assert look(workshop) == 0


def test_a_changed_macro_of_the_site_sets_its_users_alone(site: Tiny) -> None:
    settings = f'[site]\nurl = "{URL}/"\n[math.macros]\n'
    site.write("huoye.toml", settings + "R = 'r'\n")
    site.post("macros", "$\\R+\\R$ $\\R^2$ $s$")
    site.build()
    for macros, again in (("R = 'r'\nunrelated = 'x'\n", 0), ("R = 'q'\nunrelated = 'x'\n", 2)):
        site.write("huoye.toml", settings + macros)
        with Workshop(open_site(site.root), silent) as workshop:
            assert look(workshop) == again


def test_text_sets_nothing(site: Tiny, workshop: Workshop) -> None:
    edit(site, "base", "开头。", "另一种开头。")
    assert look(workshop) == 0


def test_a_moved_post_sets_the_formulas_that_lead_to_it(site: Tiny, workshop: Workshop) -> None:
    path: Path = site.root / "posts" / "base" / "index.md"
    path.write_text(path.read_text("utf-8").replace("---\n\n", "slug: moved\n---\n\n", 1), "utf-8")
    assert look(workshop) == 3, "their links hold its address"
