"""One output of a cell to its part of a record's file and back."""

from typing import Literal, get_args

from huoye.fresh.damaged import Damaged
from huoye.fresh.fields import Fields
from huoye.model.record import Blob, Figure, Frame, Output, Stream, Table, Text

StreamName = Literal["stdout", "stderr"]
STREAMS: tuple[StreamName, ...] = get_args(StreamName)

BLOBS = ("moving", "numbers")
"""fields of a figure that name a further file"""


def output_out(output: Output) -> dict[str, object]:
    """The output as plain data."""
    match output:
        case Stream():
            return {"stream": output.name, "text": output.lines}
        case Text():
            return {"text": output.lines}
        case Table():
            return {"table": _table_out(output)}
        case Figure():
            return _figure_out(output)
        case Frame():
            return {"frame": output.value, "name": output.name}


def output_in(fields: Fields) -> Output:
    """The output again; Damaged where a field is missing, misshapen or unknown."""
    if fields.has("file"):
        return _figure_in(fields.known("file", "sha256", "width", "height", "data", *BLOBS))
    if fields.has("frame"):
        fields.known("frame", "name")
        return Frame(fields.text("name"), fields.text("frame"))
    if fields.has("table"):
        return _table_in(fields.known("table").part("table"))
    lines = fields.known("stream", "text").texts("text")
    if not fields.has("stream"):
        return Text(lines)
    return Stream(fields.choice("stream", STREAMS), lines)


def _figure_out(figure: Figure) -> dict[str, object]:
    """Files beside the picture are told where there are any."""
    blobs = {name: getattr(figure, name) for name in BLOBS}
    return {
        "file": figure.file,
        "sha256": figure.sha256,
        "width": figure.width,
        "height": figure.height,
        "data": figure.data,
        **{name: {"file": b.file, "sha256": b.sha256} for name, b in blobs.items() if b},
    }


def _figure_in(fields: Fields) -> Figure:
    return Figure(
        file=fields.blob("file"),
        sha256=fields.text("sha256"),
        width=fields.number("width"),
        height=fields.number("height"),
        data=tuple(part.data for part in fields.parts("data")),
        **{name: _blob_in(fields.part(name)) for name in BLOBS if fields.has(name)},
    )


def _blob_in(fields: Fields) -> Blob:
    fields.known("file", "sha256")
    return Blob(fields.blob("file"), fields.text("sha256"))


def _table_out(table: Table) -> dict[str, object]:
    """What is 0 is not said."""
    counts = {
        "stub": table.stub,
        "gap": table.gap,
        "left_rows": table.left_rows,
        "left_columns": table.left_columns,
    }
    said = {name: count for name, count in counts.items() if count}
    return {"head": table.head, "rows": table.rows, "digits": table.digits, **said}


def _table_in(fields: Fields) -> Table:
    fields.known("head", "rows", "digits", "stub", "gap", "left_rows", "left_columns")
    head, rows = fields.texts("head"), fields.rows("rows")
    if head and rows and len(head) != len(rows[0]):
        raise Damaged("field", "table.head")
    return Table(
        head=head,
        rows=rows,
        digits=fields.count("digits"),
        stub=fields.count("stub"),
        gap=fields.count("gap"),
        left_rows=fields.count("left_rows"),
        left_columns=fields.count("left_columns"),
    )
