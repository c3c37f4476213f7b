"""What cells show besides lines, through a real kernel."""

from tests.run.sites import Post, cell, codes

from huoye.model.record import Table, Text

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
