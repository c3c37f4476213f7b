"""A post a job through submitit's local executor: what Slurm would do, on this machine."""

import os
import shutil
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.remote.conftest import alive
from tests.remote.sites import Site
from tests.remote.test_box import Held, until
from tests.support import NOW

from huoye.model.event import silent
from huoye.remote import cluster
from huoye.remote.box import Ends
from huoye.remote.cluster import Ask, Scheduler, Session, ask_of
from huoye.remote.errand import Errand
from huoye.run.job import PostResult
from huoye.site.opened import open_site
from huoye.site.running import RunWish

pytest.importorskip("submitit", reason="submitit is not installed")
ON = ("--on", "local-cluster", "--yes")


def workers(site: Site) -> list[int]:
    """The plain commands that run."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                said = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if b"--into" in said and str(site.root).encode() in said:
                found.append(int(entry.name))
    return found


def test_a_worker_that_is_lost_is_replaced_and_an_exception_is_a_result(
    site: Site, tmp_path: Path
) -> None:
    held = Held(site, tmp_path)
    site.post("1 / 0", name="wrong")
    site.write("posts/wrong/data.txt", "2\n")
    sent = site.begin("run", *ON)
    until(lambda: held.times == 1)
    home = site.root / ".huoye" / "cluster"
    (first,) = (home / "posts-far").glob("run-*")
    for pid in workers(site):
        if str(first) in Path(f"/proc/{pid}/cmdline").read_text():
            os.kill(pid, signal.SIGKILL)
    until(lambda: held.times == 2)
    held.go()
    out, err = sent.communicate(timeout=90)
    assert sent.returncode == 1, "of the post that is wrong"
    assert "posts/far/index.md:14  tbl-second  ran" in out
    assert "posts/wrong/index.md:14  tbl-second  FAILED" in out
    assert err.count("HY602") == 1 and "HY669" not in err
    assert site.states() == ["fresh", "fresh"] and held.times == 2
    assert not list(home.glob("*/")), "what was taken is gone"
    until(lambda: not alive(home), 10)


class Fake:
    """A cluster whose jobs are lost or good, as told; a good one hands out what a real run did."""

    def __init__(self, handed: Path, *fates: str) -> None:
        self.handed, self.fates = handed, list(fates)
        self.given: list[Path] = []

    def submit(self, command: Sequence[str], ask: Ask) -> "FakeJob":
        self.given.append(Path(command[command.index("--into") + 1]))
        return FakeJob(self, len(self.given) - 1)

    @property
    def scheduler(self) -> Scheduler:
        return Scheduler(self.submit, lambda number: FakeJob(self, int(number)))


@dataclass(frozen=True)
class FakeJob:
    cluster: Fake
    number: int

    @property
    def job_id(self) -> str:
        return str(self.number)

    def done(self, force_check: bool = False) -> bool:
        fate = self.cluster.fates[self.number]
        if fate == "left":
            self.cluster.fates[self.number] = "good"
            raise KeyboardInterrupt
        if fate == "good":
            shutil.copytree(self.cluster.handed, self.cluster.given[self.number])
        return True


def brought(asker: Site, fake: Fake) -> tuple[list[PostResult], list[str]]:
    """Results of a command, and the codes of what it told at once."""
    told: list[str] = []
    wish = RunWish("quick", "auto", False, NOW.date())
    ends = Ends(silent, lambda said: told.append(said.code))
    errand = Errand(open_site(asker.root), ["far"], wish)
    session = Session(errand, asker.root / ".huoye" / "cluster", fake.scheduler, ends)
    return list(session.go()), told


@pytest.mark.parametrize(("fates", "codes"), [
    (["good"], []),
    (["lost", "lost", "good"], []),
    (["lost", "lost", "lost"], ["HY669"]),
])  # fmt: skip
def test_a_lost_worker_is_replaced_twice_at_most(
    asker: Site, out: Path, monkeypatch: pytest.MonkeyPatch, fates: list[str], codes: list[str]
) -> None:
    monkeypatch.setattr(cluster, "LOOKS", 0.0)
    fake = Fake(out, *fates)
    results, _ = brought(asker, fake)
    assert [p.code for result in results for p in result.problems] == codes
    assert len(set(fake.given)) == len(fates), "each attempt has a folder of its own"
    fresh = "fresh" if "good" in fates else "never"
    assert asker.states() == [fresh, fresh]


def test_a_command_follows_the_jobs_of_one_that_was_stopped(
    asker: Site, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "LOOKS", 0.0)
    fake = Fake(out, "left")
    with pytest.raises(KeyboardInterrupt):
        brought(asker, fake)
    results, told = brought(asker, fake)
    assert told == ["HY667"] and len(fake.given) == 1
    assert [o.fate for result in results for o in result.outcomes] == ["ran", "ran"]
    assert asker.states() == ["fresh", "fresh"]


def test_jobs_ask_for_the_cards_that_cells_ask_for(site: Site) -> None:
    def asked(second: str, device: str = "auto") -> Ask:
        text = (site.root / "posts/far/index.md").read_text("utf-8")
        site.write("posts/far/index.md", text.replace("tbl-second\n", f"tbl-second\n{second}\n", 1))
        wish = RunWish("quick", "cuda" if device == "cuda" else "auto", False, NOW.date())
        (planned,) = Errand(open_site(site.root), ["far"], wish).plan()
        site.post()
        return ask_of(planned, wish.device)

    assert asked("#| timeout: 3600") == Ask("huoye-far", 0, 80)
    assert asked("#| device: cuda").gpus == 1
    assert asked("#| device: cuda\n#| gpus: 2").gpus == 2
    assert asked("#| echo: true", "cuda").gpus == 1
