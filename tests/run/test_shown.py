"""What cells show besides lines, through a real kernel."""

import io

from PIL import Image
from tests.run.sites import Post, cell, codes

from huoye.model.record import Figure, Table, Text

FRAME = """\
class Frame:
    columns, index = ["n", "loss"], ["Adam", "SGD"]
    def __dataframe__(self): ...
    def itertuples(self, index, name): return iter([(1, 0.5), (2, float("nan"))])
    def _repr_html_(self): return "<script>"
    def __repr__(self): return "frame"
Frame()"""


def test_tables_are_stored_as_data(post: Post) -> None:
    post.cells = [
        cell("tbl-a", "from huoye.cell import table\ntable([[1, 'x']], ['a', 'b'])"),
        cell("tbl-b", FRAME),
        cell("out-c", "{1: 2}"),
    ]
    assert codes(post.run()) == []
    assert post.record("tbl-a").outputs == (Table(("a", "b"), ((1, "x"),)),)
    rows = (("Adam", 1, 0.5), ("SGD", 2, "NaN"))
    assert post.record("tbl-b").outputs == (Table(("", "n", "loss"), rows, stub=1),)
    assert post.record("out-c").outputs == (Text(("{1: 2}",)),)


PICTURES = """\
import numpy as np, matplotlib.pyplot as plt
from PIL import Image
digits = np.arange(64, dtype='uint8').reshape(8, 8)
Image.fromarray(digits * 4)"""
GRID = """\
f, axes = plt.subplots(2, 2, figsize=(2, 2))
for a in axes.flat[:3]: a.imshow(digits, cmap='gray')
for a in axes.flat: a.axis('off')
plt.show()"""
WORDS = "f, a = plt.subplots(); a.imshow(digits); a.set_title('t'); plt.show()"
MOVING = """\
from matplotlib.animation import FuncAnimation
f, a = plt.subplots()
line, = a.plot([], [], label='y'); a.set(xlim=(0, 3), ylim=(0, 3)); a.legend()
def step(n):
    line.set_data(range(n + 1), range(n + 1))
FuncAnimation(f, step, frames=3, interval=50)"""


def test_pictures_are_files_of_their_own_and_an_animation_has_its_still(post: Post) -> None:
    post.cells = [
        cell("fig-pil", PICTURES),
        cell("fig-grid", GRID),
        cell("fig-words", WORDS),
        cell("fig-move", MOVING),
    ]
    assert codes(post.run()) == []
    pil, grid, words, move = (_figure(post, c.name) for c in post.cells)
    assert [f.file for f in (pil, grid, words)] == [
        "fig-pil.webp",
        "fig-grid.webp",
        "fig-words.svg",
    ]
    assert (pil.width, pil.height, grid.width, grid.height) == (8, 8, 192, 192)
    assert [panel["artists"][0]["shape"] for panel in grid.data[:3]] == [[8, 8]] * 3  # type: ignore[index]
    assert move.moving is not None and move.file == "fig-move.webp"
    assert move.data[0]["artists"][0]["shape"] == [3, 2]  # type: ignore[index]
    with Image.open(io.BytesIO((post.frozen / move.moving.file).read_bytes())) as moving:
        moving.load()
        assert (getattr(moving, "n_frames", 1), moving.info["duration"]) == (3, 50)
        colours = {c for _, c in moving.convert("RGB").getcolors(1 << 24) or []}
    assert (255, 255, 255) in colours and (0, 0x72, 0xB2) in colours
    assert not colours & {(1, 2, 3), (7, 8, 9), (0x0B, 0x0C, 0)}
    before = post.snapshot()
    assert len(before) == 4 + 5 + 2
    assert before["fig-move.csv"].decode().splitlines()[1:] == [
        "1,y,line,0,0,", "1,y,line,1,1,", "1,y,line,2,2,",
    ]  # fmt: skip
    for name in before:
        (post.frozen / name).unlink()
    post.run()
    after = post.snapshot()
    assert {n: d for n, d in after.items() if not n.endswith("json")} == {
        n: d for n, d in before.items() if not n.endswith("json")
    }


def _figure(post: Post, name: str) -> Figure:
    (figure,) = post.record(name).outputs
    assert isinstance(figure, Figure)
    return figure
