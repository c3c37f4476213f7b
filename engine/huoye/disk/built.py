"""From an output folder to the files that the last build put there: what may be published."""

from pathlib import Path

from huoye.disk.manifest import read_manifest
from huoye.disk.paths import OutsideError, inside
from huoye.model.halt import Halt
from huoye.model.problem import problem
from huoye.text.digest import sha


def read_built(out: Path) -> dict[str, bytes]:
    """Posix path → bytes of each file that huoye wrote; nothing else that lies there.

    Raises Halt HY758 where no build finished, or a file was changed or lost since: a site is
    published whole or not at all.
    """
    manifest = read_manifest(out)
    if manifest is None:
        raise Halt(problem("HY758", folder=out, file=""))
    files = {}
    for path, entry in manifest.items():
        try:
            content = inside(out, path).read_bytes()
        except (OSError, OutsideError) as error:
            raise Halt(problem("HY758", folder=out, file=path)) from error
        # two digests: a build that was killed may have left the old page or the new one
        if [sha(content)] != list(entry.digests):
            raise Halt(problem("HY758", folder=out, file=path))
        files[path] = content
    return files
