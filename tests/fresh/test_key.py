"""What is part of a cell's key, and what is not."""

from dataclasses import replace

import pytest
from tests.fresh.samples import POST, cell, edited

from huoye.fresh.key import keys, own, runs, settings

PLAIN = cell("fig-a", "import torch\nx = f(1, 2)  # note\n")
UNSEEN = {
    "label": replace(PLAIN, name="fig-b"),
    "place in the file": replace(PLAIN, line=99, code_line=100),
    "layout": replace(PLAIN, code="import torch\nx = f(1,\n  2)"),
    **{
        option: replace(PLAIN, options={option: text})
        for option, text in {
            "caption": "图", "alt": "图", "width": "300", "echo": "fold", "output": "false",
            "timeout": "9", "memory": "8GB", "check": "a < 1", "tolerance": "1e-3",
            "large": "true", "seed": "0", "device": "auto", "gpus": "1", "preset": "quick",
            "only-on": "quick",
        }.items()
    },
}  # fmt: skip
SEEN = {
    "code": replace(PLAIN, code="import torch\nx = f(1, 3)"),
    "language": replace(PLAIN, language="r"),
    "closing semicolon": replace(PLAIN, code="import torch\nx = f(1, 2);  # quiet\n"),
    **{
        option: replace(PLAIN, options={option: text})
        for option, text in {
            "device": "cuda", "gpus": "2", "seed": "7", "keep": "x", "sweep": "N=4,8",
            "chain": "b", "inputs": "data/x.h5", "env": "A", "packages": "torch",
            "raises": "ValueError",
        }.items()
    },
}  # fmt: skip


@pytest.mark.parametrize("other", UNSEEN.values(), ids=UNSEEN.keys())
def test_what_is_shown_or_bounded_is_no_part_of_the_key(other: object) -> None:
    assert keys([other], "quick") == keys([PLAIN], "quick")  # type: ignore[list-item]


@pytest.mark.parametrize("other", SEEN.values(), ids=SEEN.keys())
def test_what_is_computed_is_part_of_the_key(other: object) -> None:
    assert keys([other], "quick") != keys([PLAIN], "quick")  # type: ignore[list-item]


def test_a_sweep_is_spelled_one_way_and_its_order_counts() -> None:
    written = cell("fig-a", "N", sweep=" N = 4 , '8' ")
    assert settings(written)["sweep"] == 'N=4,"8"'
    assert keys([written], "quick") == keys([cell("fig-a", "N", sweep='N=4,"8"')], "quick")
    others = [cell("fig-a", "N", sweep=text) for text in ("N=4,8", "N='8',4", "M=4,'8'")]
    assert len({keys([c], "quick") for c in (written, *others)}) == 4


def test_lists_are_spelled_one_way() -> None:
    left, right = cell("a", "x", env="[A,B]"), cell("a", "x", env=" A,  B ")
    assert settings(left) == settings(right) == {"env": "A, B"}


def test_each_preset_has_its_own_key() -> None:
    assert set(keys(POST, "quick")).isdisjoint(keys(POST, "full"))


def test_an_edit_reaches_the_later_cells_of_its_chain_only() -> None:
    before = keys(POST, "quick")
    after = keys(edited("fig-loss", lambda c: replace(c, code="x = 0")), "quick")
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, False, False, True]


def test_a_cell_that_does_not_run_leaves_the_chain_alone() -> None:
    first, last = cell("a", "x = 1"), cell("b", "y = x")
    plain = keys([first, last], "quick")
    for between in (cell("n", "y", eval="false"), cell("n", "y", preset="full")):
        assert keys([first, between, last], "quick") == (plain[0], None, plain[1])
    assert not runs(cell("n", "y", only_on="full"), "quick")
    assert runs(cell("n", "y", only_on="full"), "full")


def test_what_the_last_line_displays_is_part_of_the_code() -> None:
    assert own(cell("a", "x")) != own(cell("a", "x;"))
    assert own(cell("a", '"a"')) != own(cell("a", '"b"'))
    assert own(cell("a", "x = '''\n;'''")) != own(cell("a", "x = '''\n;''';"))


def test_an_empty_or_broken_cell_has_a_key() -> None:
    for code in ("", "# only words", "def", "'''", "%magic", "\t x\n y"):
        assert len(own(cell("a", code))) == 24
