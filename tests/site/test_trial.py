"""Which committed results a verification compares, and why it leaves the others: no kernel."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.fresh.samples import record_of
from tests.tiny import Tiny, post_text

from huoye.fresh.key import keys
from huoye.fresh.record import dump
from huoye.model.draft import Draft
from huoye.model.record import Inputs, Preset
from huoye.site import running
from huoye.site.choose import choose
from huoye.site.needs import needed, touched
from huoye.site.opened import open_site
from huoye.site.sound import sound_drafts
from huoye.site.trial import Trial, TrialWish, plan_trials

CELLS = """\
```{code-cell} python
a = 1
```

```{code-cell} python
#| label: one
#| inputs: data/big.h5
print(a)
```

```{code-cell} python
#| label: two
print(a + 1)
```

```{code-cell} python
#| label: card
#| chain: b
#| device: cuda
print(3)
```

```{code-cell} python
#| label: large
#| only-on: full
print(4)
```

```{code-cell} python
#| label: shown
#| eval: false
print(5)
```
"""


@pytest.fixture(autouse=True)
def without_a_card(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "cards", lambda: ())


@pytest.fixture
def site(tiny: Tiny) -> Tiny:
    tiny.write("posts/p/index.md", post_text(CELLS))
    tiny.post("q", "没有代码格。")
    return tiny


def draft(site: Tiny) -> Draft:
    return next(d for d in sound_drafts(open_site(site.root))[0] if d.name == "p")


def freeze(site: Tiny, name: str, preset: Preset = "quick", **card: str) -> Path:
    """The record that a run of a cell would have left."""
    cells = draft(site).cells
    at = [cell.name for cell in cells].index(name)
    key = keys(cells, preset)[at]
    assert key is not None
    made = record_of(cells[at], key, preset)
    made = replace(made, card={**made.card, **card}, inputs=Inputs(files={"./x.csv": "absent"}))
    folder = "posts/p/frozen/quick" if preset == "quick" else "posts/p/frozen"
    return site.write(f"{folder}/{name}.json", dump(made))


def trials(site: Tiny, *names: str, preset: Preset = "quick") -> list[Trial]:
    opened = open_site(site.root)
    wish = TrialWish(preset, date(2026, 11, 24), named=bool(names))
    return plan_trials(opened, choose(names, sound_drafts(opened)[0]), wish)


def reasons(trial: Trial) -> dict[str, str]:
    return {name: why.code for name, why in trial.unfit.items()}


def test_each_cell_is_compared_or_told_why_not(site: Tiny) -> None:
    for name in ("one", "card"):
        freeze(site, name)
    (trial,) = trials(site)
    assert trial.job.only == {"one"}
    assert reasons(trial) == {"two": "HY632", "card": "HY630", "large": "HY631"}
    assert [step.action for chain in trial.planned.chains for step in chain.steps] == [
        "run", "run", "skip", "skip", "skip", "skip",
    ]  # fmt: skip


def test_a_result_of_a_card_is_not_compared_with_one_of_the_processor(site: Tiny) -> None:
    freeze(site, "one", device="cuda")
    freeze(site, "two")
    (trial,) = trials(site)
    assert not trial.executes
    assert reasons(trial)["one"] == reasons(trial)["two"] == "HY630"


def test_stale_results_are_compared_damaged_and_archived_ones_are_not(site: Tiny) -> None:
    freeze(site, "one")
    path = freeze(site, "two")
    site.write("posts/p/index.md", post_text(CELLS.replace("print(a)", "print(a, 0)")))
    path.write_text(path.read_text("utf-8").replace("0.1921", "0.1922"), "utf-8")
    (trial,) = trials(site)
    assert trial.job.only == {"one"}
    assert reasons(trial)["two"] == "HY503"
    site.write("posts/p/index.md", post_text(CELLS, results="archived"))
    (trial,) = trials(site)
    assert reasons(trial)["one"] == "HY634"


def test_one_cell_and_the_other_size(site: Tiny) -> None:
    freeze(site, "one")
    freeze(site, "one", "full")
    freeze(site, "large", "full")
    (trial,) = trials(site, "p#one")
    assert (trial.job.only, reasons(trial), trial.full) == ({"one"}, {}, ("one",))
    (trial,) = trials(site, "p#shown")
    assert (trial.executes, reasons(trial)) == (False, {"shown": "HY635"})
    (trial,) = trials(site, preset="full")
    assert (trial.job.only, trial.full) == ({"one", "large"}, ())


def test_what_a_copy_must_hold_and_which_changes_touch_it(site: Tiny) -> None:
    freeze(site, "one")
    (trial,) = trials(site)
    paths = {
        "posts/p", "posts/p/x.csv", "posts/p/data/big.h5", "data/big.h5", "code", "huoye.toml",
    }  # fmt: skip
    assert needed(trial.draft, trial.records, fresh=True) == paths
    assert needed(trial.draft, trial.records, fresh=False) == {*paths, "data"}
    for changed, hit in (("posts/p/x.csv", True), ("posts/p/frozen/quick/one.json", True),
                         ("data/big.h5", True), ("data/other.h5", False),
                         ("posts/pq/index.md", False), ("code/lab.py", False)):  # fmt: skip
        assert touched(trial.draft, trial.records, [changed]) == hit, changed
