"""The one place that knows how a repository's own settings make git run a program, and ends that.

A clone brings no .git/config, but an archive does, and so does a bare repository kept as files.
"""

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from huoye.disk.program import find_program, safe_path

OURS = ("local", "worktree")
"""scopes of settings that lie in the repository"""
PROGRAMS = re.compile(
    r"core\.(fsmonitor|sshcommand|gitproxy|askpass|editor|pager|hookspath|alternaterefscommand)"
    r"|credential\.(.*\.)?helper|filter\..*\.(clean|smudge|process|required)"
    r"|diff\.(external|.*\.(command|textconv))|merge\..*\.driver"
    r"|remote\..*\.(uploadpack|receivepack|vcs|promisor|proxy)|gpg\.(program|.*\.program)"
    r"|gpg\.ssh\.defaultkeycommand|sequence\.editor|interactive\.difffilter|trailer\..*"
    r"|extensions\.partialclone|fetch\.recursesubmodules|push\.(gpgsign|recursesubmodules)",
    re.IGNORECASE | re.DOTALL,
)
TRAVEL = re.compile(
    r"core\.(sshcommand|gitproxy|askpass|alternaterefscommand)|credential\.(.*\.)?helper"
    r"|remote\..*\.(uploadpack|receivepack|vcs|proxy)",
    re.IGNORECASE | re.DOTALL,
)
"""those that an author may well have chosen in order to reach his host"""
ALWAYS = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "safe.bareRepository": "explicit",
    "log.showSignature": "false",
    "gc.auto": "0",
    "maintenance.auto": "false",
}
PROTOCOLS = "file:git:http:https:ssh"
"""ways to a host that run nothing but git itself and ssh"""


class OldGit(Exception):  # noqa: N818 - a finding, told as a problem
    """git before 2.31 takes no settings from the environment: it cannot be held back."""


def reading(repo: Path) -> dict[str, str]:
    """Variables under which git, asked in `repo`, starts no other program and reaches no host.

    Raises OldGit, as all of this module do.
    """
    return _variables({**dict.fromkeys(_named(repo, PROGRAMS), ""), **ALWAYS}) | {
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "PATH": safe_path(),
    }


def travelling(repo: Path) -> dict[str, str]:
    """Variables under which git reaches a host by the settings of `travels_by` and no other."""
    silenced = [name for name in _named(repo, PROGRAMS) if not TRAVEL.fullmatch(name)]
    return _variables({**dict.fromkeys(silenced, ""), **ALWAYS}) | {
        "GIT_ALLOW_PROTOCOL": PROTOCOLS,
        "PATH": safe_path(),
    }


def travels_by(repo: Path) -> tuple[str, ...]:
    """Names of the repository's own settings that name a program for the way to a host."""
    return tuple(dict.fromkeys(_named(repo, TRAVEL)))


def _variables(settings: Mapping[str, str]) -> dict[str, str]:
    """The settings as git takes them from the environment: a name may hold any character there."""
    given = os.environ.get("GIT_CONFIG_COUNT", "")
    first = int(given) if given.isdecimal() else 0
    pairs = list(enumerate(settings.items(), first))
    return {
        "GIT_CONFIG_COUNT": str(first + len(pairs)),
        **{f"GIT_CONFIG_KEY_{n}": name for n, (name, _) in pairs},
        **{f"GIT_CONFIG_VALUE_{n}": value for n, (_, value) in pairs},
    }


def _named(repo: Path, which: re.Pattern[str]) -> list[str]:
    """Names of the repository's own settings that match; listing them runs nothing."""
    program = find_program("git")
    if program is None:
        return []
    listing = [program, "--no-pager", "config", "--list", "--includes", "--show-scope", "-z"]
    said = subprocess.run(
        listing, cwd=repo, env={**os.environ, **_variables(ALWAYS)}, capture_output=True,
        check=False,
    )  # fmt: skip
    parts = said.stdout.decode("utf-8", "surrogateescape").split("\0")
    names = (part.partition("\n")[0] for part in parts[1::2])
    named = list(zip(parts[::2], names, strict=False))
    if ("command", "core.hookspath") not in named:
        raise OldGit
    return [name for scope, name in named if scope in OURS and which.fullmatch(name)]
