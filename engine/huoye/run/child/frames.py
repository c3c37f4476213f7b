"""Data frames of any library to tables: their text and numbers, never the HTML they offer."""

from typing import Any

from huoye.cell import TABLE_MIME, table_data


class Frames:
    """IPython's formatter for whatever is a data frame."""

    def install(self, shell: Any) -> None:
        """Ask here first for every value; what is no frame goes the usual way."""
        formatter = shell.display_formatter.mimebundle_formatter
        usual = formatter.lookup

        def lookup(value: object) -> Any:
            return self.show if is_frame(value) else usual(value)

        formatter.lookup = lookup

    def show(self, frame: Any, *_: object, **__: object) -> dict[str, Any]:
        """The bundle of one frame."""
        return {TABLE_MIME: read(frame)}


def is_frame(value: object) -> bool:
    """Whether it follows the protocol of data frames, and we know how to walk its rows."""
    kind = type(value)
    named = kind.__module__.partition(".")[0] == "pandas" and kind.__name__ == "DataFrame"
    frame = named or hasattr(kind, "__dataframe__")
    return frame and (hasattr(kind, "itertuples") or hasattr(kind, "iter_rows"))


def read(frame: Any) -> dict[str, object]:
    """The table of a frame; an index that only counts is left out."""
    head = [_name(name) for name in frame.columns]
    if not hasattr(type(frame), "itertuples"):
        return table_data([list(row) for row in frame.iter_rows()], [*head])
    rows = [list(row) for row in frame.itertuples(index=False, name=None)]
    index = [list(key) if isinstance(key, tuple) else [key] for key in frame.index]
    if [key for keys in index for key in keys] == list(range(len(index))):
        return table_data(rows, [*head])
    stub = len(index[0])
    names = [_name(name) for name in getattr(frame.index, "names", [None] * stub)]
    both = [key + row for key, row in zip(index, rows, strict=True)]
    return table_data(both, [*names, *head], stub)


def _name(name: object) -> str:
    """Levels of a name one after the other."""
    if name is None:
        return ""
    return " / ".join(map(str, name)) if isinstance(name, tuple) else str(name)
