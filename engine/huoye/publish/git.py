"""From a built site to one commit on a branch; the author's work tree, index and branches rest."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from huoye.disk.paths import within
from huoye.model.config import PublishConfig
from huoye.model.halt import Halt
from huoye.model.problem import problem
from huoye.publish.command import GitError, git, scrub
from huoye.publish.plan import Plan, blob_id, compare, without_deletions
from huoye.publish.stream import MARK, commit_stream

DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}", re.IGNORECASE)
PASSWORD = re.compile(r"//[^/@\s]*:[^/@\s]*@")
MAX_DELETES = 256
"""more deletions than this look like an accident and need `force`"""


@dataclass(frozen=True, slots=True)
class GitPlan:
    """What publishing would do; nothing on the host has changed yet."""

    repo: Path
    """the author's repository: its identity, its remotes, its credentials"""
    remote: str
    """name or address"""
    branch: str
    tip: str
    """commit that the branch is at, "" where there is none"""
    ours: bool
    """whether huoye made that commit, or there is none"""
    files: Mapping[str, bytes]
    """the whole tree to be published"""
    changes: Plan
    whole: bool = True
    """whether the branch will hold exactly `files`"""


def plan_git(
    tree: Mapping[str, bytes], config: PublishConfig, repo: Path, *, deletes: bool = True
) -> GitPlan:
    """Compare `tree` (posix path → bytes) with the branch; fetches, writes no branch.

    Without `deletes`, what the branch holds and the tree does not stays: the way to publish while
    a post cannot be rendered, whose address must not vanish.

    Raises Halt: settings (HY765), no repository (HY760), a branch of sources (HY766), git (HY763).
    """
    remote = config.repository or "origin"
    _check(config, remote, repo)
    try:
        tip = _fetch(repo, remote, config.branch)
        there = _listing(repo, tip) if tip else {}
        if "huoye.toml" in there:
            raise Halt(problem("HY766", branch=config.branch))
        files = _files(tree, config, repo, tip, there)
        ours = not tip or MARK in git(repo, "log", "-1", "--format=%B", tip).decode()
        names = _names(files, repo)
    except GitError as error:
        raise Halt(problem("HY763", remote=scrub(remote), reason=error)) from error
    changes = compare(names, there)
    changes = changes if deletes else without_deletions(changes)
    return GitPlan(repo, remote, config.branch, tip, ours, files, changes, deletes)


def published(plan: GitPlan, path: str) -> bytes:
    """What the host has at a path now; empty where there is nothing."""
    if path in plan.changes.add or not plan.tip:
        return b""
    try:
        return git(plan.repo, "cat-file", "blob", f"{plan.tip}:{path}")
    except GitError:
        return b""


def push_git(plan: GitPlan, message: str, *, force: bool = False) -> str:
    """Publish as one commit and give its id; "" where the host already holds the site.

    Raises Halt: no identity (HY761), the branch moved since (HY762), git (HY763); and, which
    `force` passes, many deletions (HY767) or the loss of what huoye did not publish (HY768). A
    branch that moved is never overwritten: plan again.
    """
    if plan.changes.empty:
        return ""
    if not force:
        _check_deletions(plan)
    identity = _identity(plan.repo)
    try:
        commit = _commit(plan, message, identity)
        _push(plan, commit)
    except GitError as error:
        raise Halt(problem("HY763", remote=scrub(plan.remote), reason=error)) from error
    return commit


def _check(config: PublishConfig, remote: str, repo: Path) -> None:
    """Settings reach git's command line: none may be an option, carry a password or leave a ref."""
    if remote.startswith("-") or "::" in remote or PASSWORD.search(remote):
        raise Halt(problem("HY765", key="repository", value=scrub(remote)))
    if config.cname and not DOMAIN.fullmatch(config.cname):
        raise Halt(problem("HY765", key="cname", value=config.cname))
    try:
        top = Path(os.fsdecode(git(repo, "rev-parse", "--show-toplevel")).rstrip("\r\n"))
        url = os.fsdecode(git(repo, "ls-remote", "--get-url", remote)).strip()
    except GitError as error:
        raise Halt(problem("HY760", folder=repo)) from error
    if _in_site(top, repo / url.removeprefix("file://")):
        raise Halt(problem("HY676", remote=scrub(remote)))
    if config.branch.startswith("-"):
        raise Halt(problem("HY765", key="branch", value=config.branch))
    try:
        git(repo, "check-ref-format", f"refs/heads/{config.branch}")
    except GitError as error:
        raise Halt(problem("HY765", key="branch", value=config.branch)) from error


def _in_site(top: Path, place: Path) -> bool:
    """Whether git would push to a repository that came with the site, and run its hooks."""
    spellings = (place, Path(f"{place}.git"))
    return any(path.exists() and within(top, path) for path in spellings)


def _ref(branch: str) -> str:
    return f"refs/huoye/publish/{branch}"


def _fetch(repo: Path, remote: str, branch: str) -> str:
    """Commit of the remote branch, brought here under a name of ours; "" where there is none."""
    if not git(repo, "ls-remote", remote, f"refs/heads/{branch}"):
        git(repo, "update-ref", "-d", _ref(branch))
        return ""
    spec = f"+refs/heads/{branch}:{_ref(branch)}"
    git(repo, "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", remote, spec)
    return git(repo, "rev-parse", _ref(branch)).decode().strip()


def _listing(repo: Path, tip: str) -> dict[str, str]:
    """Path → blob of every file of a commit."""
    rows = (
        git(repo, "ls-tree", "-r", "-z", "--full-tree", tip).decode("utf-8", "replace").split("\0")
    )
    pairs = (row.split("\t", 1) for row in rows if row)
    return {path: about.split(" ")[2] for about, path in pairs}


def _files(
    tree: Mapping[str, bytes], config: PublishConfig, repo: Path, tip: str, there: Mapping[str, str]
) -> dict[str, bytes]:
    """The tree with what a host of pages wants beside it."""
    for path in tree:
        if ".git" in path.casefold().split("/"):
            raise Halt(problem("HY757", file=path))
    files = {**tree, ".nojekyll": b""}
    if config.cname:
        files["CNAME"] = f"{config.cname}\n".encode()
    elif "CNAME" in there and "CNAME" not in files:
        # the host's own settings page writes it: deleting it would take the site off its domain
        files["CNAME"] = git(repo, "cat-file", "blob", f"{tip}:CNAME")
    return files


def _names(files: Mapping[str, bytes], repo: Path) -> dict[str, str]:
    form = git(repo, "rev-parse", "--show-object-format").decode().strip()
    assert form in ("sha1", "sha256"), "git knows no third"
    algorithm = cast(Literal["sha1", "sha256"], form)
    return {path: blob_id(data, algorithm) for path, data in files.items()}


def _check_deletions(plan: GitPlan) -> None:
    lost = plan.changes.delete
    if len(lost) > MAX_DELETES:
        raise Halt(problem("HY767", count=len(lost), limit=MAX_DELETES, branch=plan.branch))
    if lost and not plan.ours:
        raise Halt(problem("HY768", count=len(lost), branch=plan.branch, file=lost[0]))


def _identity(repo: Path) -> str:
    try:
        return git(repo, "var", "GIT_COMMITTER_IDENT").decode().strip()
    except GitError as error:
        raise Halt(problem("HY761")) from error


def _commit(plan: GitPlan, message: str, identity: str) -> str:
    ref = _ref(plan.branch)
    stream = commit_stream(plan.files, ref, plan.tip, identity, message, whole=plan.whole)
    git(plan.repo, "fast-import", "--quiet", "--force", data=stream)
    return git(plan.repo, "rev-parse", _ref(plan.branch)).decode().strip()


def _push(plan: GitPlan, commit: str) -> None:
    target = f"refs/heads/{plan.branch}"
    # the lease is a compare-and-swap: somebody else's commit since the plan is never overwritten
    lease = f"--force-with-lease={target}:{plan.tip}"
    try:
        git(plan.repo, "push", "--no-verify", "--quiet", lease, plan.remote, f"{commit}:{target}")
    except GitError as error:
        if "stale info" in str(error) or "rejected" in str(error):
            raise Halt(problem("HY762", branch=plan.branch)) from error
        raise
