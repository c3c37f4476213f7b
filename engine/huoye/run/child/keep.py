"""Named values of a cell to an .npz without pickle, and back.

Arrays are members of the archive; how they nest in lists and dicts is told by its structure.json.
The same values give the same bytes: no time, no compression that could differ between versions.
"""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

STRUCTURE = "structure.json"
EPOCH = (1980, 1, 1, 0, 0, 0)


class Refused(ValueError):  # noqa: N818 - a finding, told as a problem
    """A value that cannot be kept without pickle."""


def pack(values: dict[str, object]) -> bytes:
    """The archive's bytes. Raises Refused naming the value and its type."""
    arrays: list[Any] = []
    tree = {name: _fold(value, name, arrays) for name, value in values.items()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        _put(archive, STRUCTURE, json.dumps(tree, ensure_ascii=False).encode())
        for index, array in enumerate(arrays):
            _put(archive, f"a{index}.npy", _npy(array))
    return target.getvalue()


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)


def _npy(array: Any) -> bytes:
    import numpy as np

    target = io.BytesIO()
    np.lib.format.write_array(target, array, version=(1, 0), allow_pickle=False)
    return target.getvalue()


def _fold(value: Any, where: str, arrays: list[Any]) -> object:
    """One value as [kind, …]; arrays go to the side, in order."""
    if value is None or isinstance(value, bool | str):
        return ["plain", value]
    if type(value) in (int, float):
        return ["number", repr(value)]  # repr: infinities and NaN are no JSON
    if type(value) in (list, tuple):
        items = [_fold(item, f"{where}[{i}]", arrays) for i, item in enumerate(value)]
        return [type(value).__name__, items]
    if type(value) is dict:
        return ["dict", [_pair(key, item, where, arrays) for key, item in value.items()]]
    return _fold_array(value, where, arrays)


def _pair(key: object, item: object, where: str, arrays: list[Any]) -> list[object]:
    if type(key) not in (str, int, float, bool):
        raise Refused(f"{where} has a key of type {type(key).__name__}")
    return [_fold(key, where, arrays), _fold(item, f"{where}[{key!r}]", arrays)]


def _fold_array(value: Any, where: str, arrays: list[Any]) -> object:
    import numpy as np

    if type(value).__module__.partition(".")[0] == "torch" and hasattr(value, "detach"):
        return _fold_tensor(value, where, arrays)
    if isinstance(value, np.ndarray | np.generic) and not np.asarray(value).dtype.hasobject:
        arrays.append(np.asarray(value))
        return ["array" if isinstance(value, np.ndarray) else "scalar", len(arrays) - 1]
    raise Refused(f"{where} is of type {type(value).__qualname__}")


def _fold_tensor(value: Any, where: str, arrays: list[Any]) -> object:
    """A tensor as an array; bfloat16, which NumPy lacks, widened to float32 without loss."""
    if value.device.type != "cpu":
        raise Refused(f"{where} lies on {value.device.type}: keep a copy made by .cpu()")
    dtype = str(value.dtype).removeprefix("torch.")
    plain = value.detach().float() if dtype == "bfloat16" else value.detach()
    arrays.append(plain.contiguous().numpy())
    return ["tensor", len(arrays) - 1, dtype]


def unpack(data: bytes) -> dict[str, object]:
    """The values again, of the types they had; tensors without gradient."""
    import numpy as np

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        tree = json.loads(archive.read(STRUCTURE))

        def array(index: int) -> Any:
            member = io.BytesIO(archive.read(f"a{index}.npy"))
            return np.lib.format.read_array(member, allow_pickle=False)

        return {name: _unfold(node, array) for name, node in tree.items()}


def _unfold(node: list[Any], array: Callable[[int], Any]) -> object:
    kind, content = node[0], node[1]
    match kind:
        case "plain":
            return content
        case "number":
            return float(content) if set(content) & set(".einf") else int(content)
        case "list" | "tuple":
            items = [_unfold(item, array) for item in content]
            return items if kind == "list" else tuple(items)
        case "dict":
            return {_unfold(key, array): _unfold(item, array) for key, item in content}
        case "tensor":
            return _tensor(array(content), node[2])
        case _:
            return array(content) if kind == "array" else array(content)[()]


def _tensor(array: Any, dtype: str) -> object:
    import torch

    return torch.from_numpy(array.copy()).to(getattr(torch, dtype))
