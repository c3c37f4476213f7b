"""A code cell of a post as it is written."""

from collections.abc import Mapping
from dataclasses import dataclass

from huoye.model.sweep import BadSweep, Sweep, read_sweep


@dataclass(frozen=True, slots=True)
class Cell:
    """One ```{code-cell} block; its options are checked and spelled the canonical way."""

    name: str
    """label, or c-<8 hex of the code's digest> for a silent cell without one; names its record"""
    labelled: bool
    """False where the name was derived"""
    language: str
    code: str
    """the code without its option lines"""
    options: Mapping[str, str]
    """canonical option → text as written: label, caption, alt, width, echo, output, eval, device,
    gpus, keep, sweep, preset, seed, chain, inputs, env, packages, timeout, memory, check,
    tolerance, raises, large, only-on (run.md §13); post defaults are already merged in"""
    line: int
    """1-based line of the opening fence"""
    code_line: int
    """1-based line of the first line of `code`"""

    @property
    def chain(self) -> str:
        """Name of the kernel the cell runs in; "" is the post's main one."""
        return self.options.get("chain", "")

    @property
    def evaluated(self) -> bool:
        """False for `eval: false`: shown, never run, not in the chain."""
        return self.options.get("eval", "true") != "false"

    @property
    def keeps(self) -> tuple[str, ...]:
        """Names stored with the record."""
        return tuple(n.strip() for n in self.options.get("keep", "").split(",") if n.strip())

    @property
    def sweep(self) -> Sweep | None:
        """The values that it is executed for; None: once, as it stands."""
        try:
            return read_sweep(self.options["sweep"]) if "sweep" in self.options else None
        except BadSweep:  # told where the post was read
            return None

    @property
    def stored(self) -> tuple[str, ...]:
        """Names whose values go into its file: a swept cell's own name has its last value there."""
        swept = (self.sweep.name,) if self.keeps and self.sweep is not None else ()
        return tuple(dict.fromkeys((*self.keeps, *swept)))

    @property
    def family(self) -> str:
        """fig, tbl or lst by the label's prefix; "" for an unnumbered cell."""
        prefix = self.name.partition("-")[0]
        return prefix if self.labelled and prefix in ("fig", "tbl", "lst") else ""
