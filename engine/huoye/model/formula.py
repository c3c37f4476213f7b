"""Formulas: what to typeset, and what came back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Job:
    """All that the bytes of a typeset formula depend on (besides MathJax's version and options)."""

    tex: str
    """source without its delimiters; a raw environment keeps \\begin and \\end"""
    display: bool
    definitions: str = ""
    """TeX definitions this formula can reach, in order; macros it does not use are not here"""
    references: tuple[tuple[str, str, str], ...] = ()
    """(label, number as shown without parentheses, anchor) for each \\ref inside it, sorted"""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a display that carries a number or a tag."""

    auto: bool
    """counted by the post; False for \\tag"""
    text: str
    """content of \\tag{…}, "" for a counted row"""
    starred: bool
    """\\tag*: shown without parentheses"""
    label: str
    """content of \\label{…}, or "" """
    y: float
    """baseline of the row above the baseline of the formula, in em"""
    part: Literal["", "letter", "whole"] = ""
    """in subnumcases: a row that adds its letter to the number of all; no row, but their label"""


@dataclass(frozen=True, slots=True)
class TexError:
    """Why MathJax refused a formula."""

    id: str
    """stable id: UndefinedControlSequence, MissingArgFor, TooLong, Timeout …"""
    text: str
    """MathJax's words, English"""
    at: int | None = None
    """offset in the job's TeX of the token at which reading stopped, where it can be known"""
    macro: str = ""
    """the macro in whose definition reading stopped: a command, or a name without a backslash"""
    near: tuple[str, ...] = ()
    """known names nearest to an unknown command or environment, without backslash"""


@dataclass(frozen=True, slots=True)
class Typeset:
    """A formula as compact SVG; sizes in em. With `error` set the rest is empty."""

    html: str
    """one <svg class="m" …> or several pieces between which a line may break"""
    width: float
    height: float
    depth: float
    glyphs: tuple[str, ...] = ()
    """ids of the outlines it uses, sorted"""
    rows: tuple[Row, ...] = ()
    parts: int = 1
    """number of <svg> pieces; > 1 where a line may break inside"""
    mathml: str = ""
    """the same as one <math>, for screen readers; "" where the site does not want it"""
    error: TexError | None = None


TypesetAll = Callable[[Sequence[Job]], Mapping[Job, Typeset]]
"""Handed to the pure rooms: typesets what is not in the store, remembers it, answers all."""

Outlines = Callable[[Sequence[str]], Mapping[str, str]]
"""Handed to the pure rooms: glyph id → path data."""
