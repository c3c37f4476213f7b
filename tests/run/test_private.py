"""What a cell cannot see or offer: the author's variables, home and agents; no port is open."""

import json
import stat
import sys
from pathlib import Path

import pytest
from tests.run.sites import Post, cell, codes

HIDDEN = (
    "GITHUB_TOKEN", "HF_TOKEN", "OPENAI_API_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY",
    "AWS_PROFILE", "GOOGLE_APPLICATION_CREDENTIALS", "AZURE_CLIENT_SECRET", "KUBECONFIG",
    "DOCKER_HOST", "SSH_AUTH_SOCK", "SSH_AGENT_PID", "GPG_AGENT_INFO", "DBUS_SESSION_BUS_ADDRESS",
    "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "NETRC", "PGPASSWORD", "HTTPS_PROXY",
    "USER", "LOGNAME", "MAIL", "LD_PRELOAD_CANARY", "PYTHONSTARTUP", "NODE_OPTIONS", "CI",
)  # fmt: skip
LOOK = """\
import json, os, pathlib
from ipykernel.connect import get_connection_file

facts = json.load(open(get_connection_file()))

def inodes(pid):
    for fd in pathlib.Path(f"/proc/{pid}/fd").glob("*"):
        try:
            target = os.readlink(fd)
        except OSError:
            continue
        if target.startswith("socket:["):
            yield target[8:-1]

def listening():
    mine = {inode for pid in [os.getpid()] for inode in inodes(pid)}
    for table in ("tcp", "tcp6", "udp", "udp6"):
        for line in open(f"/proc/net/{table}").read().splitlines()[1:]:
            fields = line.split()
            if fields[9] in mine and (fields[3] == "0A" or table.startswith("udp")):
                yield f"{table} {fields[1]}"

def modes(path):
    for folder in (path, *path.parents):
        if folder.name.startswith("huoye-"):
            yield folder.stat().st_mode

json.dump({
    "environment": dict(os.environ),
    "home": sorted(os.listdir(os.path.expanduser("~"))),
    "transport": facts["transport"],
    "connection": list(modes(pathlib.Path(get_connection_file()))),
    "sockets": list(modes(pathlib.Path(facts["ip"]))),
    "listening": list(listening()),
}, open(TARGET, "w"))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_cell_sees_an_allow_list_and_no_port_is_open(
    post: Post, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = {name: f"canary-{number}" for number, name in enumerate(HIDDEN)}
    for name, value in {**secrets, "DECLARED": "seen", "SETTING": "seen too"}.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "home").mkdir()
    (tmp_path / "home/.netrc").write_text("machine example.org password canary")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    target = tmp_path / "seen.json"
    post.cells = [cell("c-look", LOOK.replace("TARGET", repr(str(target))), env="DECLARED")]
    assert codes(post.run(env=("SETTING",))) == []

    seen = json.loads(target.read_text())
    environment = seen["environment"]
    assert set(HIDDEN) & set(environment) == set()
    assert "canary" not in json.dumps(environment)
    assert (environment["DECLARED"], environment["SETTING"]) == ("seen", "seen too")
    assert environment["HOME"] != str(tmp_path / "home") and ".netrc" not in seen["home"]
    assert seen["transport"] == "ipc" and seen["listening"] == []
    for modes in (seen["connection"], seen["sockets"]):
        assert modes and all(stat.S_IMODE(mode) & 0o777 == 0o700 for mode in modes)


FORK = """\
import multiprocessing
def work():
    print("from a forked process", flush=True)
child = multiprocessing.get_context("fork").Process(target=work)
child.start()
child.join()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="forks")
def test_the_output_of_a_forked_process_is_still_heard(post: Post) -> None:
    post.cells = [cell("tbl-fork", FORK)]
    assert codes(post.run()) == []
    assert "from a forked process" in (post.frozen / "tbl-fork.json").read_text("utf-8")
