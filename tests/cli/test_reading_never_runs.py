"""Reading a stranger's site executes nothing of it, in whatever of three dozen ways it is asked to.

All traps lie in one site; every command that does not execute cells is called there as its own
process, the preview is looked at and edited; no canary may be there afterwards, and each is shown
to be one that would have fired.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from tests.cli.traps import SECRET, TRAPS, TRAVEL, WALK, Field, call, post
from tests.publish.repositories import git
from tests.site.samples import MODULE, flow_site
from tests.tiny import SETTINGS, Tiny

from huoye.model.halt import Halt
from huoye.theme.engine import Theme

HUOYE = (sys.executable, str(Path(sys.executable).with_name("huoye")))
PUBLISH = '[publish.pages]\nkind = "git"\nrepository = "origin"\n'
HOSTILE = """\
description = "{{ cycler.__init__.__globals__.os.system('x') }}"
footer = ["{{ 7 * 7 }}"]

[run]
env = ["LD_PRELOAD=/tmp/x.so", "PYTHONSTARTUP"]
font = "|touch x"

[math]
packages = []
"""
TEX = r"$\href{javascript:alert(1)}{x}$ $\unicode{x41}$ $\require{../../../../trap}$ $\style{x}{y}$"
READ = (
    ("check",), ("build",), ("build", "--drafts", "--future", "--strict"), ("status",),
    ("keep", "flow#fig-loss", "--because", "x", "--yes"), ("publish", "--dry-run", "--stale"),
    ("publish", "--stale", "--force"), ("run",), ("verify", "--changed-since", "HEAD"), ("verify",),
    ("trust", "--list"), ("diff", "HEAD"),
)  # fmt: skip


def plant(root: Path, host: Path, settings: str = "") -> None:
    """A site in a repository whose origin is a bare one beside it."""
    tiny = Tiny.make(root, root / "none", SETTINGS + settings)
    flow_site(tiny)
    git(root, "init", "--quiet", "-b", "main")
    git(root, "config", "user.name", "某人")
    git(root, "config", "user.email", "a@example.org")
    git(root, "remote", "add", "origin", str(host))
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "site")


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pytest.MonkeyPatch]:
    """A home of its own; PATH with an empty entry; node told to load a file of the site."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "PYTHONPATH", "CI"):
            patch.delenv(name, raising=False)
        yield patch


@pytest.fixture(scope="module")
def field(
    tmp_path_factory: pytest.TempPathFactory, surroundings: pytest.MonkeyPatch
) -> Iterator[Field]:
    """The site after every command has read it, and what each of them said."""
    folder = tmp_path_factory.mktemp("field")
    git(folder, "init", "--quiet", "--bare", "-b", "main", "host.git")
    (folder / "canaries").mkdir()
    made = Field(folder / "site", folder / "canaries")
    plant(made.root, folder / "host.git", HOSTILE + PUBLISH)
    for name, trap in TRAPS.items():
        trap.plant(made, name)
    made.write("posts/tex/index.md", post("tex", TEX))
    for name, text in (("fine", "$x^2$"), ("leak", "[泄](leak.txt)")):
        made.write(f"posts/{name}/index.md", post(name, text))
    (folder / "secret").write_text(SECRET)
    (made.root / "posts/leak/leak.txt").symlink_to(folder / "secret")
    made.write("posts/flow/frozen/quick/fig-apart.svg", "<svg onload='x'><script>1</script></svg>")
    said = [read(made, *words) for words in READ]
    said.append(preview(made))
    (folder / "said").write_text("\n".join(said))
    yield made


def environment(field: Field) -> dict[str, str]:
    return {
        **os.environ,
        "PATH": f":.:{os.environ['PATH']}",
        "NODE_OPTIONS": f"--require={field.root}/trap.js",
        "NODE_PATH": str(field.root / "node_modules"),
    }


def read(field: Field, *words: str) -> str:
    """One command as its own process, called in the site."""
    done = subprocess.run(
        [*HUOYE, *words], cwd=field.root, env=environment(field), capture_output=True,
        text=True, check=False, timeout=120, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return f"== {' '.join(words)} {done.returncode}\n{done.stdout}{done.stderr}"


def preview(field: Field) -> str:
    """The preview: every page looked at, a post saved, and looked at again."""
    command = [*HUOYE, "serve", "--port", "0"]
    with subprocess.Popen(
        command, cwd=field.root, env=environment(field), stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True, stdin=subprocess.DEVNULL,
    ) as server:  # fmt: skip
        assert server.stdout is not None
        line = server.stdout.readline()
        address = line.split()[1]
        seen = [page(address, name) for name in ("", "flow/", "cell/", "fine/", "tex/", "jinja/")]
        text = (field.root / "posts/flow/index.md").read_text()
        (field.root / "posts/flow/index.md").write_text(text + "\n改过。\n")
        assert server.stdout.readline().startswith("rebuilt")
        seen.append(page(address, "flow/"))
        server.send_signal(signal.SIGINT)
        server.wait(20)
    return "== serve\n" + "\n".join(seen)


def page(address: str, name: str) -> str:
    try:
        with urlopen(address + name, timeout=30) as answer:
            return str(answer.read().decode())
    except HTTPError as error:
        return f"{name} {error.code}"


@pytest.fixture(scope="module")
def said(field: Field) -> str:
    return (field.root.parent / "said").read_text()


def test_the_commands_did_their_work(field: Field, said: str) -> None:
    """Else it would be no wonder that nothing fired."""
    codes = {line.rpartition(" ")[0]: line[-1] for line in said.splitlines() if line[:3] == "== "}
    assert codes["== build"] == "1" and (field.root / "public/fine/index.html").exists(), said
    assert codes["== status"] == "1" and codes["== check"] == "1"
    assert codes["== keep flow#fig-loss --because x --yes"] == "1" and "HY623" in said
    assert codes["== run"] == "2" and codes["== verify"] == "2" and "HY672" in said
    assert "pushed" in said and git(field.root.parent / "host.git", "rev-parse", "gh-pages")
    preview = said[said.index("== serve") :]
    assert 'id="fig-loss"' in preview and "改过。" in preview
    assert "<svg" in page_of(field, "fine"), "formulas were typeset"


def page_of(field: Field, name: str, missing: str | None = None) -> str:
    path = field.root / f"public/{name}/index.html"
    return path.read_text("utf-8") if missing is None or path.exists() else missing


@pytest.mark.parametrize("name", TRAPS)
def test_nothing_fires(field: Field, said: str, name: str) -> None:
    assert not field.fired(name)


def test_what_a_browser_would_run_or_a_link_would_leak_is_not_in_the_pages(
    field: Field, said: str
) -> None:
    files = {p: p.read_text("utf-8", "replace") for p in (field.root / "public").rglob("*.html")}
    assert len(files) > 5
    for path, text in files.items():
        assert 'href="javascript:' not in text and "onload='x'" not in text, path
        assert "<script>1</script>" not in text and "49" not in text.partition("<footer")[2], path
    assert SECRET not in "".join(files.values()) + said
    assert not (field.root / "public/leak/leak.txt").exists()
    assert not (field.root / "public/evil/index.html").exists()


@pytest.mark.parametrize("name", TRAPS)
def test_each_trap_would_fire(tmp_path: Path, surroundings: pytest.MonkeyPatch, name: str) -> None:
    """The positive control: what huoye must not do, done by hand in a site with that trap alone."""
    git(tmp_path, "init", "--quiet", "--bare", "host.git")
    (tmp_path / "canaries").mkdir()
    alone = Field(tmp_path / "site", tmp_path / "canaries")
    plant(alone.root, tmp_path / "host.git")
    TRAPS[name].plant(alone, name)
    if name == "git-textconv":
        alone.write(".gitattributes", "*.md diff=a=b\n")
    with (alone.root / "posts/flow/index.md").open("a") as file:
        file.write("\n改。\n")
    assert not alone.fired(name), "planting is not springing"
    TRAPS[name].spring(alone, name)
    assert alone.fired(name)


@pytest.mark.parametrize("name", TRAVEL)
@pytest.mark.parametrize("trusted", [False, True])
def test_the_way_to_a_host_runs_only_what_a_trusted_repository_names(
    tmp_path: Path, surroundings: pytest.MonkeyPatch, name: str, trusted: bool
) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "host.git")
    (tmp_path / "canaries").mkdir()
    made = Field(tmp_path / "site", tmp_path / "canaries")
    plant(made.root, tmp_path / "host.git", PUBLISH)
    program = made.write("trap.sh", f"#!/bin/sh\n{made.shell(name)}\n", program=True)
    address, settings, spring = TRAVEL[name]

    def filled(text: str) -> str:
        text = text.replace("%HOST", str(tmp_path / "host.git")).replace("%FILE", str(program))
        return text.replace("%SH", f"sh {program} #")

    git(made.root, "remote", "set-url", "origin", filled(address))
    for key, value in settings:
        git(made.root, "config", filled(key), filled(value))
    if trusted:
        assert read(made, "trust").startswith("== trust 0")
    said = read(made, "publish", "--stale")
    may = trusted and name not in ("ext", "insteadOf", "credential.helper")
    assert made.fired(name) == may, said
    if not may and name != "credential.helper":
        assert ("HY763" if name in ("ext", "insteadOf") else "HY675") in said
    made.canary(name).unlink(missing_ok=True)
    call(made, *spring)
    assert made.fired(name), "the positive control"


def test_a_repository_inside_the_site_is_no_host(
    tmp_path: Path, surroundings: pytest.MonkeyPatch
) -> None:
    """Its hooks came with the clone."""
    (tmp_path / "canaries").mkdir()
    made = Field(tmp_path / "site", tmp_path / "canaries")
    plant(made.root, tmp_path, PUBLISH.replace('"origin"', '"mirror"'))
    git(made.root, "init", "--quiet", "--bare", "mirror.git")
    made.write("mirror.git/hooks/pre-receive", f"#!/bin/sh\n{made.shell('hook')}\n", program=True)
    assert "HY676" in read(made, "publish", "--stale")
    assert not made.fired("hook")
    call(made, "git", "push", "mirror.git", "HEAD:refs/heads/x")
    assert made.fired("hook"), "the positive control"


def test_a_folder_that_is_itself_a_repository_is_not_taken_for_one(
    tmp_path: Path, surroundings: pytest.MonkeyPatch
) -> None:
    """A bare repository travels in a clone as plain files; its settings name a program."""
    (tmp_path / "canaries").mkdir()
    made = Field(tmp_path / "site", tmp_path / "canaries")
    flow_site(Tiny.make(made.root, tmp_path / "none"))
    made.write(MODULE, "def sample(n):\n    return n\n")
    git(made.root, "init", "--quiet", "--bare", ".")
    git(made.root, "config", "core.bare", "false")
    git(made.root, "config", "core.worktree", str(made.root))
    git(made.root, "config", "user.name", "某人")
    git(made.root, "config", "user.email", "a@example.org")
    git(made.root, "add", "posts")
    git(made.root, "commit", "--quiet", "-m", "site")
    program = f"sh -c '{made.shell('bare')}' #"
    git(made.root, "config", "core.fsmonitor", program)
    read(made, "run"), read(made, "status"), read(made, "verify", "--changed-since", "HEAD")
    assert not made.fired("bare")
    call(made, "git", "status")
    assert made.fired("bare"), "the positive control"


EXPRESSIONS = (
    "{{ cycler.__init__.__globals__.os.system(\"%SH\") }}",
    "{{ lipsum.__globals__['os'].system(\"%SH\") }}",
    "{{ (cycler|attr('__init__')|attr('__globals__')).os.system(\"%SH\") }}",
    "{{ cycler['__init__']['__globals__']['os'].system(\"%SH\") }}",
    "{{ self.__init__.__globals__['__builtins__']['__import__']('os').system(\"%SH\") }}",
    "{{ joiner.__init__.__globals__.os.system(\"%SH\") }}",
    "{{ [cycler]|map(attribute='__init__.__globals__.os')|first }}{{ 1 }}",
    "{% set f = '{0.__class__}'.format %}{{ f(cycler) }}",
    "{{ title.__class__ }}",
    WALK,
)  # fmt: skip


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_a_template_reaches_nothing_but_what_it_is_given(tmp_path: Path, expression: str) -> None:
    canary = tmp_path / "canary"
    (tmp_path / "t.html").write_text(expression.replace("%SH", f"touch {canary}"))
    try:
        text = Theme([tmp_path]).render("t.html", {"title": "x"})
    except Halt as halt:
        assert halt.problems[0].code == "HY703"
    else:
        assert "module" not in text and "class" not in text
    assert not canary.exists()


def test_a_theme_of_the_site_is_in_the_sandbox_in_every_command(
    tmp_path: Path, surroundings: pytest.MonkeyPatch
) -> None:
    (tmp_path / "canaries").mkdir()
    made = Field(tmp_path / "site", tmp_path / "canaries")
    plant(made.root, tmp_path)
    for template in ("post.html", "list.html", "feed.xml", "404.html"):
        made.write(f"themes/default/{template}", EXPRESSIONS[0].replace("%SH", made.shell("theme")))
    for command in ("check", "build", "publish"):
        assert "HY703" in read(made, command) or command == "publish"
    assert not made.fired("theme")


LINKS = (
    ".huoye", ".huoye/formulas-1.txt", ".huoye/reads", ".huoye/good", ".huoye/titles.json", "public",
)  # fmt: skip


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("target", ["outside", "inside"])
def test_nothing_is_written_through_a_link_that_came_with_the_site(
    tmp_path: Path, surroundings: pytest.MonkeyPatch, link: str, target: str
) -> None:
    """A line that a cache adds to ~/.bashrc is executed by the next shell."""
    tiny = Tiny.make(tmp_path / "site", tmp_path / "none")
    flow_site(tiny)
    tiny.post("math", "$x^2$")
    place = (tmp_path if target == "outside" else tiny.root) / "home"
    (place / "autostart").mkdir(parents=True)
    (place / ".bashrc").write_text("mine\n")
    file = link.endswith((".txt", ".json"))
    (tiny.root / link).parent.mkdir(exist_ok=True)
    (tiny.root / link).symlink_to(place / (".bashrc" if file else ""), target_is_directory=not file)
    field = Field(tiny.root, tmp_path)
    said = read(field, "build")
    assert (place / ".bashrc").read_text() == "mine\n"
    if target == "outside":
        assert sorted(p.name for p in place.iterdir()) == [".bashrc", "autostart"]
        assert "HY677" in said


def test_a_log_of_reads_is_not_followed(tmp_path: Path, surroundings: pytest.MonkeyPatch) -> None:
    tiny = Tiny.make(tmp_path / "site", tmp_path / "none")
    flow_site(tiny)
    (tmp_path / ".bashrc").write_text("mine\n")
    (tiny.root / ".huoye/reads").mkdir(parents=True)
    (tiny.root / ".huoye/reads/log").symlink_to(tmp_path / ".bashrc")
    read(Field(tiny.root, tmp_path), "status")
    assert (tmp_path / ".bashrc").read_text() == "mine\n"


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ('[math]\npackages = ["../../../../trap"]\n', "HY312"),
        ('[math]\npackages = ["require"]\n', "HY312"),
        ('[site]\ntheme = "../trap"\n', "HY019"),
        ('[run]\nenv = ["LD_PRELOAD=/tmp/trap.so"]\n', ""),
        ('[site]\npermalink = "/{slug.__class__.__mro__}/"\n', "HY0"),
        ('[links]\nx = "https://example.org/{id.__class__}"\n', ""),
        (PUBLISH.replace('"origin"', '"ext::sh -c trap"'), "HY765"),
        (PUBLISH.replace('"origin"', '"--upload-pack=trap"'), "HY765"),
    ],
)
def test_no_setting_of_the_site_names_what_is_executed(
    tmp_path: Path, surroundings: pytest.MonkeyPatch, settings: str, code: str
) -> None:
    (tmp_path / "canaries").mkdir()
    made = Field(tmp_path / "site", tmp_path / "canaries")
    plant(made.root, tmp_path)
    TRAPS["node"].plant(made, "node")
    made.write("huoye.toml", settings)
    made.write("posts/fine/index.md", post("fine", "$x^2$ [a](x:1)"))
    said = read(made, "publish" if "publish" in settings else "build")
    assert code in said, said
    assert not made.fired("node") and "<class" not in said + page_of(made, "fine", missing="")
