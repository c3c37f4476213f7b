"""A 《title》 that was a link at an earlier build and no longer is one does not go unseen."""

from tests.tiny import Tiny


def codes(tiny: Tiny) -> list[tuple[str, str]]:
    return [(p.code, p.path) for p in tiny.build().problems]


def test_a_post_that_was_renamed_is_named_until_it_owns_its_old_title(tiny: Tiny) -> None:
    tiny.post("甲", title="旧题")
    tiny.post("乙", "见《旧题》。")
    assert codes(tiny) == []
    tiny.post("甲", title="新题")
    for _ in range(2):
        assert codes(tiny) == [("HY434", "posts/乙/index.md")]
    assert [p.code for p in tiny.check()] == ["HY434"]
    tiny.post("甲", title="新题", old_titles="旧题")
    assert codes(tiny) == []
    assert '<a class="post" href="/甲/">《旧题》</a>' in tiny.tree()["乙/index.html"].decode()


def test_a_post_that_is_gone_or_a_draft_leaves_text_behind(tiny: Tiny) -> None:
    tiny.post("甲", title="旧题")
    tiny.post("丙", title="又题")
    tiny.post("乙", "见《旧题》与《又题》。")
    assert codes(tiny) == []
    (tiny.root / "posts" / "甲" / "index.md").unlink()
    tiny.post("丙", title="又题", draft="true")
    assert codes(tiny) == []
    assert "见《旧题》与《又题》。" in tiny.tree()["乙/index.html"].decode()


def test_a_title_that_another_post_bears_now_is_a_link_to_that_one(tiny: Tiny) -> None:
    tiny.post("甲", title="旧题")
    tiny.post("乙", "见《旧题》。")
    tiny.build()
    tiny.post("甲", title="新题")
    tiny.post("丁", title="旧题")
    assert codes(tiny) == []
    assert 'href="/丁/"' in tiny.tree()["乙/index.html"].decode()


def test_a_damaged_memory_is_no_memory(tiny: Tiny) -> None:
    tiny.post("甲", title="旧题")
    tiny.build()
    for damage in ("{", "[1]", '{"a": 1}', "\ud800".encode("utf-8", "surrogatepass")):
        tiny.write(".huoye/titles.json", damage)
        assert codes(tiny) == []
