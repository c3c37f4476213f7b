"""One rich sample of what every template is given."""

from collections.abc import Mapping

from huoye.model.config import Link
from huoye.model.page import (
    ArchiveView, DateTile, EntryView, FeedEntryView, FeedView, Html, LineView, Pager, PageView,
    PostView, SeriesView, SitemapView, SiteView, StreamView, TermsView, TermView, TocItem,
    UpdateView, YearView,
)
from theme.bodies import fourier, fourier_excerpt, hippo_excerpt
from theme.formulas import outlines

URL = "https://example.org"
HOSTILE = "<b>“a & b”</b>"
"""a title that must come out as text everywhere"""
TAGS = (Link("概率", "/tags/概率/"), Link("傅里叶级数", "/tags/傅里叶级数/"))
DATE = DateTile("2026-02-27", "27", "Feb", "2026.02")
OLD = DateTile("2025-11-03", "03", "Nov", "2025.11")
TITLE = "用傅里叶级数拟合密度：从平方到归一化"


def site(style: str = "/assets/style.css") -> SiteView:
    """A site with a menu of five entries."""
    menu = (
        Link("归档", "/archive/"), Link("系列", "/series/"), Link("标签", "/tags/"),
        Link("关于", "/about/"), Link("订阅", "/feed.xml"),
    )
    return SiteView(
        title="活页", url=URL, root="/", author="活页编辑部", description="可执行的数学笔记",
        language="zh-CN", menu=menu, footer=(Html("<span>备案号 0000</span>"),),
        licence="CC BY-NC-SA 4.0", licence_url="https://example.org/licence", feed="/feed.xml",
        style=style, icon="/assets/favicon.svg",
    )


def page(kind: str, url: str, title: str, *, live: bool = False) -> PageView:
    """The head of a page, with glyph outlines where it may hold formulas."""
    dated = kind == "post"
    return PageView(
        title=title, url=url, canonical=URL + url, description="把密度写成三角多项式的模平方",
        kind=kind, feed="/tags/概率/feed.xml" if kind == "list" else "",
        published="2026-02-27T10:30:00+08:00" if dated else "",
        modified="2026-03-09T08:00:00+08:00" if dated else "",
        outlines=Html(outlines() if kind in ("home", "list", "post", "page") else ""), live=live,
        json_ld=Html('<script type="application/ld+json">{"@type":"BlogPosting"}</script>' if dated else ""),
    )


def post(*, banner: str = "", badge: str = "") -> PostView:
    """The long post, in the middle of a series."""
    body, notes = fourier()
    toc = (("问题与想法", 2), ("两个约束", 2), ("十行代码", 3), ("数值结果", 2))
    return PostView(
        title=TITLE, url="/fourier/", author="活页编辑部", date=DATE,
        updated=(UpdateView("2026-03-01", ""), UpdateView("2026-03-09", "补了一张表")),
        tags=TAGS, categories=(Link("数学", "/categories/数学/"),),
        series=SeriesView(
            "通向概率分布之路", "/series/通向概率分布之路/", 3, 5,
            Link("直方图为什么够用", "/histogram/"), Link("高维时怎么办", "/high/"),
        ),
        toc=tuple(TocItem(level, name, Html(name)) for name, level in toc),
        body=Html(body), notes=Html(notes), hanzi=1024, formulas=25, minutes=4,
        older=Link("直方图为什么够用", "/histogram/"), newer=Link(HOSTILE, "/high/"),
        cite_text=f"活页编辑部. (Feb. 27, 2026).《{TITLE}》[Blog post]. Retrieved from {URL}/fourier/",
        cite_bibtex=f"@online{{example-fourier,\n  title  = {{{TITLE}}},\n  url    = {{{URL}/fourier/}},\n}}",
        badge=badge, banner=banner,
    )


def about() -> PostView:
    """A standalone page: no date, nothing to cite."""
    return PostView(
        title="关于", url="/about/", author="活页编辑部", date=None, updated=(), tags=(), categories=(),
        series=None, toc=(), body=Html("<p>本站由活页生成，公式在构建时排好。</p>"), notes=Html(""), hanzi=20,
        formulas=0, minutes=1, older=None, newer=None, cite_text="", cite_bibtex="", badge="",
    )


def stream(heading: str = "", count: int = 9) -> StreamView:
    """Three entries, on the second of `count` pages."""
    links = tuple(Link(str(n), "/" if n == 1 else f"/page/{n}/") for n in range(1, count + 1))
    entries = (
        EntryView("HiPPO 的数学：记忆从哪里来", "/hippo/", DATE, TAGS, Html(hippo_excerpt()), True, "", True),
        EntryView(TITLE, "/fourier/", OLD, TAGS[:1], Html(fourier_excerpt()), True, "草稿"),
        EntryView(HOSTILE, "/short/", OLD, (), Html("<p>只有一段的短文。</p>"), False, ""),
    )
    return StreamView(heading, entries, Pager(2, count, links, "/", "/page/3/"))


def lines() -> tuple[LineView, ...]:
    """Posts of a plain list."""
    return (
        LineView(TITLE, "/fourier/", DATE, ""),
        LineView("一个特别长的标题：为什么高维空间里的随机向量几乎总是两两正交", "/high/", DATE, "草稿"),
        LineView(HOSTILE, "/short/", OLD, ""),
    )


def terms(heading: str) -> TermsView:
    """Two terms."""
    url = "/tags/" if heading == "标签" else "/series/"
    return TermsView(heading, tuple(TermView(n, f"{url}{n}/", lines()) for n in ("概率", "HiPPO")))


def feed() -> FeedView:
    """Two entries whose titles, tags and texts need escaping."""
    content = Html(f'<p>1 &lt; 2 &amp; <img alt="x^2" src="{URL}/m/1.svg"> ]]&gt; \x0b“终”</p>')
    entries = tuple(
        FeedEntryView(
            HOSTILE, f"{URL}/p{n}/", f"{URL}/p{n}/", "2026-02-27T10:30:00+08:00",
            "2026-03-09T08:00:00+08:00", "编辑 & 部", ("概率", 'a"b'), "1 < 2 & 3", content,
        )
        for n in (1, 2)
    )
    return FeedView("活页 & 友", f"{URL}/", f"{URL}/feed.xml", f"{URL}/", "2026-03-09T08:00:00+08:00", entries)


def pages(style: str = "/assets/style.css") -> Mapping[str, tuple[str, Mapping[str, object]]]:
    """Name → (template, values): every HTML page of the theme."""
    s, years = site(style), (YearView("2026", lines()[:2]), YearView("2025", lines()[2:]))
    one = TermsView("系列：HiPPO", terms("系列").terms[1:])
    return {
        "home": ("home.html", {"site": s, "page": page("home", "/page/2/", ""), "stream": stream()}),
        "tag": ("stream.html", {"site": s, "page": page("list", "/tags/概率/", "标签：概率"), "stream": stream("标签：概率", 1)}),
        "post": ("post.html", {"site": s, "page": page("post", "/fourier/", TITLE), "post": post()}),
        "live": ("post.html", {"site": s, "page": page("post", "/fourier/", TITLE, live=True), "post": post(banner="这是上一次成功的版本：第 12 行公式有误", badge="草稿")}),
        "about": ("page.html", {"site": s, "page": page("page", "/about/", "关于"), "post": about()}),
        "archive": ("archive.html", {"site": s, "page": page("archive", "/archive/", "归档"), "archive": ArchiveView(years, 3)}),
        "tags": ("tags.html", {"site": s, "page": page("tags", "/tags/", "标签"), "terms": terms("标签")}),
        "all-series": ("series.html", {"site": s, "page": page("series", "/series/", "系列"), "terms": terms("系列")}),
        "series": ("series.html", {"site": s, "page": page("series", "/series/HiPPO/", "系列：HiPPO"), "terms": one}),
        "404": ("404.html", {"site": s, "page": page("404", "/404.html", "没有这一页")}),
    }


def sitemap() -> SitemapView:
    """Two addresses, one without a date."""
    return SitemapView(((f"{URL}/", ""), (f"{URL}/fourier/?a=1&b=2", "2026-03-09")))
