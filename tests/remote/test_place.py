"""Where `--on` leads, what travels there, and how Slurm is asked."""

import shlex
from pathlib import Path

import pytest

from huoye.model.halt import Halt
from huoye.remote.cluster import Ask, scheduler
from huoye.remote.parcel import parcel
from huoye.remote.place import Box, Cluster, place_of
from huoye.remote.ssh import Line


@pytest.mark.parametrize(("text", "place"), [
    ("ssh:gpubox", Box("gpubox", "huoye")),
    ("ssh:me@gpu.example.org:/data/my blog", Box("me@gpu.example.org", "/data/my blog")),
    ("ssh:gpubox:~/blog/", Box("gpubox", "blog")),
    ("ssh:[::1]:x", Box("[::1]", "x")),
    ("slurm", Cluster("slurm", "")),
    ("slurm:gpu", Cluster("slurm", "gpu")),
])  # fmt: skip
def test_places(text: str, place: object) -> None:
    assert place_of(text) == place


@pytest.mark.parametrize("text", [
    "ssh:", "ssh:-oProxyCommand=x", "ssh:a b", "ssh:box:-x", "ssh:box:a\nb", "ssh:@", "slurm:a b",
    "gpubox", "ssh:-v:x", "ssh:box:~other/x", "ssh:me@-oProxyCommand=x",
    "ssh:me@", "ssh:a/b", "", "ssh::x",
])  # fmt: skip
def test_what_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(Halt) as halt:
        place_of(text)
    assert [p.code for p in halt.value.problems] == ["HY080"]


def test_the_folder_reaches_the_shell_there_as_one_word() -> None:
    odd = "a'b; $(touch x) \\ ü"
    *_, dashes, host, said = Line(Box("[::1]", odd), "n")._remote("hello")
    assert (dashes, host) == ("--", "::1")
    assert shlex.split(said)[3:] == ["sh", odd, "hello", "n"]


def test_what_travels() -> None:
    walked = [
        "huoye.toml", "code/a.py", "code/.env", "code/__pycache__/a.pyc", "code/id_ed25519",
        "posts/far/index.md", "posts/far/x.big", "posts/near/index.md", "data/a.csv", ".git/config",
        "data/cert.pem", "posts/farther/index.md", "code/.venv/x.py", "data/tokens.txt", "data/public/d.csv",
    ]  # fmt: skip
    used = [
        "data/b.big",
        "data/public/c.csv",
        "code/.venv/y.py",
        "posts/near/points.csv",
        "../out",
        "/etc/passwd",
        "code/.env",
    ]
    found = parcel(walked, used, frozenset({"posts/far/x.big"}), {"posts/far"})
    assert found.files == (
        "code/a.py", "data/a.csv", "data/b.big", "data/public/c.csv", "data/tokens.txt", "huoye.toml",
        "posts/far/index.md", "posts/near/points.csv",
    )  # fmt: skip
    assert found.withheld == ("code/.env",)


def test_slurm_is_asked_for_partition_cards_and_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("submitit", reason="submitit is not installed")
    for name in ("srun", "sbatch"):
        program = tmp_path / name
        program.write_text(f'#!/bin/sh\ncp "$1" {tmp_path}/asked\necho "Submitted batch job 42"\n')
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    slurm = scheduler(Cluster("slurm", "gpu"), tmp_path / "jobs")
    job = slurm.submit(["huoye", "run"], Ask("huoye-far", 2, 80))
    assert job.job_id == "42"
    asked = (tmp_path / "asked").read_text().splitlines()
    wanted = {"partition=gpu", "gpus-per-node=2", "time=80", "job-name=huoye-far"}
    assert {f"#SBATCH --{line}" for line in wanted} <= set(asked)


def test_without_slurm_it_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Halt) as halt:
        scheduler(Cluster("slurm", ""), tmp_path / "jobs")
    assert [p.code for p in halt.value.problems] == ["HY083"]
