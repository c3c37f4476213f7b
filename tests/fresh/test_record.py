"""Records on disk: exact, byte-stable, and refused whenever they are not whole."""

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huoye.fresh.damaged import Damaged
from huoye.fresh.reason import words
from huoye.fresh.record import close, dump, load, same_result
from huoye.fresh.sealed import seal
from huoye.model.record import (
    Blob,
    Figure,
    Inputs,
    Kept,
    Loaded,
    Reason,
    Record,
    Signature,
    Stream,
    Table,
    Text,
    Value,
)

PANEL = {"title": "损失", "lim": [0, 60.5, 0.0, 1], "artists": [{"line": "a", "stat": [0.1, -2]}]}
FULL = Record(
    cell="fig-loss",
    key="5f0c" * 6,
    own="ab12" * 6,
    observed="python",
    inputs=Inputs(
        modules={"code/lab/flow.py": "9b1e"},
        definitions={"code/lab/flow.py": {"sample": "0a0a0a0a", "(module)": "1b1b1b1b"}},
        files={"./x.csv": "77ac", "data/override.yml": "absent"},
        listings={"data": "01fe"},
        env={"MY_DATA": "c8d2"},
        packages={"torch": "2.13.0"},
        moved=("./x.csv",),
    ),
    values={"final": Value(0.1921048015, 1e-3, 0.0), "grid": Value([[1, 2.5], [3, -4]], 0.0, 0.1)},
    outputs=(
        Stream("stdout", ("step 1500  loss 0.1921", "", "行 \u2028 \u202e \x00")),
        Text(("<Flow at 0x…>",)),
        Figure("fig-loss.svg", "ab12", 442, 278.5, (PANEL,)),
        Figure("a.webp", "e", 9, 9, (), Blob("a.moving.webp", "f"), Blob("a.csv", "g")),
        Table(("名", "n"), (("a", 1), (None, 0.1)), stub=1, gap=1, left_rows=7),
        Table((), ()),
    ),
    card={"at": "2026-11-24", "seconds": 412.0, "dirty": False, "seed": 0, "preset": "full"},
    kept=Kept("fig-loss.npz", "cd34", ("curve", "coef")),
    because=("只是改了注释",),
    options={"seed": "1"},
    loaded=(Loaded("train", "NVIDIA H100", "2026-11-20", 2460.0),),
    verified=(
        Signature("2026-11-24", "full", "cuda", "H100", "2.13.0", "3.11.9", "1a2b3c4", True),
    ),
)
ON_DISK = """\
{
 "format": 1,
 "cell": "fig-loss",
 "key": "k",
 "own": "o",
 "observed": "all",
 "inputs": {
  "file": {
   "./x.csv": "absent"
  }
 },
 "values": {
  "final": {
   "atol": 0.0,
   "rtol": 0.001,
   "value": [0.1, 1e-12, 3]
  }
 },
 "outputs": [
  {
   "stream": "stdout",
   "text": [
    "损失 0.1"
   ]
  }
 ],
 "card": {
  "at": "2026-11-24",
  "seconds": 3.2
 },
 "seal": "SEAL"
}
"""


def test_the_file_shows_one_value_a_line_and_the_seal_last() -> None:
    record = Record(
        cell="fig-loss", key="k", own="o", observed="all", inputs=Inputs(files={"./x.csv": "absent"}),
        values={"final": Value([0.1, 1e-12, 3], 1e-3, 0.0)},
        outputs=(Stream("stdout", ("损失 0.1",)),), card={"seconds": 3.2, "at": "2026-11-24"},
    )  # fmt: skip
    text = dump(record)
    assert text == ON_DISK.replace("SEAL", json.loads(text)["seal"])


def test_a_record_comes_back_whole_and_unchanged() -> None:
    assert load(dump(FULL), "fig-loss") == FULL
    assert dump(load(dump(FULL), "fig-loss")) == dump(FULL)


def test_equal_records_have_equal_bytes_whatever_the_order_of_their_tables() -> None:
    turned = replace(
        FULL,
        values=dict(reversed(FULL.values.items())),
        card=dict(reversed(FULL.card.items())),
        inputs=replace(FULL.inputs, files=dict(reversed(FULL.inputs.files.items()))),
    )
    assert turned == FULL
    assert dump(turned) == dump(FULL)


def test_a_changed_number_is_a_diff_of_two_lines() -> None:
    other = replace(FULL, values={**FULL.values, "final": Value(0.2, 1e-3, 0.0)})
    pairs = zip(dump(FULL).splitlines(), dump(other).splitlines(), strict=True)
    assert sum(old != new for old, new in pairs) == 2, "the value and the seal"


def test_line_ends_of_another_system_break_no_seal() -> None:
    assert load(dump(FULL).replace("\n", "\r\n"), "fig-loss") == FULL


def _edited(old: str, new: str) -> str:
    text = dump(FULL)
    assert old in text
    return text.replace(old, new, 1)


def _resealed(**changes: object) -> str:
    data = {**json.loads(dump(FULL)), **changes}
    del data["seal"]
    kept = {name: value for name, value in data.items() if value is not ...}
    return json.dumps({**kept, "seal": seal(kept)})


ONE_INPUT = {"file": {"../../etc/passwd": "1"}}
FIGURE = {"file": "a.svg", "sha256": "1", "width": 1, "height": 1}
HOSTILE = {
    "edited by hand": (_edited("0.1921048015", "0.18"), "seal", ""),
    "half of a merge": (_edited("1500", "1400"), "seal", ""),
    "a conflict": ("<<<<<<< HEAD\n" + dump(FULL), "json", ""),
    "cut off": (dump(FULL)[:-40], "json", ""),
    "empty": ("", "json", ""),
    "a list": ("[1, 2]", "json", ""),
    "a number": ("7", "json", ""),
    "no seal": (dump(FULL).replace('"seal"', '"sea"'), "seal", ""),
    "a name twice": (_edited('"format": 1,', '"format": 1, "format": 1,'), "json", ""),
    "not a number": (_edited("412.0", "NaN"), "json", ""),
    "deep": ("[" * 100_000, "json", ""),
    "deep objects": ('{"a":' * 20_000 + "1" + "}" * 20_000, "json", ""),
    "a huge integer": (_edited("412.0", "1" * 5000), "json", ""),
    "a later format": (_resealed(format=2), "format", "2"),
    "no format": (_resealed(format=...), "format", "None"),
    "another cell": (_resealed(cell="fig-b"), "cell", "fig-b"),
    "a missing field": (_resealed(key=...), "field", "key"),
    "an unknown field": (_resealed(extra=1), "field", "extra"),
    "a wrong type": (_resealed(own=3), "field", "own"),
    "null": (_resealed(outputs=None), "field", "outputs"),
    "an unknown sight": (_resealed(observed="most"), "field", "observed"),
    "inputs as a list": (_resealed(inputs=[]), "field", "inputs"),
    "an input as a number": (_resealed(inputs={"file": {"a": 1}}), "field", "inputs.file.a"),
    "an unknown kind of input": (_resealed(inputs={"url": {}}), "field", "inputs.url"),
    "a way out of the site": (_resealed(inputs=ONE_INPUT), "path", "../../etc/passwd"),
    "an absolute input": (_resealed(inputs={"module": {"/a.py": "1"}}), "path", "/a.py"),
    "a drive": (_resealed(inputs={"listing": {"C:/a": "1"}}), "path", "C:/a"),
    "a value of text": (
        _resealed(values={"a": {"value": "x", "rtol": 0, "atol": 0}}), "field", "values.a.value"
    ),
    "a tolerance missing": (
        _resealed(values={"a": {"value": 1, "rtol": 0}}), "field", "values.a.atol"
    ),
    "a figure elsewhere": (_resealed(outputs=[{**FIGURE, "file": "../a.svg"}]), "path", "../a.svg"),
    "a hidden figure": (_resealed(outputs=[{**FIGURE, "file": ".a.svg"}]), "path", ".a.svg"),
    "a page as figure": (_resealed(outputs=[{**FIGURE, "file": "a.html"}]), "path", "a.html"),
    "a figure of yes": (_resealed(outputs=[{**FIGURE, "width": True}]), "field", "outputs.width"),
    "an unknown stream": (
        _resealed(outputs=[{"stream": "tty", "text": []}]), "field", "outputs.stream"
    ),
    "lines of numbers": (_resealed(outputs=[{"text": [1]}]), "field", "outputs.text"),
    "a list on the card": (_resealed(card={"at": []}), "field", "card.at"),
    "a signature with a host": (
        _resealed(verified=[{"at": "a", "preset": "full", "device": "cpu", "host": "h"}]),
        "field", "verified.host",
    ),
    "arrays elsewhere": (
        _resealed(kept={"file": "a/b.npz", "sha256": "1", "names": []}), "path", "a/b.npz"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "reason", "name"), HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_not_whole_is_damaged_and_says_where(text: str, reason: str, name: str) -> None:
    with pytest.raises(Damaged) as caught:
        load(text, "fig-loss")
    assert (caught.value.reason, caught.value.name) == (reason, name)
    assert words(Reason("damaged", "fig-loss", (reason, name)))


def test_a_record_holds_no_odd_things() -> None:
    with pytest.raises(TypeError, match="cannot hold a set"):
        dump(replace(FULL, values={"a": Value({1}, 0.0, 0.0)}))


finite = st.floats(allow_nan=False)
numbers = st.recursive(st.integers() | finite, lambda inner: st.lists(inner, max_size=4))
text = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
tables = st.dictionaries(text, text, max_size=3)
paths = st.from_regex(r"(\./)?[a-z中]{1,5}(/[a-z中.]{1,5}[a-z])?", fullmatch=True)
json_data = st.recursive(
    st.none() | st.booleans() | st.integers() | finite | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=8,
).filter(lambda value: not isinstance(value, dict) or value.keys() != {"float"})
files = st.from_regex(r"[a-z][a-z.]{0,4}\.svg", fullmatch=True)
outputs = st.one_of(
    st.builds(Stream, st.sampled_from(["stdout", "stderr"]), st.lists(text, max_size=3).map(tuple)),
    st.builds(Text, st.lists(text, max_size=3).map(tuple)),
    st.builds(
        Figure, files, text, finite, st.integers(),
        st.lists(st.dictionaries(st.sampled_from("abc"), json_data, max_size=2), max_size=2).map(tuple),
    ),
)  # fmt: skip
records = st.builds(
    Record,
    cell=st.just("fig-a"), key=text, own=text,
    observed=st.sampled_from(["all", "python", "partly"]),
    inputs=st.builds(
        Inputs, st.dictionaries(paths, text, max_size=2), st.dictionaries(paths, tables, max_size=2),
        st.dictionaries(paths, text, max_size=2), st.dictionaries(paths, text, max_size=2),
        tables, tables, st.lists(text, max_size=2).map(tuple),
    ),
    values=st.dictionaries(text, st.builds(Value, numbers, finite, finite), max_size=3),
    outputs=st.lists(outputs, max_size=3).map(tuple),
    card=st.dictionaries(text, text | st.booleans() | st.integers() | finite, max_size=3),
    kept=st.none() | st.builds(Kept, files, text, st.lists(text, max_size=2).map(tuple)),
    because=st.lists(text, max_size=2).map(tuple),
    options=tables,
    verified=st.lists(st.builds(
        Signature, text, st.sampled_from(["quick", "full"]), text, text, text, text, text,
        st.booleans(),
    ), max_size=2).map(tuple),
)  # fmt: skip


@given(records)
def test_any_record_comes_back_exactly(record: Record) -> None:
    written = dump(record)
    assert load(written, "fig-a") == record
    assert dump(load(written, "fig-a")) == written
    json.loads(written, parse_constant=pytest.fail)


@given(records, st.data())
def test_any_lost_line_is_noticed(record: Record, data: st.DataObject) -> None:
    lines = dump(record).splitlines()
    lost = data.draw(st.integers(0, len(lines) - 1))
    with pytest.raises(Damaged):
        load("\n".join(lines[:lost] + lines[lost + 1 :]), "fig-a")


def test_numbers_that_json_lacks_come_back() -> None:
    odd = replace(FULL, values={"a": Value([math.nan, math.inf, -math.inf, -0.0], 0.0, 0.0)})
    back = load(dump(odd), "fig-loss").values["a"].value
    assert repr(back) == "[nan, inf, -inf, -0.0]"
    json.loads(dump(odd), parse_constant=pytest.fail)


def _card(**facts: object) -> Record:
    return replace(FULL, card={**FULL.card, **facts})  # type: ignore[dict-item]


def _value(value: object) -> Record:
    return replace(FULL, because=(), values={**FULL.values, "final": Value(value, 1e-3, 0.0)})


SAME = {
    "the same": FULL,
    "another day": _card(at="2026-11-25"),
    "slower": _card(seconds=500.0),
    "more memory": _card(ram_peak_mb=900),
    "a later commit": _card(commit="1a2b3c4", dirty=True),
    "seen less well": replace(FULL, observed="partly"),
}
NEWS = {
    "key": replace(FULL, key="other"),
    "inputs": replace(FULL, inputs=Inputs()),
    "printed text": replace(FULL, outputs=FULL.outputs[1:]),
    "picture": replace(FULL, outputs=(*FULL.outputs[:2], replace(FULL.outputs[2], sha256="z"))),  # type: ignore[type-var]
    "kept arrays": replace(FULL, kept=Kept("fig-loss.npz", "other", ("curve", "coef"))),
    "a really new run of a kept result": replace(FULL, because=()),
    "a value gone": replace(FULL, values={}),
    "a tolerance": replace(FULL, values={**FULL.values, "final": Value(0.1921048015, 1e-2, 0.0)}),
    "another card": _card(gpu="NVIDIA H100 80GB HBM3"),
    "another version": _card(torch="2.14.0"),
    "seen better": replace(FULL, observed="all"),
}


@pytest.mark.parametrize("new", SAME.values(), ids=SAME.keys())
def test_a_rerun_that_says_nothing_new_leaves_the_file(new: Record) -> None:
    assert same_result(FULL, new)


@pytest.mark.parametrize("new", NEWS.values(), ids=NEWS.keys())
def test_news_are_written(new: Record) -> None:
    assert not same_result(FULL, new)


@pytest.mark.parametrize(
    ("value", "same"),
    [(0.1921, True), (0.19229, True), (0.1924, False), (math.nan, False), ([0.1921], False)],
)
def test_values_may_move_within_their_tolerance(value: object, same: bool) -> None:
    assert same_result(_value(0.1921048015), _value(value)) is same


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        (1.0, 1.05, True),
        (1.0, 1.2, False),
        (0.0, 0.01, True),
        (0.0, 0.02, False),
        (math.nan, math.nan, True),
        (math.inf, math.inf, True),
        (math.inf, 1.0, False),
        (1.0, math.inf, False),
        ([1.0, [2.0]], [1.01, [1.99]], True),
        ([1.0, 2.0], [1.0], False),
        ([1.0], 1.0, False),
        ("a", "a", False),
    ],
)
def test_close(old: object, new: object, same: bool) -> None:
    assert close(old, new, rtol=0.1, atol=0.01) is same
