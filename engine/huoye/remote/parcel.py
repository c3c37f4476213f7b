"""Paths of a site to those that travel with a run: no git, environments, secrets, other posts."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

NEVER = frozenset({".git", ".hg", ".huoye", ".venv", "__pycache__"})
"""folders of which nothing travels, used or not"""
LEFT = NEVER | frozenset({
    ".ipynb_checkpoints", ".mypy_cache", ".pytest_cache", ".ruff_cache",
    "node_modules", "public", "site-packages", "venv",
})  # fmt: skip
"""folders that are nobody's input"""
SECRET = re.compile(
    r"""\.env(\..*)?|\.netrc|\.npmrc|\.pypirc|\.git-credentials|\.htpasswd|\.ssh|\.aws|\.gnupg
    |id_(rsa|dsa|ecdsa|ed25519)(\..*)?|.*\.(pem|key|p12|pfx|jks|keystore|kdbx)
    |(credentials?|secrets?|token)(\.(json|ya?ml|toml|ini|cfg|conf|txt|env))?""",
    re.VERBOSE | re.IGNORECASE,
)
"""names under which keys and passwords lie"""
SOURCES = ("posts", "pages")


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a run needs of the site."""

    files: tuple[str, ...]
    """from the site's folder; one that ends in "/" is a folder to be made"""
    withheld: tuple[str, ...]
    """what cells use and yet stays here: its name is that of a secret"""


def parcel(
    walked: Iterable[str],
    used: Iterable[str],
    ignored: Collection[str],
    own: Collection[str],
) -> Parcel:
    """`walked` lie in folders that a run needs, `used` are inputs that were seen or declared.

    Files that git ignores travel only where they are used, or are results of the post itself. Of
    other posts only files that are used: `own` are the posts' folders.
    """
    seen = {path for path in used if path.rstrip("/") and _inner(path)}
    walked = [path for path in walked if not LEFT.intersection(PurePosixPath(path).parts)]
    near = {path for path in walked if not (path in ignored or _others(path, own))}
    sent = {path for path in seen | near if _travels(path)}
    return Parcel(tuple(sorted(sent)), tuple(sorted(path for path in seen if _secret(path))))


def _travels(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return _inner(path) and not NEVER.intersection(parts) and not _secret(path)


def _inner(path: str) -> bool:
    parts = PurePosixPath(path)
    return not parts.is_absolute() and ".." not in parts.parts and "\0" not in path


def _secret(path: str) -> bool:
    return any(SECRET.fullmatch(part) for part in PurePosixPath(path).parts)


def _others(path: str, own: Collection[str]) -> bool:
    """Whether a path lies in the folder of a post that is not run."""
    if PurePosixPath(path).parts[0] not in SOURCES:
        return False
    return not any(path.startswith(f"{folder}/") for folder in own)
