"""A post run on a box by a real ssh, and what may break meanwhile."""

import os
import platform
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from tests.remote.conftest import Server, alive, children
from tests.remote.sites import Site
from tests.support import NOW

from huoye.model.event import Event, silent
from huoye.model.halt import Halt
from huoye.remote.box import Ends, run_on_box
from huoye.remote.errand import Errand
from huoye.remote.place import Box, place_of
from huoye.run.job import PostResult
from huoye.site.opened import open_site
from huoye.site.running import RunWish

WAIT = """\
with open({ran!r}, "a") as ran: ran.write("x")
while not pathlib.Path({go!r}).exists(): time.sleep(0.05)"""


def until(seen: Callable[[], object], seconds: float = 60) -> None:
    """Wait for something to be so."""
    limit = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < limit, "it never came"
        time.sleep(0.05)


class Held:
    """A second cell that waits for `go`, and notes each time it is run."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.ran, self.gate = folder / "ran", folder / "go"
        site.post(WAIT.format(ran=str(self.ran), go=str(self.gate)))

    @property
    def times(self) -> int:
        """How often it was begun."""
        return self.ran.stat().st_size if self.ran.exists() else 0

    def go(self) -> None:
        """It may end."""
        self.gate.touch()


@pytest.fixture
def held(site: Site, tmp_path: Path) -> Held:
    return Held(site, tmp_path)


def test_results_come_home_as_from_here_and_only_what_is_needed_goes(
    site: Site, box: Server
) -> None:
    site.post('print(len(open("large.big").read()))')
    site.post(name="other")
    site.write("posts/far/large.big", "12345")
    site.write("posts/far/.env", "PASSWORD=1")
    site.write("code/new.big", "ignored")
    (site.root / "code" / "out").symlink_to("/etc/hostname")
    text = (site.root / "posts/far/index.md").read_text()
    site.write(
        "posts/far/index.md", text.replace("tbl-second\n", "tbl-second\n#| inputs: large.big\n")
    )
    site.git("add", "code/helper.py", "posts/far/index.md")
    site.git("commit", "-qm", "second")

    said = site.huoye("run", "far", "--on", box.place, "--yes")
    assert (said.returncode, said.stderr) == (0, "")
    assert "tbl-first  ran" in said.stdout and "tbl-second  ran" in said.stdout
    assert site.states() == ["fresh", "fresh"]
    card = site.record("tbl-first").card
    assert str(card["commit"]) and card["device"] in ("cpu", "cuda")
    for path in site.frozen.iterdir():
        content = path.read_bytes()
        assert platform.node().encode() not in content and str(box.home).encode() not in content
    there = box.slot / "site"
    sent = {p.relative_to(there).as_posix() for p in there.rglob("*") if p.is_file()}
    assert {n for n in sent if not n.startswith((".huoye/", "posts/far/frozen/"))} == {
        "huoye.toml", "code/helper.py", "posts/far/index.md", "posts/far/data.txt",
        "posts/far/large.big",
    }  # fmt: skip
    before = {p.name: p.read_bytes() for p in site.frozen.iterdir()}
    again = site.huoye("run", "far", "--on", box.place, "--yes", "--force")
    assert (again.returncode, again.stderr) == (0, "")
    assert {p.name: p.read_bytes() for p in site.frozen.iterdir()} == before


def test_a_cell_that_raises_there_is_told_as_if_it_had_raised_here(site: Site, box: Server) -> None:
    site.post("1 / 0")
    said = site.huoye("run", "far", "--on", box.place, "--yes")
    assert said.returncode == 1
    assert "tbl-first  ran" in said.stdout and "tbl-second  FAILED" in said.stdout
    assert "HY602 posts/far/index.md:17  " in said.stderr and "ZeroDivisionError" in said.stderr
    assert site.states() == ["fresh", "never"]
    trace = (site.root / ".huoye/failed/far/tbl-second.json").read_text()
    assert "ZeroDivisionError" in trace and str(box.home) not in trace
    site.post("pass")
    assert site.huoye("run", "far", "--on", box.place, "--yes").returncode == 0
    assert not (site.root / ".huoye/failed/far/tbl-second.json").exists()


def test_a_run_outlives_its_connection_and_whoever_sent_it(
    site: Site, box: Server, held: Held
) -> None:
    first = site.begin("run", "far", "--on", box.place, "--yes")
    until(lambda: held.times == 1)
    until((site.frozen / "tbl-first.json").exists)
    box.cut()
    time.sleep(0.5)
    assert first.poll() is None, "it connects anew"
    os.kill(first.pid, signal.SIGKILL)
    first.communicate()
    second = site.begin("run", "far", "--on", box.place, "--yes")
    third_line = second.stderr
    assert third_line is not None and "HY667" in third_line.readline()
    refused = site.huoye("run", "far", "--on", box.place, "--yes")
    assert refused.returncode == 2 and "HY088" in refused.stderr
    held.go()
    out, _ = second.communicate(timeout=60)
    assert second.returncode == 0 and "tbl-second  ran" in out
    assert site.states() == ["fresh", "fresh"] and held.times == 1
    until(lambda: not alive(box.home), 10)


def test_a_run_that_is_killed_there_is_begun_again_and_takes_up_what_was_done(
    site: Site, box: Server, held: Held
) -> None:
    sent = site.begin("run", "far", "--on", box.place, "--yes")
    until(lambda: held.times == 1)
    os.kill(int((box.slot / "pid").read_text()), signal.SIGKILL)
    until(lambda: held.times == 2)
    held.go()
    out, err = sent.communicate(timeout=60)
    assert (sent.returncode, err) == (0, "")
    assert "tbl-first  replayed" in out and "tbl-second  ran" in out
    assert site.states() == ["fresh", "fresh"]
    until(lambda: not alive(box.home), 10)


def test_ctrl_c_leaves_the_run_and_end_ends_it(site: Site, box: Server, held: Held) -> None:
    sent = site.begin("run", "far", "--on", box.place, "--yes")
    until(lambda: held.times == 1)
    os.killpg(sent.pid, signal.SIGINT)
    _, err = sent.communicate(timeout=30)
    assert sent.returncode == 1 and "HY665" in err
    assert alive(box.home)
    looking = site.begin("run", "far", "--on", box.place, "--yes")
    assert looking.stderr is not None and "HY667" in looking.stderr.readline()
    ended = site.huoye("run", "far", "--on", box.place, "--end")
    assert (ended.returncode, ended.stdout[:5]) == (0, "ended")
    _, err = looking.communicate(timeout=60)
    assert looking.returncode == 1 and "HY668" in err
    until(lambda: not alive(box.home), 10)
    assert "nothing runs" in site.huoye("run", "--on", box.place, "--end").stdout
    held.go()
    rest = site.huoye("run", "far", "--on", box.place, "--yes")
    assert rest.returncode == 0 and site.states() == ["fresh", "fresh"]


def test_a_box_that_stays_away_is_given_up_and_found_again(
    site: Site, box: Server, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huoye.remote.box.PAUSES", (0.1, 0.1))
    wish = RunWish("quick", "auto", False, NOW.date())

    def run(seen: Callable[[Event], None]) -> list[PostResult]:
        place, ends = place_of(box.place), Ends(seen, lambda said: None)
        assert isinstance(place, Box)
        return list(run_on_box(Errand(open_site(site.root), ["far"], wish), place, ends))

    def leave(event: Event) -> None:
        if "tbl-second" in event.subject and box.daemon.poll() is None:
            box.stop()

    with pytest.raises(Halt) as halt:
        run(leave)
    assert [p.code for p in halt.value.problems] == ["HY664"]
    assert alive(box.home)
    held.go()
    box.start()
    (result,) = run(silent)
    assert [o.fate for o in result.outcomes] == ["ran", "ran"] and held.times == 1
    assert site.states() == ["fresh", "fresh"]


def test_a_result_of_a_post_that_was_edited_meanwhile_is_dropped(
    site: Site, box: Server, held: Held
) -> None:
    sent = site.begin("run", "far", "--on", box.place, "--yes")
    until(lambda: held.times == 1)
    site.write("code/helper.py", "def one(text):\n    return -float(text)\n")
    held.go()
    _, err = sent.communicate(timeout=60)
    assert sent.returncode == 1
    assert "HY661" in err and "code/helper.py changed" in err
    assert not (site.frozen / "tbl-second.json").exists()


def test_a_box_that_is_not_ready_is_told_with_how_to_set_it_up(site: Site, box: Server) -> None:
    lacking = site.huoye("run", "--on", f"ssh:box:{box.folder}/nowhere", "--yes")
    assert lacking.returncode == 2
    assert "HY084" in lacking.stderr and "-m venv" in lacking.stderr
    older = box.home / ".venv/bin/huoye"
    older.write_text('#!/bin/sh\necho \'{"version": "0.0.1"}\'\n')
    other = site.huoye("run", "--on", box.place, "--yes")
    assert other.returncode == 2 and "HY085" in other.stderr and "0.0.1" in other.stderr
    assert not children(box.daemon.pid)
    box.stop()
    gone = site.huoye("run", "--on", box.place, "--yes")
    assert gone.returncode == 2 and "HY087" in gone.stderr
    assert site.states() == ["never", "never"]


@pytest.mark.long(reason="kills sender, connection and runner at twelve moments of a run")
def test_whatever_is_killed_and_when_the_next_command_ends_well(site: Site, box: Server) -> None:
    site.post("time.sleep(1.5)")
    for moment in range(12):
        sent = site.begin("run", "far", "--on", box.place, "--yes")
        time.sleep(0.3 + 0.4 * moment)
        if moment % 3 == 1:
            box.cut()
        elif moment % 3 == 2 and (pids := list(box.home.glob("jobs/*/pid"))):
            with suppress(OSError, ValueError):
                os.kill(int(pids[0].read_text()), signal.SIGKILL)
        sent.kill()
        sent.communicate()
        if site.states() == ["fresh", "fresh"]:
            for path in site.frozen.iterdir():
                path.unlink()
    said = site.huoye("run", "far", "--on", box.place, "--yes")
    assert said.returncode == 0, said.stderr
    assert site.states() == ["fresh", "fresh"]
    until(lambda: not alive(box.home), 10)
    assert {path.name for path in site.frozen.iterdir()} == {"tbl-first.json", "tbl-second.json"}
    assert {p.name for p in box.slot.iterdir()} == {"job.json", "lock", "log", "pid", "site"}
