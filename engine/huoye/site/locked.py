"""The lock files of a site to the versions they pin."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

TOML_LOCKS = ("uv.lock", "pylock.toml", "poetry.lock", "pdm.lock")
TEXT_LOCKS = ("locks/*.txt", "requirements*.txt")
PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[^]]*\])?\s*==\s*([^\s;#\\]+)", re.MULTILINE)


def locked_versions(root: Path) -> dict[str, str]:
    """Package in its normal spelling → version; the first lock file that pins it counts."""
    found: dict[str, str] = {}
    for name, version in (*_toml(root), *_text(root)):
        found.setdefault(normal(name), version)
    return found


def normal(name: str) -> str:
    """The one spelling of a package's name: scikit_learn and Scikit-Learn are scikit-learn."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _toml(root: Path) -> Iterator[tuple[str, str]]:
    for name in TOML_LOCKS:
        try:
            data = tomllib.loads((root / name).read_text("utf-8"))
        except (OSError, ValueError):
            continue
        packages = data.get("package", data.get("packages", []))
        for entry in packages if isinstance(packages, list) else []:
            if isinstance(entry, dict) and "name" in entry and "version" in entry:
                yield str(entry["name"]), str(entry["version"])


def _text(root: Path) -> Iterator[tuple[str, str]]:
    for pattern in TEXT_LOCKS:
        for path in sorted(root.glob(pattern)):
            for match in PIN.finditer(path.read_text("utf-8", "replace")):
                yield match[1], match[2]
