"""Tiny sites with one post, run by real kernels."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import matplotlib

from huoye.fresh.judge import Setting, judge
from huoye.fresh.key import keys
from huoye.fresh.record import load
from huoye.model.cell import Cell
from huoye.model.record import Record, Verdict
from huoye.run.guard import Guard
from huoye.run.job import PostResult, PostRun
from huoye.run.posts import run_post
from huoye.run.record import read_record
from huoye.site.digests import Digests

LATIN = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
"""a face that every machine with matplotlib has"""


def cell(name: str, code: str, line: int = 10, **options: str) -> Cell:
    """A cell as mark would give it; a name beginning with "c-" has no label."""
    spelled = {key.replace("_", "-"): value for key, value in options.items()}
    return Cell(name, not name.startswith("c-"), "python", code, spelled, line, line + 2)


@dataclass
class Post:
    """One post on disk, with the means to run and judge it."""

    root: Path
    cells: list[Cell] = field(default_factory=list)
    name: str = "p"
    env: dict[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return self.root / "posts" / self.name

    @property
    def frozen(self) -> Path:
        return self.folder / "frozen" / "quick"

    def write(self, name: str, text: str) -> Path:
        """A file of the site; its folders come with it."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def now(self) -> Digests:
        return Digests(self.root, self.env, {})

    def verdicts(self) -> dict[str, Verdict]:
        records = {c.name: read_record(self.frozen, c.name) for c in self.cells}
        found = judge(
            self.cells,
            keys(self.cells, "quick"),
            records,
            self.now(),
            Setting("quick", f"posts/{self.name}"),
        )
        return {verdict.cell: verdict for verdict in found}

    def states(self) -> str:
        """First letters of the states in order: f fresh, s stale, n never run."""
        return "".join(verdict.state[0] for verdict in self.verdicts().values())

    def job(self, **more: object) -> PostRun:
        given: dict[str, object] = {
            "root": self.root,
            "post": f"posts/{self.name}/index.md",
            "cells": self.cells,
            "keys": keys(self.cells, "quick"),
            "verdicts": self.verdicts(),
            "now": self.now,
            "font": LATIN,
            "today": date(2026, 11, 24),
            "timeout": 60.0,
        }
        return PostRun(**{**given, **more})  # type: ignore[arg-type]

    def run(self, guard: Guard | None = None, **more: object) -> PostResult:
        return run_post(self.job(**more), guard=guard)

    def record(self, name: str) -> Record:
        return load((self.frozen / f"{name}.json").read_text("utf-8"), name)

    def snapshot(self) -> dict[str, bytes]:
        """Every frozen file."""
        files = sorted(p for p in self.frozen.rglob("*") if p.is_file())
        return {p.name: p.read_bytes() for p in files}


def fates(result: PostResult) -> dict[str, str]:
    return {outcome.cell: outcome.fate for outcome in result.outcomes}


def codes(result: PostResult) -> list[str]:
    return [problem.code for problem in result.problems]
