"""The plan is exact, and git would give the same names."""

import subprocess
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from huoye.publish.plan import Plan, blob_id, compare

TREES = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("12"))


@settings(deadline=None)
@given(TREES, TREES)
def test_applying_the_plan_gives_what_was_built(
    built: dict[str, str], there: dict[str, str]
) -> None:
    plan = compare(built, there)
    after = {path: name for path, name in there.items() if path not in plan.delete}
    after |= {path: built[path] for path in (*plan.add, *plan.change)}
    assert after == built
    assert plan.empty == (built == there)
    every = [*plan.add, *plan.change, *plan.delete, *plan.keep]
    assert sorted(every) == sorted(built.keys() | there.keys())


def test_a_plan_is_sorted() -> None:
    assert compare({"b": "1", "a": "1"}, {"d": "1", "c": "1"}) == Plan(
        ("a", "b"), (), ("c", "d"), ()
    )


def test_names_are_git_s(tmp_path: Path) -> None:
    for data in (b"", "活页\n".encode(), b"\0" * 1000):
        command = ["git", "hash-object", "--stdin"]
        told = subprocess.run(command, input=data, capture_output=True, check=True, cwd=tmp_path)
        assert blob_id(data, "sha1") == told.stdout.decode().strip()
