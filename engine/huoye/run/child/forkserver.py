"""A server that has loaded once what every kernel loads, and forks a kernel at each request.

usage: forkserver.py SOCKET LIBRARY…   (number of an inherited descriptor)

It stays single-threaded, makes no event loop and no message queue, computes nothing and never
touches a card: all of that would not survive a fork. A request is four bytes of length and JSON
(`arguments`, `cwd`, `env`, `held`) together with descriptors: the leash, the ready pipe, the held
ones. Between server and kernel stands a keeper of its own (keeper.py); at the end of the socket,
which is the driver's end, the server goes and leaves the kernels to their keepers.
"""

import array
import gc
import json
import os
import signal
import socket
import struct
import sys
import warnings
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

KERNEL = (
    "ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.zmqshell", "ipykernel.displayhook",
    "ipykernel.comm.comm", "ipykernel.debugger", "tornado.queues", "tornado.locks",
    "IPython.core.completerlib", "IPython.core.magics",
    "IPython.core.oinspect", "IPython.core.debugger", "IPython.extensions.storemagic", "pdb",
    "IPython.utils.wildcard", "jedi", "sqlite3", "faulthandler", "tornado.platform.asyncio",
    "encodings.idna", "encodings.ascii", "encodings.latin_1", "huoye.run.child.start",
    "huoye.run.child.figure", "huoye.run.child.figdata",
)  # fmt: skip
"""what an ipykernel loads until its first cell has run, and what our session in it loads"""
MOST = 64
"""descriptors that one request may bring"""


def main(number: int, libraries: Sequence[str]) -> None:
    """Load, then serve until the driver is gone."""
    from huoye.run.child import hidden, keeper

    control = socket.socket(fileno=number)
    _load_kernel()
    modules = hidden.load_hidden(libraries)
    torch: Any = modules.get("torch")
    assert torch is None or not torch.cuda.is_initialized(), "a card does not survive a fork"
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the driver's to deal with
    signal.signal(signal.SIGCHLD, lambda *_: _bury(os.WNOHANG))
    warnings.filterwarnings("ignore", message=".*multi-threaded.*fork.*")
    gc.collect()
    gc.freeze()
    while True:
        request, descriptors = receive(control)
        if request is None:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _bury(0)
            os._exit(0)
        if os.fork() == 0:
            control.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            leash, ready, *held = descriptors
            hidden.hide(modules)
            keeper.guard(leash, held, partial(become, request, ready))
        for descriptor in descriptors:
            os.close(descriptor)


def _bury(options: int) -> None:
    """Wait for keepers that have ended, so that what they spent is on the driver's account."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, options)[0]:
            pass


def _load_kernel() -> None:
    """The debugger's 120 modules are for people who step through notebooks."""
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    for name in KERNEL:
        with suppress(ImportError):
            __import__(name)
    del sys.modules["debugpy"]


def receive(control: socket.socket) -> tuple[dict[str, Any] | None, list[int]]:
    """One request and its descriptors; (None, []) when the driver is gone."""
    numbers = array.array("i")
    space = socket.CMSG_SPACE(MOST * numbers.itemsize)
    try:
        head, extra, _, _ = control.recvmsg(4, space)
    except OSError:
        return None, []
    for level, kind, data in extra:
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
            numbers.frombytes(data[: len(data) - len(data) % numbers.itemsize])
    if len(head) < 4:
        return None, []
    (left,) = struct.unpack("!I", head)
    body = b""
    while len(body) < left:
        more = control.recv(left - len(body))
        if not more:
            return None, []
        body += more
    return json.loads(body), list(numbers)


def become(request: Mapping[str, Any], ready: int) -> NoReturn:
    """This process to the kernel that was asked for; `ready` hears when it listens."""
    from ipykernel.kernelapp import IPKernelApp

    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"])
    sys.argv = ["ipykernel_launcher", *request["arguments"]]
    app: Any = IPKernelApp.instance()
    app.initialize(request["arguments"])
    os.write(ready, b"R")
    os.close(ready)
    app.start()
    os._exit(0)  # without the interpreter's farewell: seconds, where torch is loaded


if __name__ == "__main__":
    sys.path.append(str(Path(__file__).parents[3]))
    main(int(sys.argv[1]), sys.argv[2:])
