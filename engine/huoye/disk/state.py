"""The one place where this user's own state lies: private to the user, never in a site."""

import json
import os
import secrets
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

NAME = "huoye"


def state_folder() -> Path:
    """Where a program of this user keeps what it remembers, by the rules of the platform.

    Raises RuntimeError where the user has no home.
    """
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        return Path(local) / NAME if local else Path.home() / "AppData" / "Local" / NAME
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / NAME
    # a relative one is to be ignored, says the specification
    chosen = os.environ.get("XDG_STATE_HOME", "")
    base = Path(chosen) if os.path.isabs(chosen) else Path.home() / ".local" / "state"
    return base / NAME


def read_state(name: str) -> Mapping[str, object]:
    """What `write_state` wrote; empty where there is nothing that only this user could write."""
    try:
        path = state_folder() / name
        if hasattr(os, "getuid"):
            about = path.stat()
            if about.st_uid != os.getuid() or about.st_mode & 0o022:
                return {}
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RuntimeError):
        return {}
    return data if isinstance(data, dict) else {}


def write_state(name: str, data: Mapping[str, object]) -> None:
    """Replace a file of the state as a whole: readable by this user alone. Raises OSError."""
    folder = state_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    making = folder / f".{secrets.token_hex(8)}.tmp"
    handle = os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="surrogateescape") as file:
            json.dump(data, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.replace(making, folder / name)
    except BaseException:
        with suppress(OSError):
            making.unlink(missing_ok=True)
        raise
