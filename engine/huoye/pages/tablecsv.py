"""A table of a record to CSV with its exact numbers; no CSV where a part is left out."""

from collections.abc import Sequence

from huoye.model.record import Entry, Table


def table_csv(table: Table) -> str:
    """The text; empty where it would not be the whole table."""
    if table.left_rows or table.left_columns:
        return ""
    rows: list[Sequence[Entry]] = [table.head] if table.head else []
    return "".join(f"{','.join(map(_field, row))}\n" for row in (*rows, *table.rows))


def _field(value: Entry) -> str:
    text = "" if value is None else repr(value) if not isinstance(value, str) else value
    if any(mark in text for mark in ',"\n\r'):
        return '"' + text.replace('"', '""') + '"'
    return text
