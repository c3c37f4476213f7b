"""Kept values survive the archive with their types; what would need pickle is refused."""

import zipfile
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huoye.run.child.keep import Refused, pack, unpack

PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
KEYS = st.text() | st.integers() | st.floats(allow_nan=False)
NESTED = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(KEYS, inner),
    max_leaves=10,
)


@settings(max_examples=80, deadline=None)
@given(NESTED)
def test_nested_plain_values_come_back_equal_and_of_the_same_type(value: object) -> None:
    back = unpack(pack({"v": value}))["v"]
    assert back == value
    assert repr(back) == repr(value)


def test_arrays_and_scalars_keep_shape_and_dtype() -> None:
    values = {
        "a": np.arange(6, dtype=np.int16).reshape(2, 3)[:, ::2],
        "s": np.float32(1.5),
        "z": np.array(2 + 1j),
        "t": np.array(["甲", "乙"]),
        "deep": {"list": [np.zeros(2), {"e": np.empty((0, 3))}], 3: "int key"},
    }
    back = unpack(pack(values))
    assert np.array_equal(back["a"], values["a"]) and back["a"].dtype == np.int16
    assert type(back["s"]) is np.float32
    assert back["z"].shape == () and back["z"] == 2 + 1j
    assert list(back["t"]) == ["甲", "乙"]
    assert back["deep"]["list"][1]["e"].shape == (0, 3) and back["deep"][3] == "int key"


def test_tensors_come_back_as_tensors() -> None:
    torch = pytest.importorskip("torch")
    weight = torch.arange(6.0, requires_grad=True).reshape(2, 3)
    given_ = {
        "w": weight,
        "b": torch.tensor([1.5, 2.5], dtype=torch.bfloat16),
        "i": torch.tensor(3),
    }
    back = unpack(pack(given_))
    assert torch.equal(back["w"], weight.detach()) and not back["w"].requires_grad
    assert back["b"].dtype == torch.bfloat16 and torch.equal(back["b"], given_["b"])
    assert back["i"].dtype == torch.int64


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (lambda: 1, "x is of type function"),
        (np.array([object()]), "x is of type ndarray"),
        ({"a": [1, {2}]}, r"x\['a'\]\[1\] is of type set"),
        ({(1, 2): 3}, "key of type tuple"),
        (1j, "x is of type complex"),
    ],
)
def test_what_would_need_pickle_is_refused_by_its_place(value: object, said: str) -> None:
    with pytest.raises(Refused, match=said):
        pack({"x": value})


def test_equal_values_give_equal_bytes_without_pickle() -> None:
    first = pack({"a": np.arange(3), "n": float("inf")})
    assert first == pack({"a": np.arange(3), "n": float("inf")})
    with zipfile.ZipFile(BytesIO(first)) as archive:
        assert archive.namelist() == ["structure.json", "a0.npy"]
    assert unpack(first)["n"] == float("inf")
