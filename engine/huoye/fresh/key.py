"""Cells to their keys: the half of freshness that is known without running anything."""

import io
import tokenize
from collections.abc import Mapping, Sequence
from functools import cache

from huoye.fresh.canon import canon
from huoye.model.cell import Cell
from huoye.model.record import Preset
from huoye.text.digest import sha_parts

FORMAT = "huoye-cell-1"
"""a new number makes every committed result of every site stale"""
CHANGING = (
    "chain", "device", "env", "gpus", "inputs", "keep", "packages", "raises", "seed", "sweep",
)  # fmt: skip
"""options that change what is computed; the others only change how it is shown or bounded"""
LISTS = frozenset({"env", "inputs", "keep", "packages"})
DEFAULTS = {"device": "auto", "gpus": "1", "seed": "0"}
"""written out or left away, they mean the same"""
NOTHING = canon("")
"""the meaning of a text without statements, or with a docstring alone"""
LAYOUT = frozenset({
    tokenize.NL, tokenize.NEWLINE, tokenize.COMMENT, tokenize.ENDMARKER,
    tokenize.INDENT, tokenize.DEDENT,
})  # fmt: skip


def keys(cells: Sequence[Cell], preset: Preset) -> tuple[str | None, ...]:
    """One key a cell, each holding the key of the cell before it in its chain.

    None for a cell that does not run under this preset; the chain goes on around it.
    """
    last: dict[str, str] = {}
    found: list[str | None] = []
    for cell in cells:
        if not runs(cell, preset):
            found.append(None)
            continue
        chosen = "\n".join(f"{name}: {text}" for name, text in settings(cell).items())
        before = last.get(cell.chain, "")
        key = sha_parts(FORMAT, preset, own(cell), chosen, before)
        last[cell.chain] = key
        found.append(key)
    return tuple(found)


def own(cell: Cell) -> str:
    """Digest of this cell's code alone: tells "this cell" from "an earlier cell"."""
    return _own(cell.code, cell.language)


@cache  # asked for each preset, each key and each reason
def _own(code: str, language: str) -> str:
    meaning = canon(code, language)
    shown = _shown(code, meaning) if language == "python" else ""
    return sha_parts(language, meaning, shown)


def runs(cell: Cell, preset: Preset) -> bool:
    """Whether a run under this preset executes the cell (options eval, preset, only-on)."""
    wanted = cell.options.get("preset", "both")
    only = cell.options.get("only-on", preset)
    return cell.evaluated and wanted in ("both", preset) and only == preset


def settings(cell: Cell) -> Mapping[str, str]:
    """The options that are part of the key, spelled one way, without defaults, sorted.

    A record keeps them, so that a verdict can name the option that changed.
    """
    written = {name: cell.options[name] for name in CHANGING if name in cell.options}
    spelled = {name: _spelled(name, text) for name, text in written.items()}
    if cell.sweep is not None:
        spelled["sweep"] = str(cell.sweep)
    return {name: text for name, text in spelled.items() if text != DEFAULTS.get(name, "")}


def _spelled(name: str, text: str) -> str:
    if name not in LISTS:
        return text.strip()
    return ", ".join(part.strip() for part in text.strip("[] ").split(",") if part.strip())


def _shown(code: str, meaning: str) -> str:
    """What the meaning does not tell: a closing ";" hides the last value, a lone text is one."""
    if ";" not in code and meaning != NOTHING:
        return ""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(code).readline))
    except (tokenize.TokenError, SyntaxError):
        return ""
    said = [token for token in tokens if token.type not in LAYOUT]
    if said and all(token.type == tokenize.STRING for token in said):
        return "".join(token.string for token in said)
    return ";" if said and said[-1].string == ";" else ""
