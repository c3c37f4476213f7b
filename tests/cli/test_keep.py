"""`huoye keep`: a stale result sealed anew on its author's word, and what no word can mend."""

import io
import os
import re

import pytest
from tests.cli.conftest import Huoye
from tests.site.samples import CODE, MODULE, TEXT, draft_of, flow_site, flow_text, freeze
from tests.tiny import Tiny, read_tree

from huoye.disk.lock import lock_post
from huoye.fresh.record import load
from huoye.model.record import Preset, Record
from huoye.site.cells import Bench
from huoye.site.opened import open_site

POST = "posts/flow/index.md"
CHANGED = CODE.replace("x * x", "x + x")
WORD = ("--because", "fig-loss 没有用到 `loss` <b>")


@pytest.fixture
def site(tiny: Tiny) -> Tiny:
    """A post that was run, and a function changed since that it does not use."""
    flow_site(tiny)
    tiny.write(MODULE, CHANGED)
    return tiny


def states(site: Tiny, preset: Preset = "quick") -> str:
    verdicts = Bench(open_site(site.root)).verdicts(draft_of(site), preset)
    return "".join(verdict.state[0] for verdict in verdicts)


def record(site: Tiny, name: str = "fig-loss", folder: str = "frozen/quick") -> Record:
    return load((site.root / f"posts/flow/{folder}/{name}.json").read_text("utf-8"), name)


def test_a_kept_result_is_fresh_and_its_card_says_why_and_when(site: Tiny, huoye: Huoye) -> None:
    assert states(site) == "fssf"
    before = record(site)
    said = huoye("keep", "flow#fig-loss", *WORD, "--yes", at=site.root)
    assert said.code == 0, said.err
    assert "code/lab/flow.py changed (`loss`)" in said.out
    assert states(site) == "ffff"
    after = record(site)
    assert after.outputs == before.outputs and after.card == before.card
    assert re.fullmatch(r"\d{4}-\d\d-\d\d fig-loss 没有用到 `loss` <b>", after.because[0])
    assert site.build(strict=True).problems == ()
    page = site.page("flow/index.html")
    word = after.because[0].replace("<b>", "&lt;b&gt;")
    assert f"<dt>作者确认仍有效<dd>{word}" in page


def test_a_later_change_is_told_again_and_sentences_add_up(site: Tiny, huoye: Huoye) -> None:
    huoye("keep", "flow#fig-loss", *WORD, "--yes", at=site.root)
    site.write(MODULE, CODE)
    assert states(site) == "fssf"
    assert huoye("keep", "flow#fig-loss", "--because", "又改回", "--yes", at=site.root).code == 0
    assert len(record(site).because) == 2
    assert states(site) == "ffff"


def test_nothing_is_written_without_a_yes(
    site: Tiny, huoye: Huoye, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    said = huoye("keep", "flow#fig-loss", *WORD, at=site.root)
    assert (said.code, states(site)) == (1, "fssf")
    assert "code/lab/flow.py changed (`loss`)" in said.out, "what is asked about was shown"


def test_a_post_that_is_being_run_is_left_alone(site: Tiny, huoye: Huoye) -> None:
    held = lock_post(site.root, POST)
    assert held is not None
    said = huoye("keep", "flow#fig-loss", *WORD, "--yes", at=site.root)
    assert (said.code, said.err.split()[:2], states(site)) == (2, ["HY642", POST], "fssf")
    os.close(held)
    assert huoye("keep", "flow#fig-loss", *WORD, "--yes", at=site.root).code == 0


def test_both_presets_are_kept_unless_one_is_named(site: Tiny, huoye: Huoye) -> None:
    site.write(MODULE, CODE)
    freeze(site, preset="full")
    site.write(MODULE, CHANGED)
    huoye("keep", "flow#fig-loss", *WORD, "--yes", "--preset", "full", at=site.root)
    assert (states(site), states(site, "full")) == ("fssf", "ffff")
    huoye("keep", "flow#fig-loss", *WORD, "--yes", at=site.root)
    assert (states(site), states(site, "full")) == ("ffff", "ffff")
    assert len(record(site, folder="frozen").because) == 1


def test_a_renamed_cell_is_kept_under_its_new_name(site: Tiny, huoye: Huoye) -> None:
    site.write(POST, flow_text(TEXT.replace("fig-loss", "fig-new")))
    assert huoye("keep", "flow#fig-new", *WORD, "--yes", at=site.root).code == 0
    assert states(site) == "ffff"
    assert record(site, "fig-new").because


def edit(site: Tiny, old: str, new: str) -> None:
    assert TEXT.count(old) == 1
    site.write(POST, flow_text(TEXT.replace(old, new)))


REFUSALS = {
    "code": (lambda s: edit(s, "sample(3)", "sample(4)"), "fig-loss", "its own code changed"),
    "option": (
        lambda s: edit(s, ":label: fig-loss", ":label: fig-loss\n#| seed: 3"), "fig-loss",
        "option seed changed (0 → 3)",
    ),
    "earlier": (lambda s: None, "tbl-end", "keep or run that one first"),
    "fresh": (lambda s: None, "fig-apart", "its result is fresh"),
    "never run": (
        lambda s: (s.root / "posts/flow/frozen/quick/fig-loss.json").unlink(), "fig-loss",
        "it was never run",
    ),
    "damaged": (
        lambda s: s.write("posts/flow/frozen/quick/fig-loss.svg", "<svg/>"), "fig-loss",
        "fig-loss.svg does not match its record",
    ),
    "top level": (
        lambda s: s.write(MODULE, "import os\n" + CODE), "fig-loss", "seen by running only",
    ),
    "check": (
        lambda s: edit(s, ":label: fig-loss", ":label: fig-loss\n#| check: final < 0.1"),
        "fig-loss", "final < 0.1",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSALS.values(), ids=REFUSALS.keys())
def test_what_no_word_can_mend_is_refused(site: Tiny, huoye: Huoye, case: tuple) -> None:  # type: ignore[type-arg]
    change, cell, words = case
    change(site)
    before = {p: p.read_bytes() for p in (site.root / "posts").rglob("*") if p.is_file()}
    said = huoye("keep", f"flow#{cell}", *WORD, "--yes", at=site.root)
    assert said.code == 1
    assert words in said.err
    assert f"{POST}:" in said.err
    assert before == {p: p.read_bytes() for p in (site.root / "posts").rglob("*") if p.is_file()}


@pytest.mark.parametrize("words", ["", "  \n ", "x" * 501, "a\x07"])
def test_a_reason_must_say_something(site: Tiny, huoye: Huoye, words: str) -> None:
    assert huoye("keep", "flow#fig-loss", "--because", words, "--yes", at=site.root).code == 2
    assert states(site) == "fssf"


def test_a_cell_must_be_named(site: Tiny, huoye: Huoye) -> None:
    assert huoye("keep", "flow", *WORD, "--yes", at=site.root).code == 2


def test_it_speaks_chinese(site: Tiny, huoye: Huoye) -> None:
    said = huoye("keep", "flow#tbl-end", *WORD, at=site.root, lang="zh_CN.UTF-8")
    assert "代码格 tbl-end 的结果不能保留" in said.err and "请先保留或运行那一格" in said.err


def test_a_frozen_folder_that_leads_out_of_the_site_is_not_written(
    site: Tiny, huoye: Huoye
) -> None:
    frozen, outside = site.root / "posts/flow/frozen/quick", site.root.parent / "outside"
    frozen.rename(outside)
    frozen.symlink_to(outside)
    before = read_tree(outside)
    said = huoye("keep", "flow#fig-loss", *WORD, "--yes", at=site.root)
    assert said.code == 2 and "HY677 " in said.err and "posts/flow/frozen/quick" in said.err
    assert read_tree(outside) == before
