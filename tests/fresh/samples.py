"""Cells, records and inputs for the tests of freshness: a small post that was run once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from huoye.fresh.canon import definitions
from huoye.fresh.damaged import Damaged
from huoye.fresh.inputs import env_digest, file_digest, listing_digest, module_digest
from huoye.fresh.judge import InputKind, Setting, judge
from huoye.fresh.key import keys, own, settings
from huoye.model.cell import Cell
from huoye.model.record import ABSENT, Inputs, Preset, Record, Stream, Value, Verdict

FOLDER = "posts/flow"


def cell(name: str, code: str, *, language: str = "python", **options: str) -> Cell:
    """A labelled cell; options with "_" for "-"."""
    spelled = {option.replace("_", "-"): text for option, text in options.items()}
    return Cell(name, True, language, code, spelled, 10, 12)


POST = (
    cell("setup", "import numpy as np\nfrom lab.flow import sample\n"),
    cell(
        "fig-loss", "x = sample(3)  # three\nplot(x)\n", seed="1", env="MY_DATA", packages="torch"
    ),
    cell("tbl-end", "print(x[-1])\n"),
    cell("fig-other", "y = 2\n", chain="b"),
)
MODULE = 'def sample(n):\n    """Draw."""\n    return n + 1\n\n\ndef loss(x):\n    return x * x\n'


@dataclass(frozen=True)
class World:
    """A site's inputs as they are now (fresh.judge.Now); the fields are contents, not digests."""

    modules: Mapping[str, str] = field(default_factory=lambda: {"code/lab/flow.py": MODULE})
    files: Mapping[str, bytes] = field(default_factory=lambda: {f"{FOLDER}/x.csv": b"1,2\n"})
    folders: Mapping[str, Sequence[str]] = field(default_factory=lambda: {"data": ("a", "b")})
    env: Mapping[str, str] = field(default_factory=lambda: {"MY_DATA": "big"})
    packages: Mapping[str, str] = field(default_factory=lambda: {"torch": "2.12.0"})

    def __call__(self, kind: InputKind, name: str, folder: str) -> str:
        name = f"{folder}/{name[2:]}" if name.startswith("./") else name
        match kind:
            case "module":
                return module_digest(self.modules[name]) if name in self.modules else ABSENT
            case "file":
                return file_digest(self.files[name]) if name in self.files else ABSENT
            case "listing":
                return listing_digest(self.folders[name]) if name in self.folders else ABSENT
            case "env":
                return env_digest(self.env.get(name))
            case "package":
                return self.packages.get(name, ABSENT)

    def definitions(self, name: str, folder: str) -> Mapping[str, str]:
        return definitions(self.modules.get(name, ""))


def record_of(one: Cell, key: str, preset: Preset = "quick", **changes: object) -> Record:
    """The record that a run of the cell under that key would leave."""
    record = Record(
        cell=one.name,
        key=key,
        own=own(one),
        observed="python",
        inputs=Inputs(),
        values={"final": Value(0.1921048015, 1e-3, 0.0)} if one.name == "fig-loss" else {},
        outputs=(Stream("stdout", ("loss 0.1921",)),),
        card={"at": "2026-11-24", "preset": preset, "seconds": 3.2, "device": "cpu"},
        options=settings(one),
    )
    return replace(record, **changes)  # type: ignore[arg-type]


def frozen(cells: Sequence[Cell] = POST, preset: Preset = "quick") -> dict[str, Record]:
    """The records after a run of the post in `World()`; `fig-loss` saw all the inputs."""
    now, seen = World(), {}
    for one, key in zip(cells, keys(cells, preset), strict=True):
        if key is not None:
            seen[one.name] = record_of(one, key, preset)
    if "fig-loss" in seen:
        seen["fig-loss"] = replace(seen["fig-loss"], inputs=inputs_of(now))
    return seen


def inputs_of(now: World) -> Inputs:
    """One input of each kind, as a run in `now` would list them."""
    path = "code/lab/flow.py"
    return Inputs(
        modules={path: now("module", path, FOLDER)},
        definitions={path: now.definitions(path, FOLDER)},
        files={"./x.csv": now("file", "./x.csv", FOLDER), "data/override.yml": ABSENT},
        listings={"data": now("listing", "data", FOLDER)},
        env={"MY_DATA": now("env", "MY_DATA", FOLDER)},
        packages={"torch": now("package", "torch", FOLDER)},
    )


def judged(
    cells: Sequence[Cell] = POST,
    records: Mapping[str, Record | Damaged | None] | None = None,
    now: World | None = None,
    *,
    preset: Preset = "quick",
    archived: bool = False,
) -> dict[str, Verdict]:
    """Verdicts by name, of the post as it was run where nothing else is said."""
    verdicts = judge(
        cells,
        keys(cells, preset),
        frozen() if records is None else records,
        now or World(),
        Setting(preset, FOLDER, archived),
    )
    return {verdict.cell: verdict for verdict in verdicts}


def edited(name: str, change: Callable[[Cell], Cell]) -> tuple[Cell, ...]:
    """The post with one cell changed."""
    return tuple(change(one) if one.name == name else one for one in POST)
