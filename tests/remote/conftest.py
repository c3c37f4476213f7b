"""A box on loopback: a real sshd of this user's, whose home is a folder of the test."""

import getpass
import os
import shlex
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.remote.sites import FIGURE, HUOYE, Site, make_site

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
NEEDED = {"sshd": SSHD, "ssh": shutil.which("ssh"), "ssh-keygen": shutil.which("ssh-keygen"),
          "rsync": shutil.which("rsync")}  # fmt: skip
LACKING = [name for name, place in NEEDED.items() if place is None]


@dataclass
class Server:
    """A machine that is reached by ssh, and what is known of it here."""

    folder: Path
    port: int
    home: Path
    daemon: subprocess.Popen[bytes] = field(init=False)

    @property
    def place(self) -> str:
        """For --on; the folder's name has a blank and a quote."""
        return f"ssh:box:{self.home}"

    @property
    def slot(self) -> Path:
        """Where the one site's runs lie there."""
        (found,) = (self.home / "jobs").iterdir()
        return found

    def start(self) -> None:
        """The daemon; what it forks ends with `stop`."""
        assert SSHD is not None
        log = self.folder / "sshd.log"
        self.daemon = subprocess.Popen(
            [SSHD, "-D", "-E", str(log), "-f", str(self.folder / "sshd_config")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError(log.read_text())

    def connections(self) -> list[int]:
        """Processes that serve a connection."""
        return children(self.daemon.pid)

    def cut(self) -> None:
        """Every connection ends; what runs there does not."""
        for pid in self.connections():
            os.kill(pid, signal.SIGKILL)

    def stop(self) -> None:
        """No new connection, and none of the old."""
        self.cut()
        self.daemon.kill()
        self.daemon.wait()


def children(pid: int) -> list[int]:
    """Of a process, at this moment."""
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text().split()] if path.exists() else []


def alive(folder: Path) -> list[str]:
    """Processes that work in a folder, or name it."""
    found: list[str] = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            with suppress(OSError):
                said = (entry / "cmdline").read_bytes().decode("utf-8", "replace")
                if str(folder) in said or str(folder) in os.readlink(entry / "cwd"):
                    found.append(said.replace("\0", " "))
    return found


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys of host and user, and a free port."""
    if LACKING:
        pytest.skip(f"not installed: {', '.join(LACKING)}")
    folder = tmp_path_factory.mktemp("keys")
    folder.chmod(0o700)
    for name in ("host", "user"):
        argv = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(folder / name)]
        subprocess.run(argv, check=True)
    shutil.copy(folder / "user.pub", folder / "authorized")
    return folder


@pytest.fixture
def box(keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A box with huoye in its folder; `ssh box` here leads to it, by a configuration of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path / "ssh"
    folder.mkdir(mode=0o700)
    home = tmp_path / "far' away"
    (home / ".venv" / "bin").mkdir(parents=True)
    huoye = home / ".venv" / "bin" / "huoye"
    huoye.write_text(f'#!/bin/sh\nexec {shlex.join(HUOYE)} "$@"\n')
    huoye.chmod(0o755)
    (folder / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {keys}/host\nUsePAM no\n"
        f"AuthorizedKeysFile {keys}/authorized\nStrictModes no\nPasswordAuthentication no\n"
        f"PidFile {folder}/sshd.pid\nPermitRootLogin yes\n"
    )
    host = (keys / "host.pub").read_text()
    (folder / "known").write_text(f"[127.0.0.1]:{port} {host}")
    (folder / "config").write_text(
        f"Host box\n HostName 127.0.0.1\n Port {port}\n User {getpass.getuser()}\n"
        f" IdentityFile {keys}/user\n IdentitiesOnly yes\n UserKnownHostsFile {folder}/known\n"
    )
    monkeypatch.setenv("HUOYE_SSH", shlex.join(["ssh", "-F", str(folder / "config")]))
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    server = Server(folder, port, home)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def site(tmp_path: Path, request: pytest.FixtureRequest) -> Site:
    """One post of two cells, in git."""
    return make_site(tmp_path / "site")


@pytest.fixture(scope="session")
def handed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A site whose post was run once, and the folder that it filled."""
    folder = tmp_path_factory.mktemp("into")
    site = make_site(folder / "site")
    site.post(FIGURE)
    said = site.huoye("run", "far", "--yes", "--into", str(folder / "out"))
    assert said.returncode == 0, said.stderr
    return site.root, folder / "out"


@pytest.fixture
def out(handed: tuple[Path, Path], tmp_path: Path) -> Path:
    """A copy of that folder."""
    return shutil.copytree(handed[1], tmp_path / "out")


@pytest.fixture
def asker(handed: tuple[Path, Path], tmp_path: Path) -> Site:
    """The same site on the machine that asked: nothing is run there."""
    without = shutil.ignore_patterns("frozen", ".huoye")
    return Site(shutil.copytree(handed[0], tmp_path / "asker", ignore=without))
