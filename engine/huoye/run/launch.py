"""A kernel's command to a kernel under guard, started from nothing: the one place that does.

The other way is a fork of what is loaded already, see forkserver.py.
"""

import socket
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from huoye.run.child import keeper
from huoye.run.leash import Leash

START = 60.0
"""seconds a kernel's process may take to be there"""
LAUNCHER = (sys.executable, "-P", "-m", "ipykernel_launcher")
"""-P: nothing in the post's folder may stand in for a module of the kernel"""


@dataclass(frozen=True, slots=True)
class Start:
    """What a kernel is started with."""

    arguments: Sequence[str]
    """for ipykernel: the connection file and settings"""
    cwd: Path
    env: Mapping[str, str]
    """the whole environment"""
    held: Sequence[int] = ()
    """descriptors that the keeper holds until no process of the kernel is left"""


Launch = Callable[[Start], Leash]
"""Raises OSError where nothing could be started."""


def launch_cold(start: Start) -> Leash:
    """A new interpreter behind a keeper; returns when the kernel's process runs."""
    ours, theirs = socket.socketpair()
    numbers = ",".join(map(str, start.held)) or "-"
    with theirs:
        guard = [sys.executable, "-I", "-S", keeper.__file__, str(theirs.fileno()), numbers, "--"]
        process = subprocess.Popen(
            [*guard, *LAUNCHER, *start.arguments],
            cwd=start.cwd,
            env=dict(start.env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(theirs.fileno(), *start.held),
        )
    leash = Leash(ours, process.wait)
    if not leash.started(START):
        leash.close()
        raise OSError("the kernel's keeper did not start")
    return leash
