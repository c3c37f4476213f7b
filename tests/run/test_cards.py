"""Cards are counted, taken by one process at a time, and free when it is gone."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.run.cards import forget_cards, say_cards

from huoye.run import cards
from huoye.run.cards import VISIBLE, take

HOLDER = """\
import sys, time
from pathlib import Path
from huoye.run import cards
cards.PLACE = Path(sys.argv[1])
print(cards.take(int(sys.argv[2])).env["CUDA_VISIBLE_DEVICES"], flush=True)
time.sleep(300)
"""


@pytest.fixture(autouse=True)
def three(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    say_cards(tmp_path, 3, monkeypatch)
    yield
    forget_cards()


def shown(count: int) -> str | None:
    """What a kernel that is given so many cards would see; they are let go at once."""
    lease = take(count)
    if lease is None:
        return None
    lease.close()
    return lease.env[VISIBLE]


def test_the_first_free_cards_are_taken_and_given_back() -> None:
    assert [card.visible for card in cards.cards()] == ["0", "1", "2"]
    one = take(1)
    assert one is not None
    assert dict(one.env) == {VISIBLE: "0", "CUDA_DEVICE_ORDER": "PCI_BUS_ID"}
    assert shown(1) == "1" and shown(2) == "1,2"
    one.close()
    assert shown(1) == "0"


def test_who_waits_for_several_holds_none() -> None:
    two = take(2)
    assert two is not None
    assert take(2) is None
    assert shown(1) == "2", "the third was not kept for the one that waits"
    two.close()
    assert shown(3) == "0,1,2"


def test_a_descriptor_that_was_handed_on_keeps_the_card() -> None:
    lease = take(3)
    assert lease is not None
    keeper = os.dup(lease.held[0])
    lease.close()
    assert shown(3) is None
    assert shown(2) == "1,2"
    os.close(keeper)
    assert shown(3) == "0,1,2"


def test_cards_are_free_when_their_process_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path), "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "0,1\n"
        assert take(2) is None and shown(1) == "2"
        holder.send_signal(signal.SIGKILL)
    assert shown(3) == "0,1,2"


def test_locks_lie_in_a_private_folder_and_name_no_card(tmp_path: Path) -> None:
    assert shown(3) is not None
    folder = tmp_path / f"huoye-{os.getuid()}"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    names = [path.name for path in folder.iterdir()]
    assert len(names) == 3 and not any("feed" in name for name in names)
    folder.chmod(0o777)
    assert shown(1) == "0"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_that_somebody_put_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "else").mkdir()
    (tmp_path / f"huoye-{os.getuid()}").symlink_to(tmp_path / "else")
    with pytest.raises(PermissionError):
        take(1)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("", []),
        ("-1", []),
        ("2,0", ["2", "0"]),
        ("1,7,0", ["1"]),
        ("1,1", ["1"]),
        ("GPU-00000002", ["2"]),
        ("MIG-1234", ["MIG-1234"]),
    ],
)
def test_cards_that_are_hidden_from_this_process_stay_so(
    said: str, left: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VISIBLE, said)
    forget_cards()
    assert [card.visible for card in cards.cards()] == left


@pytest.mark.parametrize("answer", ["exit 9", "echo No devices were found", "echo"])
def test_a_driver_that_does_not_answer_has_no_card(tmp_path: Path, answer: str) -> None:
    (tmp_path / "bin" / "nvidia-smi").write_text(f"#!/bin/sh\n{answer}\n")
    forget_cards()
    assert cards.cards() == ()
