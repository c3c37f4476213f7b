"""The page /复现/ and its feed, from verdicts alone: rows, counts, days, ids."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from tests.fresh.samples import frozen

from huoye.model.config import Link
from huoye.model.page import FeedEntryView
from huoye.model.place import Place
from huoye.model.record import Reason, Record, Signature, State, Verdict
from huoye.pages import reproduction
from huoye.pages.reproduction import Told, reproduction_view
from huoye.pages.reproductionfeed import Desk, reproduction_entries

PLACE = Place.of("https://example.org/blog")
PAGE = "https://example.org/blog/%E5%A4%8D%E7%8E%B0/"
CPU = Signature("2026-11-24", "full", "cpu", torch="2.13.0", python="3.11.9")
H100 = Signature("2026-11-26", "full", "cuda", "NVIDIA H100", "2.13.0", "3.11.9", "1a2b3c4")
MODULE = Reason("module", "code/lab/flow.py", ("sample",))
MADE = "2026-11-20，CPU"


def record(*verified: Signature, because: tuple[str, ...] = (), at: str = "2026-11-20") -> Record:
    card = {"at": at, "preset": "full", "device": "cpu", "commit": "1a2b3c4"}
    return replace(frozen()["fig-loss"], card=card, verified=verified, because=because)


def verdict(
    state: State = "fresh", *reasons: Reason, cell: str = "fig-a", made: Record | None = None
) -> Verdict:
    return Verdict(cell, "full", state, reasons, made or record())


def told(*verdicts: Verdict, title: str = "流", url: str = "/flow/") -> Told:
    return Told(title, url, "", tuple((f"图 {n}", v) for n, v in enumerate(verdicts, 1)))


def rows(*verdicts: Verdict) -> list[tuple[str, ...]]:
    """State, cells, why, where made, where verified of each row."""
    (post,) = reproduction_view([told(*verdicts)], PLACE, "/复现/feed.xml", scripts=True).posts
    return [
        (
            row.word,
            "".join(link.text.replace("\u00a0", " ") for link in row.cells),
            row.why,
            row.made,
            row.verified,
        )
        for row in post.rows
    ]


def entries(*posts: Told, most: int = 20) -> list[FeedEntryView]:
    return reproduction_entries(posts, Desk(PLACE, "/复现/", "甲"), most)


def test_cells_of_which_the_same_is_to_be_said_share_a_row() -> None:
    kept = verdict(cell="fig-b", made=record(CPU))
    assert rows(verdict(), kept, verdict(cell="fig-c"), kept) == [
        ("新鲜", "图 1图 3", "", MADE, ""),
        ("新鲜", "图 2图 4", "", MADE, "2026-11-24，CPU，torch 2.13.0"),
    ]


def test_what_does_not_count_comes_first_and_says_why() -> None:
    found = rows(
        verdict(),
        verdict("archived"),
        replace(verdict("never", Reason("no-record", "fig-a")), record=None),
        replace(verdict("damaged", Reason("damaged", "fig-a", ("seal", ""))), record=None),
        verdict("stale", MODULE, made=record(H100, CPU)),
    )
    assert found == [
        ("已过时", "图 5", "code/lab/flow.py 已改动（<code>sample</code>）", MADE,
         "2026-11-26，NVIDIA H100，torch 2.13.0，另有 1 种环境"),
        ("记录已损坏", "图 4", "运行记录被手工改动或合并过", "", ""),
        ("尚未运行", "图 3", "", "", ""),
        ("新鲜", "图 1", "", MADE, ""),
        ("已冻结", "图 2", "", f"{MADE}，提交 1a2b3c4", ""),
    ]  # fmt: skip


def test_the_page_counts_and_lists_posts_with_something_amiss_first() -> None:
    sound = told(verdict(made=record(CPU)), verdict(made=record(H100, CPU)), title="好")
    amiss = told(verdict(), verdict("stale", MODULE), title="坏", url="/坏 的/")
    view = reproduction_view([sound, amiss], PLACE, "/复现/feed.xml", scripts=False)
    assert [(post.title, post.counts) for post in view.posts] == [
        ("坏", "已过时 1，新鲜 1"), ("好", "新鲜 2"),
    ]  # fmt: skip
    assert (view.cells, view.counts) == (4, "已过时 1，新鲜 3")
    assert (view.verified, view.latest, view.feed) == (2, "2026-11-26", "/blog/复现/feed.xml")
    assert view.posts[0].rows[0].cells == (Link("图\u00a02", "/blog/坏%20的/#fig-a"),)


def test_of_very_many_posts_the_last_are_told_by_their_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reproduction, "MOST", 2)
    posts = [told(verdict()) for _ in range(4)] + [told(verdict("stale", MODULE))]
    view = reproduction_view(posts, PLACE, "/复现/feed.xml", scripts=True)
    assert [len(post.rows) for post in view.posts] == [1, 1, 0, 0, 0]
    assert (view.short, view.posts[0].counts) == (3, "已过时 1")


def test_a_stale_result_is_told_under_the_last_day_its_record_knows() -> None:
    made = record(CPU, because=("2026-11-23 只是改了注释",))
    (entry,) = entries(told(verdict("stale", MODULE, made=made), verdict("stale", MODULE)))[:1]
    assert entry.title == "已过时：《流》图 1、图 2"
    assert (entry.updated, entry.url) == (
        "2026-11-24T00:00:00+00:00", "https://example.org/blog/flow/#fig-a",
    )  # fmt: skip
    assert (
        '<li><a href="https://example.org/blog/flow/#fig-a">图 1</a>：code/lab/flow.py 已改动'
        "（<code>sample</code>）（上次算出、核验或确认：2026-11-24）</li>"
    ) in entry.content
    assert "记录里没有改动的日子" in entry.content


def test_another_reason_is_another_entry_and_the_same_state_the_same() -> None:
    def identity(*verdicts: Verdict) -> str:
        return entries(told(*verdicts))[0].id

    first = identity(verdict("stale", MODULE))
    assert first.startswith(f"{PAGE}#") and first == identity(verdict("stale", MODULE))
    others = {
        identity(verdict("stale", MODULE, Reason("file", "./x.csv"))),
        identity(verdict("stale", MODULE, cell="fig-b")),
        identity(verdict("stale", MODULE, made=record(at="2026-11-22"))),
    }
    assert len({first, *others}) == 4


def test_what_was_verified_on_one_day_on_one_machine_is_one_entry() -> None:
    here = told(verdict(made=record(H100, CPU)), verdict(cell="fig-b", made=record(CPU)))
    there = told(verdict(made=record(CPU)), title="<甲>", url="/甲/")
    last, first = entries(here, there)
    assert last.title == "已核验：1 格与记录一致（NVIDIA H100，torch 2.13.0）"
    assert first.title == "已核验：3 格与记录一致（CPU，torch 2.13.0）"
    assert (last.updated[:10], first.updated[:10]) == ("2026-11-26", "2026-11-24")
    assert '#fig-a">图 1</a>、<a ' in first.content and "《&lt;甲&gt;》" in first.content
    assert first.url == PAGE and first.id != last.id


def test_what_an_author_vouched_for_is_told_on_its_day() -> None:
    made = record(because=("2026-11-23 <b> 只是改了注释", "没有日子"))
    (entry,) = entries(told(verdict(made=made), verdict(cell="fig-b", made=made)))
    assert (entry.title, entry.updated[:10]) == ("作者确认仍有效：《流》图 1、图 2", "2026-11-23")
    assert entry.content.endswith("图 2</a>：&lt;b&gt; 只是改了注释</p>")


def test_stale_results_come_first_and_a_feed_is_bounded() -> None:
    posts: Sequence[Told] = [
        told(verdict("stale", MODULE, made=record(at=f"2025-01-{day:02}")), url=f"/{day}/")
        for day in range(1, 31)
    ]
    found = entries(*posts, told(verdict(made=record(CPU))), most=30)
    assert len(entries(*posts, most=5)) == 5
    assert [entry.updated[:10] for entry in found[:2]] == ["2025-01-30", "2025-01-29"]
    all_of_them = entries(*posts, told(verdict(made=record(CPU))), most=99)
    assert all_of_them[-1].updated[:10] == "2026-11-24"
    assert len({entry.id for entry in all_of_them}) == 31


def test_odd_days_and_hostile_names_do_no_harm() -> None:
    evil = '"><script>alert(1)</script>'
    odd = record(replace(CPU, at=evil, torch=evil), because=(evil,), at=evil)
    post = told(verdict("stale", Reason("file", evil), cell=evil, made=odd), title=evil)
    (entry,) = entries(post)
    assert entry.updated == "1970-01-01T00:00:00+00:00"
    assert not re.search("<script", entry.content)
    assert "<script" not in rows(post.cells[0][1])[0][2]
