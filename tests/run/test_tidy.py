"""Raw outputs of a kernel to the outputs of a record."""

import base64

import pytest

from huoye.cell import MIME, TABLE_MIME, table_data
from huoye.model.record import Figure, Stream, Table, Text, Value
from huoye.run.child.gallery import DATA_MIME
from huoye.run.tidy import HEAD, TAIL, lines, tidy

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="331.2pt" height="208.8pt"></svg>'


def stream(text: str, name: str = "stdout") -> dict[str, object]:
    return {"output_type": "stream", "name": name, "text": text}


def shown(**data: object) -> dict[str, object]:
    return {"output_type": "display_data", "data": data}


def test_pieces_of_a_stream_are_joined_in_order() -> None:
    raw = [stream("a"), stream("b\n"), stream("w\n", "stderr"), stream("c\n"), stream("\n")]
    found = tidy("x", raw, str)
    assert found.outputs == (
        Stream("stdout", ("ab",)), Stream("stderr", ("w",)), Stream("stdout", ("c",)),
    )  # fmt: skip


def test_recorded_values_are_no_outputs() -> None:
    given = {"name": "loss", "value": [1.0, 2], "rtol": 1e-3, "atol": 0.0}
    found = tidy("x", [shown(**{MIME: given}), stream("a")], str)
    assert found.values == {"loss": Value([1.0, 2], 1e-3, 0.0)}
    assert found.outputs == (Stream("stdout", ("a",)),)


def test_our_figures_become_files_and_foreign_svg_does_not() -> None:
    ours = shown(**{"image/svg+xml": SVG, DATA_MIME: [{"title": "t"}], "text/plain": "<Figure>"})
    theirs = shown(**{"image/svg+xml": "<svg><script/></svg>", "text/plain": "drawing"})
    found = tidy("fig-a", [ours, theirs, ours], str)
    first, text, second = found.outputs
    assert isinstance(first, Figure) and isinstance(second, Figure)
    assert (first.file, second.file) == ("fig-a.svg", "fig-a.2.svg")
    assert (first.width, first.height, first.data) == (441.6, 278.4, ({"title": "t"},))
    assert text == Text(("drawing",))
    assert found.blobs == {"fig-a.svg": SVG.encode(), "fig-a.2.svg": SVG.encode()}


def test_what_is_no_picture_after_all_is_told() -> None:
    png = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (7).to_bytes(4, "big") + (5).to_bytes(4, "big")
    encoded = base64.b64encode(png).decode()
    found = tidy("p", [shown(**{"image/png": encoded}), shown(**{"image/png": "no!"})], str)
    assert (found.outputs, found.blobs) == ((), {})
    assert len(found.unreadable) == 2


@pytest.mark.parametrize(
    "said",
    [
        "[<matplotlib.lines.Line2D at 0x7f>]",
        "<Figure size 640x480 with 1 Axes>",
        "Text(0.5, 1.0, 'title')",
        "(array([1.]), array([0., 1.]), <BarContainer object of 1 artists>)",
        "[Text(0, 0, 'a')]",
    ],
)
def test_what_plotting_calls_return_is_dropped(said: str) -> None:
    assert tidy("x", [shown(**{"text/plain": said})], str).outputs == ()


def test_a_long_text_keeps_its_head_and_tail() -> None:
    text = "\n".join(str(i) for i in range(20_000))
    found = "\n".join(lines(text))
    left = len(text) - HEAD - TAIL
    assert f"[… {left} characters left out …]" in found
    assert found.startswith("0\n1\n") and found.endswith("\n19999")
    assert len(found) < HEAD + TAIL + 60


def test_a_table_is_data_with_its_texts_scrubbed_and_its_html_dropped() -> None:
    given = table_data([["/home/al/x\n", 0.1], ["b", 2]], ["f", "n"], 1)
    raw = shown(**{TABLE_MIME: given, "text/html": "<script>", "text/plain": "f n"})
    found = tidy("t", [raw], lambda text: text.replace("/home/al", "~"))
    assert found.outputs == (Table(("f", "n"), (("~/x", 0.1), ("b", 2)), stub=1),)


@pytest.mark.parametrize(
    "bad",
    [
        {},
        {"rows": [[1], [1, 2]]},
        {"rows": [[{}]]},
        {"rows": [[1 << 80]]},
        {"head": 1},
        {"head": ["a", "b"]},
    ],
)
def test_what_is_no_table_is_dropped(bad: dict[str, object]) -> None:
    given = {**table_data([[1]], ["a"]), **bad} if bad else {"html": "<b>"}
    assert tidy("t", [shown(**{TABLE_MIME: given})], str).outputs == ()
