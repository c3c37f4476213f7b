"""What the templates of a post or a page are given: one long post in full, and the barest one."""

from huoye.model.config import Link
from huoye.model.page import (
    CitedView,
    DateTile,
    Html,
    PageView,
    PostView,
    SeriesView,
    SiteView,
    TocItem,
    UpdateView,
)
from theme.bodies import fourier
from theme.formulas import outlines

URL = "https://example.org"
HOSTILE = "<b>“a & b”</b>"
"""a title that must come out as text everywhere"""
TAGS = (Link("概率", "/tags/概率/"), Link("傅里叶级数", "/tags/傅里叶级数/"))
DATE = DateTile("2026-02-27", "27", "Feb", "2026.02")
OLD = DateTile("2025-11-03", "03", "Nov", "2025.11")
TITLE = "用傅里叶级数拟合密度：从平方到归一化"


def site(style: str = "/assets/style.css", script: str = "") -> SiteView:
    """A site with a menu of five entries."""
    menu = (
        Link("归档", "/archive/"),
        Link("系列", "/series/"),
        Link("标签", "/tags/"),
        Link("关于", "/about/"),
        Link("订阅", "/feed.xml"),
    )
    return SiteView(
        title="活页",
        url=URL,
        root="/",
        author="活页编辑部",
        description="可执行的数学笔记",
        language="zh-CN",
        menu=menu,
        footer=(Html("<span>备案号 0000</span>"),),
        licence="CC BY-NC-SA 4.0",
        licence_url="https://example.org/licence",
        feed="/feed.xml",
        style=style,
        icon="/assets/favicon.svg",
        script=script,
        reproduction="/复现/",
    )


def page(kind: str, url: str, title: str, *, live: bool = False) -> PageView:
    """The head of a page, with glyph outlines where it may hold formulas."""
    dated = kind == "post"
    return PageView(
        title=title,
        url=url,
        canonical=URL + url,
        description="把密度写成三角多项式的模平方",
        kind=kind,
        feed="/tags/概率/feed.xml" if kind == "list" else "",
        published="2026-02-27T10:30:00+08:00" if dated else "",
        modified="2026-03-09T08:00:00+08:00" if dated else "",
        outlines=Html(outlines() if kind in ("home", "list", "post", "page", "equations") else ""),
        live=live,
        json_ld=Html(
            '<script type="application/ld+json">{"@type":"BlogPosting"}</script>' if dated else ""
        ),
    )


def post(*, banner: str = "", badge: str = "") -> PostView:
    """The long post, in the middle of a series."""
    body, notes = fourier()
    toc = (("问题与想法", 2), ("两个约束", 2), ("十行代码", 3), ("数值结果", 2))
    return PostView(
        title=TITLE,
        url="/fourier/",
        author="活页编辑部",
        date=DATE,
        updated=(UpdateView("2026-03-01", ""), UpdateView("2026-03-09", "补了一张表")),
        tags=TAGS,
        categories=(Link("数学", "/categories/数学/"),),
        series=SeriesView(
            "通向概率分布之路",
            "/series/通向概率分布之路/",
            3,
            5,
            Link("直方图为什么够用", "/histogram/"),
            Link("高维时怎么办", "/high/"),
        ),
        toc=tuple(TocItem(level, name, Html(name)) for name, level in toc),
        body=Html(body),
        notes=Html(notes),
        hanzi=1024,
        formulas=25,
        minutes=4,
        older=Link("直方图为什么够用", "/histogram/"),
        newer=Link(HOSTILE, "/high/"),
        cite_text=f"活页编辑部. (Feb. 27, 2026).《{TITLE}》[Blog post]. Retrieved from {URL}/fourier/",
        cite_bibtex=f"@online{{example-fourier,\n  title  = {{{TITLE}}},\n  url    = {{{URL}/fourier/}},\n}}",
        badge=badge,
        banner=banner,
        cited=(
            CitedView(
                Html("(1)"), "#eq-1", "by-eq-1", (Link(HOSTILE, "/high/"), Link("短", "/p/"))
            ),
            CitedView(Html("(4)"), "#eq-4", "by-eq-4", (Link("直方图为什么够用", "/histogram/"),)),
        ),
    )


def about() -> PostView:
    """A standalone page: no date, nothing to cite."""
    return PostView(
        title="关于",
        url="/about/",
        author="活页编辑部",
        date=None,
        updated=(),
        tags=(),
        categories=(),
        series=None,
        toc=(),
        body=Html("<p>本站由活页生成，公式在构建时排好。</p>"),
        notes=Html(""),
        hanzi=20,
        formulas=0,
        minutes=1,
        older=None,
        newer=None,
        cite_text="",
        cite_bibtex="",
        badge="",
    )


def bare_site() -> SiteView:
    """A site that sets nothing it need not set."""
    return SiteView(
        "无", URL, "/", "", "", "zh-CN", (), (), "", "", "/feed.xml", "/s.css", "/i.svg"
    )


def bare_post() -> PostView:
    """One paragraph: no tags, formulas, notes, series or neighbours."""
    return PostView(
        title="短",
        url="/p/",
        author="",
        date=DATE,
        updated=(),
        tags=(),
        categories=(),
        series=None,
        toc=(),
        body=Html("<p>一句话。</p>"),
        notes=Html(""),
        hanzi=3,
        formulas=0,
        minutes=1,
        older=None,
        newer=None,
        cite_text="",
        cite_bibtex="",
        badge="",
    )
