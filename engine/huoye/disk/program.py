"""The one place where a program is looked for: never in the folder that a command is called in."""

import os
import shutil


def find_program(name: str) -> str | None:
    """Path of a program, from the absolute folders of PATH; None where none has it.

    An empty or relative folder on PATH means the folder of the moment: a site could bring its own
    `git` or `node` there. Windows would look in that folder first of all.
    """
    endings = os.environ.get("PATHEXT", "").split(os.pathsep) if os.name == "nt" else [""]
    paths = (os.path.join(folder, name + end) for folder in _folders() for end in endings)
    # a path in the name: only then does Windows not look beside the author first
    return next(filter(None, map(shutil.which, paths)), None)


def safe_path() -> str:
    """PATH without such folders, for programs that look for further ones themselves."""
    return os.pathsep.join(_folders())


def _folders() -> list[str]:
    return [f for f in os.environ.get("PATH", os.defpath).split(os.pathsep) if os.path.isabs(f)]
