"""Small decisions: a proposed label, a time limit, a font."""

from pathlib import Path

import pytest
from tests.run.sites import Post, cell

from huoye.run import options
from huoye.run.font.install import font_file
from huoye.run.label import propose
from huoye.run.typeface import figure_font


def test_a_proposed_label_is_free_and_says_what_it_names(post: Post) -> None:
    post.cells = [cell("out-p", "1"), cell("out-p-2", "1")]
    assert propose(post.job(), draws=False) == "out-p-3"
    assert propose(post.job(), draws=True) == "fig-p"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("600", 600), ("1.5", 1.5), ("90 s", 90), ("10m", 600), ("2h", 7200), ("soon", 7), ("", 7)],
)
def test_a_time_limit(text: str, seconds: float) -> None:
    assert options.seconds(cell("a", "", timeout=text), 7) == seconds


def test_lists_and_seeds() -> None:
    made = cell("a", "", inputs="[a.csv, 'b c.csv']", seed=" 12 ")
    assert options.names(made, "inputs") == ("a.csv", "b c.csv")
    assert options.names(made, "env") == ()
    assert (options.seed(made, 3), options.seed(cell("b", ""), 3)) == (12, 3)


def test_the_font_is_the_chosen_one_or_the_pinned_one(tmp_path: Path) -> None:
    (tmp_path / "my.ttf").write_bytes(b"")
    assert figure_font(tmp_path, "my.ttf") == tmp_path / "my.ttf"
    assert figure_font(tmp_path, "none.ttf") is None
    assert figure_font(tmp_path, "") == font_file() is not None
