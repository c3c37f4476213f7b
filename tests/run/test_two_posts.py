"""Two posts with the same cell, each with a data.txt of its own, run by real kernels."""

from tests.run.sites import Post, cell, codes, fates


def test_each_keeps_its_own_result(post: Post) -> None:
    other = Post(post.root, name="q")
    other.write("posts/q/index.md", "# q\n")
    for one, data in ((post, "one"), (other, "two")):
        one.write(f"posts/{one.name}/data.txt", data)
        one.cells = [cell("tbl-a", "print(open('data.txt').read())")]
        assert codes(one.run()) == []
    mine, theirs = post.record("tbl-a"), other.record("tbl-a")
    assert mine.key == theirs.key, "the cells are the same"
    assert (mine.outputs[0].lines, theirs.outputs[0].lines) == (("one",), ("two",))
    assert fates(post.run()) == fates(other.run()) == {"tbl-a": "unchanged"}
    other.write("posts/q/data.txt", "three")
    assert (post.states(), other.states()) == ("f", "s")
    assert fates(other.run()) == {"tbl-a": "ran"}
    assert other.record("tbl-a").outputs[0].lines == ("three",)
    assert post.record("tbl-a") == mine and post.states() == "f"
