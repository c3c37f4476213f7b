"""Which results a script can give again, and what it takes along."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from tests.fresh.samples import cell, record_of

from huoye.build.script import Chain, Kit, can_script, script
from huoye.model.record import Inputs, Record

MODULE = "code/lab/flow.py"
CELL = cell("fig-a", "x = 1\n")
RECORD = replace(record_of(CELL, "k"), inputs=Inputs(modules={MODULE: "9b1e"}))
KEY = "hf_" + "aB" * 17


def chain(code: str = "x = 1\n", record: Record = RECORD, **options: str) -> Chain:
    return Chain("《题》 fig-a", "https://a.org/p/#fig-a", "posts/p",
                 (cell("fig-a", code, **options),), (record,))  # fmt: skip


def kit(files: Mapping[str, bytes] | None = None) -> Kit:
    given = {MODULE: b"A = 1\n"} if files is None else files
    return Kit(given.get, "RUNNER = 1\n", "CELL = 1\n")


@pytest.mark.parametrize(
    "code",
    [
        "%time 1",
        "!ls",
        "await x",
        "from __future__ import annotations",
        "x = 1 \\",
        "return",
        "x =",
    ],
)
def test_what_is_no_plain_python_has_no_script(code: str) -> None:
    assert not can_script(chain(code), kit())


def test_nor_has_what_lists_folders_fails_on_purpose_or_would_tell_a_secret() -> None:
    assert can_script(chain(), kit())
    listing = replace(RECORD, inputs=Inputs(listings={"data": "01fe"}))
    assert not can_script(chain(record=listing), kit())
    assert not can_script(chain(raises="ValueError"), kit())
    assert not can_script(chain(), kit({MODULE: f"TOKEN = '{KEY}'".encode()}))


def test_files_are_taken_along_as_text_as_bytes_or_asked_for() -> None:
    files = {"./x.csv": "77ac", "data/y.npz": "1234", "data/z.bin": "5678", "data/no": "absent"}
    record = replace(RECORD, inputs=Inputs(files=files))
    given = {"posts/p/x.csv": "1\r\n\u2028行".encode(), "data/y.npz": bytes(range(256))}
    text = script(chain(record=record), kit(given)).decode()
    start, stop = text.index("_PLAN = {") + len("_PLAN = "), text.index("\n_huoye = ")
    plan = eval(text[start:stop])
    assert plan["text"] == {
        "engine/huoye/__init__.py": "", "engine/huoye/cell.py": "CELL = 1\n",
        "posts/p/x.csv": given["posts/p/x.csv"].decode(),
    }  # fmt: skip
    assert list(plan["data"]) == ["data/y.npz"]
    assert plan["needed"] == {"data/z.bin": "5678"}


def test_a_script_is_valid_whatever_the_post_is_called() -> None:
    odd = replace(chain("'''\n'''\n#"), title="a\nimport os\u2028x", address="https://a.org/'''")
    compile(script(odd, kit()), "script", "exec")
