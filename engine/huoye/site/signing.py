"""Reproduced cells to signed records: the one way in which `verify` writes to a site."""

from dataclasses import replace
from pathlib import Path

from huoye.fresh.record import dump
from huoye.fresh.signature import signed
from huoye.fresh.verified import Checked, Verified
from huoye.model.halt import Halt
from huoye.model.problem import problem
from huoye.model.record import Preset, Record
from huoye.run.record import read_record, write_record
from huoye.site.records import frozen_folder


def sign(root: Path, verified: Verified, preset: Preset) -> Verified:
    """Sign what was compared and is the same; raises Halt HY651 where nothing can be written."""
    folder = frozen_folder(root / verified.post.rpartition("/")[0], preset)
    cells = [_signed(folder, verified.post, c) if c.signable else c for c in verified.cells]
    return replace(verified, cells=tuple(cells))


def _signed(folder: Path, post: str, checked: Checked) -> Checked:
    """The cell, signed, unless its record or what it used is not what the rerun had before it."""
    old, new = checked.old, checked.new
    assert old is not None and new is not None, "only what was compared can be signed"
    now = read_record(folder, old.cell)
    if now is None or dump(now) != dump(old) or not _used_the_same(old, new):
        return replace(checked, why=problem("HY650", post, checked.line, cell=checked.cell))
    try:
        write_record(folder, signed(old, new), {})
    except OSError as error:
        file = folder / f"{old.cell}.json"
        raise Halt(problem("HY651", file=file, reason=error.strerror or error)) from None
    return replace(checked, signed=True)


def _used_the_same(old: Record, new: Record) -> bool:
    """Whether no module or file, edited since the verdict, was another one in the rerun."""
    was = {**old.inputs.modules, **old.inputs.files}
    now = {**new.inputs.modules, **new.inputs.files}
    return all(was[name] == now[name] for name in was.keys() & now.keys())
