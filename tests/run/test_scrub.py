"""Text of cells: colours, addresses, folders, overwritten frames."""

import sys
import tempfile
from pathlib import Path

import pytest

from huoye.run.scrub import Scrubber, fold

SCRUBBER = Scrubber(Path("/srv/alice/site"), Path(tempfile.gettempdir()) / "huoye-abc")


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("\x1b[31mred\x1b[0m \x1b]0;title\x07x", "red x"),
        ("<f at 0x7f3a5c0d2e10>", "<f at 0x…>"),
        ("0xff is a number", "0xff is a number"),
        ("/srv/alice/site/posts/x.csv", "<site>/posts/x.csv"),
        ("/srv/alice/sites", "/srv/alice/sites"),
        (f"{tempfile.gettempdir()}/huoye-abc/tmp/a", "<tmp>/tmp/a"),
        (f"{sys.prefix}/lib/x.py", "<python>/lib/x.py"),
        ("/tmp/huoye-abc/tmp/ipykernel_12/345.py:3: UserWarning", "<cell>:3: UserWarning"),
        ("1 %\r 50 %\r100 %\n", "100 %\n"),
        ("a\r\nb", "a\nb"),
        ("bell\x07 null\x00", "bell null"),
        ("中文 e\u0301 stays\ttab", "中文 e\u0301 stays\ttab"),
    ],
)
def test_a_text_says_nothing_of_the_machine(text: str, clean: str) -> None:
    assert SCRUBBER.clean(text) == clean


def test_folding_is_linear_in_a_line_of_frames() -> None:
    assert fold("\r".join(map(str, range(300_000)))) == "299999"


@pytest.mark.parametrize(
    "piece", ["x", "/tmp", "0x1", "\x1b[", "ipykernel_1", "<tmp>", "e\r", "\x1b]"]
)
def test_a_line_of_a_million_characters_is_no_trap(piece: str) -> None:
    """A quadratic pattern would make this the slowest test of all: minutes, not a moment."""
    text = piece * (1_000_000 // len(piece))
    assert len(SCRUBBER.clean(text)) <= 2 * len(text)
