"""A table as CSV: exact, readable by the csv of Python, or none."""

import csv
import io

from huoye.model.record import Table
from huoye.pages.tablecsv import table_csv


def test_it_reads_back_as_it_was() -> None:
    table = Table(("名, 字", "n"), (('a"b', 0.1 + 0.2), (None, 3), ("x\ny", "NaN")))
    read = list(csv.reader(io.StringIO(table_csv(table))))
    assert read == [["名, 字", "n"], ['a"b', "0.30000000000000004"], ["", "3"], ["x\ny", "NaN"]]


def test_a_part_of_a_table_is_none() -> None:
    assert table_csv(Table((), ((1,),))) == "1\n"
    assert table_csv(Table((), ((1,),), gap=1, left_rows=1)) == ""
    assert table_csv(Table((), ((1,),), left_columns=1)) == ""
