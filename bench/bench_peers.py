"""The same formulas by others: KaTeX and MathJax in node, MathJax in a reader's browser.

bench_peers.py [--formulas N]     needs npm once, node, and chromium with playwright
"""

import argparse
import random
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import peers
import visits
from bench_math import jobs, typeset
from clock import apart, table
from corpus import display, inline

from huoye.catalog.collect import Visibility
from huoye.model.event import silent
from huoye.model.formula import Job
from huoye.site.build import BuildWish, build
from huoye.site.opened import open_site

INLINE, SHOWN, AGAIN = 200, 50, 50
"""formulas of the page: different inline ones, displays, inline ones that were there before"""
SETTINGS = '[site]\nurl = "https://example.org/ours"\n'
HEAD = '---\ntitle: 三百个公式\ndate: "2026-11-24"\n---\n'
READY = "MathJax.startup.promise"
SCRIPT = """<script>MathJax = {{
  loader: {{paths: {{fonts: '/peers/@mathjax'}}}},
  tex: {{inlineMath: [['\\\\(', '\\\\)']]}},
}}</script><script defer src="/peers/mathjax/{}"></script></head>"""


def post() -> str:
    """A post of INLINE + SHOWN + AGAIN formulas."""
    rng = random.Random("page")
    found: dict[Job, None] = {}
    while len(found) < INLINE + SHOWN:
        shown = len(found) >= INLINE
        found[Job(display(rng) if shown else inline(rng), shown)] = None
    drawn = [job.tex for job in found if not job.display]
    drawn += rng.sample(drawn, AGAIN)
    lines = ["".join(f"由 ${tex}$ 可得，" for tex in drawn[k::SHOWN]) for k in range(SHOWN)]
    shown = [f"$$\n{job.tex}\n$$" for job in found if job.display]
    return HEAD + "\n\n".join(part for pair in zip(lines, shown, strict=True) for part in pair)


def write_pages(folder: Path) -> Path:
    """A built site of that one post; the address of its page is /ours/p/."""
    (folder / "posts").mkdir()
    (folder / "huoye.toml").write_text(SETTINGS, "utf-8")
    (folder / "posts" / "p.md").write_text(post(), "utf-8")
    site = open_site(folder)
    when = Visibility(datetime(2026, 11, 24, tzinfo=UTC), drafts=True, future=True)
    done = build(site, BuildWish(folder / "public", when), silent)
    assert not done.problems, done.problems
    return folder / "public"


def in_browser() -> str:
    """A table of what each way costs a reader."""
    rows = []
    with tempfile.TemporaryDirectory() as name, visits.chromium() as browser:
        public, theirs = write_pages(Path(name)), Path(name) / "theirs"
        theirs.mkdir()
        folders = {"ours": public, "theirs": theirs, "peers": peers.bring() / "node_modules"}
        with visits.served(folders) as address:
            rows.append(("huoye", visits.visit(browser, f"{address}/ours/p/")))
            text = visits.without_svg(browser, f"{address}/ours/p/")
            for bundle in ("tex-svg.js", "tex-chtml.js"):
                page = text.replace("</head>", SCRIPT.format(bundle), 1)
                (theirs / "index.html").write_text(page, "utf-8")
                load = visits.visit(browser, f"{address}/theirs/", READY)
                rows.append((f"MathJax in the browser, {bundle}", load))
    ours = rows[0][1]
    lines = [f"A page of {INLINE + SHOWN + AGAIN} formulas", ""]
    lines += ["| | KB | main thread ms | × huoye | DOM nodes | CLS |"]
    lines += ["| --- | --: | --: | --: | --: | --: |"]
    for what, load in rows:
        told = f"{load.bytes / 1000:.0f} | {1000 * load.busy:.0f} | {load.busy / ours.busy:.1f}"
        lines.append(f"| {what} | {told} | {load.nodes} | {load.shift:.3f} |")
    return "\n".join(lines)


def in_node(count: int) -> str:
    """A table of what each way costs an author."""
    asked = jobs(count)
    peers.bring()
    with tempfile.TemporaryDirectory() as folder:
        ours, _ = apart(typeset, Path(folder), asked)
    katex, refused = apart(peers.ask, peers.KATEX, asked)
    plain, _ = apart(peers.ask, peers.MATHJAX, asked)
    rows = [
        ("huoye, with its store", ours, ours.cpu / katex.cpu),
        (f"KaTeX in node, {refused} refused", katex, 1.0),
        ("MathJax in node, as its manual shows", plain, plain.cpu / katex.cpu),
    ]
    return table(f"{count} formulas", rows, "KaTeX")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--formulas", type=int, default=2000)
    count = parser.parse_args().formulas
    print(in_node(count), in_browser(), sep="\n\n")


if __name__ == "__main__":
    main()
