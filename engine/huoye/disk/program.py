"""The one place where a program is looked for: never in the folder that a command is called in."""

import os
import shutil


def find_program(name: str) -> str | None:
    """Path of a program, from the absolute folders of PATH; None where none has it.

    An empty or relative folder on PATH means the folder of the moment: a site could bring its own
    `git` or `node` there. Windows would look in that folder first of all.
    """
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    for folder in filter(os.path.isabs, folders):
        # a path in the name: only then does Windows not look beside the author first
        if found := shutil.which(os.path.join(folder, name)):
            return found
    return None
