"""One rich sample of what every template is given: lists, feeds, and every page by name."""

from collections.abc import Mapping

from huoye.model.config import Link
from huoye.model.page import (
    ArchiveView,
    EntryView,
    EquationsView,
    EquationView,
    FeedEntryView,
    FeedView,
    Html,
    IndexedView,
    LineView,
    Pager,
    SitemapView,
    StreamView,
    TermsView,
    TermView,
    YearView,
)
from huoye.model.reproduction import ReproducedView, ReproductionView, RowView
from theme.bodies import ELBO, LONG, SQUARE, fourier_excerpt, hippo_excerpt
from theme.formulas import display
from theme.posts import DATE, HOSTILE, OLD, TAGS, TITLE, URL, about, page, post, site


def stream(heading: str = "", count: int = 9) -> StreamView:
    """Three entries, on the second of `count` pages."""
    links = tuple(Link(str(n), "/" if n == 1 else f"/page/{n}/") for n in range(1, count + 1))
    entries = (
        EntryView(
            "HiPPO 的数学：记忆从哪里来",
            "/hippo/",
            DATE,
            TAGS,
            Html(hippo_excerpt()),
            True,
            "",
            True,
        ),
        EntryView(TITLE, "/fourier/", OLD, TAGS[:1], Html(fourier_excerpt()), True, "草稿"),
        EntryView(HOSTILE, "/short/", OLD, (), Html("<p>只有一段的短文。</p>"), False, ""),
    )
    return StreamView(heading, entries, Pager(2, count, links, "/", "/page/3/"))


def lines() -> tuple[LineView, ...]:
    """Posts of a plain list."""
    return (
        LineView(TITLE, "/fourier/", DATE, ""),
        LineView(
            "一个特别长的标题：为什么高维空间里的随机向量几乎总是两两正交", "/high/", DATE, "草稿"
        ),
        LineView(HOSTILE, "/short/", OLD, ""),
    )


def terms(heading: str) -> TermsView:
    """Two terms."""
    url = "/tags/" if heading == "标签" else "/series/"
    return TermsView(heading, tuple(TermView(n, f"{url}{n}/", lines()) for n in ("概率", "HiPPO")))


def equations() -> EquationsView:
    """A short equation, one that scrolls on a phone, and one that is told by its TeX."""
    shown = tuple(
        EquationView(Html(display(tex, numbers)))
        for tex, numbers in ((SQUARE, ("(1)",)), (LONG, ("(2)",)), (ELBO, ("(3)", "(4)")))
    )
    told = EquationView(tex=r"x<y & \frac{a}{b}", numbers=(Link("(1)", "/old/#eq-1"),))
    posts = (
        IndexedView(TITLE, "/fourier/", "草稿", shown),
        IndexedView(HOSTILE, "/old/", "", (told,)),
    )
    return EquationsView(posts, 4, 1)


def reproduction() -> ReproductionView:
    """A post with a row of every state, one that is sound, and one told by its counts."""
    figures = tuple(Link(f"图 {n}", f"/fourier/#fig-{n}") for n in range(1, 12))
    long = Link("a-label-that-is-longer-than-others-and-has-no-blank", "/fourier/#a")
    why = Html("code/huoye_lab/flow.py 已改动（<code>sample</code>、<code>loss</code>）")
    flaw = Html("运行记录被手工改动或合并过")
    made, verified = (
        "2026-11-20，NVIDIA H100 80GB HBM3，torch 2.13.0",
        "2026-11-24，CPU，torch 2.13.0",
    )
    rows = (
        RowView("stale", "已过时", figures[:2], why, made, f"{verified}，另有 2 种环境"),
        RowView("damaged", "记录已损坏", figures[2:3], flaw, "", ""),
        RowView("never", "尚未运行", (long,), Html(""), "", ""),
        RowView("fresh", "新鲜", figures[3:], Html(""), made, ""),
        RowView("archived", "已冻结", figures[:1], Html(""), f"{made}，提交 1a2b3c4", verified),
    )
    posts = (
        ReproducedView(TITLE, "/fourier/", "草稿", "已过时 2，记录已损坏 1，新鲜 8", rows),
        ReproducedView(HOSTILE, "/short/", "", "新鲜 8", rows[3:4]),
        ReproducedView("较早的一篇", "/old/", "", "新鲜 3", ()),
    )
    counts = "已过时 2，记录已损坏 1，尚未运行 1，新鲜 19"
    return ReproductionView(posts, 23, counts, 2, "2026-11-24", 1, "/复现/feed.xml", scripts=True)


def feed() -> FeedView:
    """Two entries whose titles, tags and texts need escaping."""
    content = Html(f'<p>1 &lt; 2 &amp; <img alt="x^2" src="{URL}/m/1.svg"> ]]&gt; \x0b“终”</p>')
    entries = tuple(
        FeedEntryView(
            HOSTILE,
            f"{URL}/p{n}/",
            f"{URL}/p{n}/",
            "2026-02-27T10:30:00+08:00",
            "2026-03-09T08:00:00+08:00",
            "编辑 & 部",
            ("概率", 'a"b'),
            "1 < 2 & 3",
            content,
        )
        for n in (1, 2)
    )
    return FeedView(
        "活页 & 友", f"{URL}/", f"{URL}/feed.xml", f"{URL}/", "2026-03-09T08:00:00+08:00", entries
    )


def pages(
    style: str = "/assets/style.css", script: str = ""
) -> Mapping[str, tuple[str, Mapping[str, object]]]:
    """Name → (template, values): every HTML page of the theme."""
    s, years = site(style, script), (YearView("2026", lines()[:2]), YearView("2025", lines()[2:]))
    one = TermsView("系列：HiPPO", terms("系列").terms[1:])
    return {
        "home": (
            "home.html",
            {"site": s, "page": page("home", "/page/2/", ""), "stream": stream()},
        ),
        "tag": (
            "stream.html",
            {
                "site": s,
                "page": page("list", "/tags/概率/", "标签：概率"),
                "stream": stream("标签：概率", 1),
            },
        ),
        "post": (
            "post.html",
            {"site": s, "page": page("post", "/fourier/", TITLE), "post": post()},
        ),
        "live": (
            "post.html",
            {
                "site": s,
                "page": page("post", "/fourier/", TITLE, live=True),
                "post": post(banner="这是上一次成功的版本：第 12 行公式有误", badge="草稿"),
            },
        ),
        "about": (
            "page.html",
            {"site": s, "page": page("page", "/about/", "关于"), "post": about()},
        ),
        "archive": (
            "archive.html",
            {
                "site": s,
                "page": page("archive", "/archive/", "归档"),
                "archive": ArchiveView(years, 3),
            },
        ),
        "tags": (
            "tags.html",
            {"site": s, "page": page("tags", "/tags/", "标签"), "terms": terms("标签")},
        ),
        "all-series": (
            "series.html",
            {"site": s, "page": page("series", "/series/", "系列"), "terms": terms("系列")},
        ),
        "series": (
            "series.html",
            {"site": s, "page": page("series", "/series/HiPPO/", "系列：HiPPO"), "terms": one},
        ),
        "equations": (
            "equations.html",
            {
                "site": s,
                "page": page("equations", "/equations/", "公式索引"),
                "index": equations(),
            },
        ),
        "reproduction": (
            "reproduction.html",
            {
                "site": s,
                "page": page("reproduction", "/复现/", "复现"),
                "reproduction": reproduction(),
            },
        ),
        "404": ("404.html", {"site": s, "page": page("404", "/404.html", "没有这一页")}),
    }


def sitemap() -> SitemapView:
    """Two addresses, one without a date."""
    return SitemapView(((f"{URL}/", ""), (f"{URL}/fourier/?a=1&b=2", "2026-03-09")))
