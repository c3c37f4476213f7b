"""Nothing of the author's machine in what is stored."""

import getpass
import platform
from pathlib import Path

import pytest
from tests.run.sites import Post, cell, codes


def test_no_user_host_home_or_path_in_records(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "USER", "LOGNAME", "HOSTNAME", "SECRET_TOKEN", "PYTHONPATH"):
        monkeypatch.setenv(name, f"/home/canary-{name.lower()}")
    post.cells = [
        cell("env", "import os, sys\nprint(dict(os.environ), sys.path[0], os.getcwd())"),
        cell("warn", "import warnings\nwarnings.warn('careful')\nprint(object(), len)"),
        cell("tmp", "import tempfile, pathlib\nprint(tempfile.gettempdir(), pathlib.Path.home())"),
        cell("oops", "import json\njson.loads('{')", raises="ValueError"),
        cell("bad", f"open({str(post.root / 'none.txt')!r})"),
    ]
    assert codes(post.run()) == ["HY602"]
    kept = "".join(p.read_text("utf-8") for p in post.root.rglob("*.json") if p.parent.name != "p")
    failed = (post.root / ".huoye" / "failed" / "p" / "bad.json").read_text("utf-8")
    everything = kept + failed
    assert "careful" in everything and "<site>/none.txt" in failed
    for canary in (
        "canary", str(post.root), str(Path.home()), "ipykernel_", "/tmp/huoye",
    ):  # fmt: skip
        assert canary not in everything, canary
    if len(platform.node()) > 3:
        assert platform.node() not in everything
    if getpass.getuser() != "root":
        assert getpass.getuser() not in everything
