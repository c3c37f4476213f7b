"""Which post a save is a reason to run: the one saved, or the one in view; never one that is fresh."""

from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest
from tests.site.samples import CODE, MODULE, TEXT, flow_site, flow_text
from tests.tiny import Tiny

from huoye.model.event import silent
from huoye.site.due import due, post_of
from huoye.site.opened import open_site
from huoye.site.workshop import Workshop

FLOW = "posts/flow/index.md"


@pytest.fixture
def site(tiny: Tiny) -> Iterator[Tiny]:
    flow_site(tiny)
    return tiny


def wanted(site: Tiny, *saved: str, last: str = FLOW, busy: bool = False) -> str:
    with Workshop(open_site(site.root), silent) as workshop:
        return due(workshop, [str(site.root / path) for path in saved], last, busy=busy)


def test_a_fresh_post_is_no_reason(site: Tiny) -> None:
    assert wanted(site, FLOW) == ""
    site.write(FLOW, flow_text(TEXT.replace("开头", "改过的开头")))
    assert wanted(site, FLOW) == "", "prose makes nothing stale"
    assert wanted(site, "posts/plain/index.md") == "", "a post without cells"


def test_the_post_that_was_saved_is_run(site: Tiny) -> None:
    site.write(FLOW, flow_text(TEXT.replace("plot(2)", "plot(3)")))
    assert wanted(site, FLOW, last="") == FLOW
    assert wanted(site, "posts/flow/help.py", last="") == FLOW
    assert wanted(site, "posts/plain/index.md") == "", "another one is being written"


def test_a_module_runs_the_post_in_view(site: Tiny) -> None:
    site.write(MODULE, CODE.replace("n + 1", "n + 2"))
    assert wanted(site, MODULE) == FLOW
    assert wanted(site, MODULE, last="posts/plain/index.md") == ""
    assert wanted(site, MODULE, last="") == ""


def test_what_a_run_writes_is_no_reason_for_another(site: Tiny) -> None:
    site.write(MODULE, CODE.replace("n + 1", "n + 2"))
    assert wanted(site, "posts/flow/frozen/quick/fig-loss.json") == ""
    assert wanted(site, "data/out.csv", busy=True) == ""
    assert wanted(site, "posts/flow/out.csv", busy=True) == ""
    assert wanted(site, "data/out.csv") == FLOW
    assert wanted(site, FLOW, busy=True) == FLOW
    assert wanted(site, "huoye.toml") == "" and wanted(site, "themes/a/b.html") == ""


def test_a_post_with_an_error_is_not_run(site: Tiny) -> None:
    site.write(FLOW, flow_text(TEXT.replace("plot(2)", "plot(3)")).replace("title:", "title: ["))
    assert wanted(site, FLOW) == ""


def test_a_file_belongs_to_its_post() -> None:
    assert post_of(PurePosixPath("posts/a.md")) == "posts/a.md"
    assert post_of(PurePosixPath("posts/a/b/c.py")) == "posts/a/index.md"
    assert post_of(PurePosixPath("posts/a/frozen/c.json")) == ""
    assert post_of(PurePosixPath("pages/about.md")) == ""
