"""huoye run for `serve --run`: python -m huoye.cli.again POST, ends with the one who started it."""

import os
import signal
import sys
import threading

from huoye.cli.main import main


def _outlive_nobody() -> None:
    """The starter holds the other end of standard input: when it dies, however, this run ends."""
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGINT)


if __name__ == "__main__":
    # a shell's background job ignores the signal, and its children would too
    signal.signal(signal.SIGINT, signal.default_int_handler)
    threading.Thread(target=_outlive_nobody, daemon=True).start()
    sys.argv[1:] = ["run", "--", *sys.argv[1:]]
    main()
