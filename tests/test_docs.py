"""What the documents say against the program: drawings, commands, samples, links.

The samples are the whole posts between fences of four backticks; that of the README is also run.
"""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import click
import pytest

from huoye.cli.main import huoye
from huoye.mark.celloptions import OPTIONS
from huoye.mark.frontmatter import SCHEMA
from huoye.site.cells import Bench
from huoye.site.choose import Wanted
from huoye.site.library import Library
from huoye.site.opened import Site, open_site
from huoye.site.running import RunWish, plan_runs, run_all
from tests.support import write_site
from tests.tiny import Tiny, told

ROOT = Path(__file__).parents[1]
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
GUIDE = ROOT / "docs" / "guide.md"
DOCUMENTS = (*READMES, ROOT / "CONTRIBUTING.md", ROOT / "locks" / "README.md",
             ROOT / "bench" / "README.md", *sorted((ROOT / "docs").glob("*.md")))  # fmt: skip

FENCE = re.compile(r"^(`{3,})(\w*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
LINK = re.compile(r"(?<!\\)\[[^\]]*(?<!\\)\]\(([^)\s]+)[^)]*\)")
HEADING = re.compile(r"^(#{1,6}) (.+)$", re.MULTILINE)


def fences(text: str) -> list[tuple[str, str]]:
    """(language, content) of each block of code."""
    return [(found[2], found[3]) for found in FENCE.finditer(text)]


def samples(path: Path) -> list[str]:
    """The whole posts that a document shows."""
    return [code for kind, code in fences(path.read_text("utf-8")) if kind == "markdown"]


def prose(path: Path) -> str:
    """A document without its blocks of code."""
    return FENCE.sub("", path.read_text("utf-8"))


def uncommented(shell: str) -> list[str]:
    """Lines without the comments, which are in the language of the document."""
    return [re.sub(r"\s+# .*$", "", line) for line in shell.splitlines()]


def structure(path: Path) -> tuple[list[int], list[tuple[str, list[str]]], int]:
    """Levels of the headings, blocks of code, number of rows in tables."""
    text = path.read_text("utf-8")
    levels = [len(found[1]) for found in HEADING.finditer(prose(path))]
    blocks = [(kind, uncommented(code)) for kind, code in fences(text)]
    return levels, blocks, sum(line.startswith("|") for line in prose(path).splitlines())


def commands(path: Path) -> list[list[str]]:
    """The words of each huoye command that a document names, in a span or a block of code."""
    text = path.read_text("utf-8")
    spans = [found[2].strip() for found in SPAN.finditer(FENCE.sub("", text))]
    lines = [line for kind, code in fences(text) if kind == "bash" for line in uncommented(code)]
    called = (part.strip() for text in (*spans, *lines) for part in text.split("&&"))
    return [part.split()[1:] for part in called if part.startswith("huoye ")]


def options(command: click.Command) -> set[str]:
    """Its options and those of the command line itself."""
    context = click.Context(command)
    found = {name for parameter in command.get_params(context) for name in parameter.opts}
    return found | set(context.help_option_names)


@pytest.mark.parametrize("drawer", ["draw_rooms.py", "draw_guide.py", "draw_dialect.py"])
def test_drawn_parts_are_those_of_the_program(drawer: str) -> None:
    """Else: run the tool without --check."""
    tool = [sys.executable, str(ROOT / "tools" / drawer), "--check"]
    assert subprocess.run(tool, check=False).returncode == 0, f"run tools/{drawer}"


def test_both_readmes_have_one_structure() -> None:
    english, chinese = map(structure, READMES)
    assert english == chinese


@pytest.mark.parametrize("path", [*READMES, GUIDE], ids=lambda path: path.name)
def test_every_command_exists_with_its_options(path: Path) -> None:
    context = click.Context(huoye)
    named = commands(path)
    assert len(named) > 8
    for words in named:
        name, *rest = words
        command: click.Command | None = huoye
        if not name.startswith("-"):
            command = huoye.get_command(context, name)
        if isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
            command = command.get_command(context, rest[0])
        assert command is not None, words
        assert {word for word in words if word.startswith("--")} <= options(command), words


def test_readmes_name_every_command_of_an_author() -> None:
    known = set(huoye.list_commands(click.Context(huoye)))
    for path in READMES:
        assert {words[0] for words in commands(path)} & known == known - {"setup"}, path.name


def test_every_make_target_exists() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for path in DOCUMENTS:
        assert set(re.findall(r"[`\n]make (\w+)", path.read_text("utf-8"))) <= targets, path.name


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_to_a_file(path: Path) -> None:
    targets = [found[1] for found in LINK.finditer(SPAN.sub("", prose(path)))]
    inside = [t for t in targets if not re.match(r"[a-z]+:", t) and not t.startswith("#")]
    assert [t for t in inside if not (path.parent / t.partition("#")[0]).exists()] == []


def test_guide_links_to_its_own_headings() -> None:
    """Anchors as GitHub makes them: punctuation goes, blanks become hyphens."""
    text = prose(GUIDE)
    titles = (found[2].lower().replace(" ", "-") for found in HEADING.finditer(text))
    anchors = {re.sub(r"[^\w-]", "", title) for title in titles}
    links = [found[1] for found in LINK.finditer(SPAN.sub("", text)) if found[1].startswith("#")]
    assert len(links) > 11
    assert [link for link in links if link[1:] not in anchors] == []


def test_guide_names_every_key_and_option() -> None:
    """And nothing that is none: the first cells of its two tables of keys are the schema."""
    text = GUIDE.read_text("utf-8")
    front, cells = (text.partition(f"\n{head}\n")[2] for head in ("## 文首设置", "### 选项"))
    assert first_cells(front) == set(SCHEMA)
    assert first_cells(cells) == set(OPTIONS)


def first_cells(text: str) -> set[str]:
    """The words in code in the first column of the first table."""
    table = text.partition("\n|")[2].partition("\n\n")[0]
    firsts = (line.strip("|").split(" | ")[0] for line in table.splitlines())
    return {found[2] for first in firsts for found in SPAN.finditer(first)}


@pytest.mark.parametrize("path", [*READMES, GUIDE], ids=lambda path: path.name)
def test_sample_posts_parse_and_build_without_problems(path: Path, tiny: Tiny) -> None:
    """Values that no cell has recorded yet are all that may be said of them."""
    found = samples(path)
    assert found
    for number, text in enumerate(found):
        tiny.write(f"posts/sample-{number}/index.md", text)
    assert [line for line in told(tiny.build().problems) if not line.startswith("HY502")] == []
    assert all((tiny.out / f"sample-{n}" / "index.html").exists() for n in range(len(found)))


@pytest.mark.kernel
@pytest.mark.parametrize("path", [READMES[0], GUIDE], ids=lambda path: path.name)
def test_cells_of_sample_posts_run(path: Path, tmp_path: Path) -> None:
    """In a real kernel; afterwards every cell is fresh."""
    texts = [text for text in samples(path) if "{code-cell}" in text]
    assert texts
    files = {f"posts/sample-{n}/index.md": text for n, text in enumerate(texts)}
    site = open_site(write_site(tmp_path, files))
    results = list(run_all(plan_runs(site, wanted(site), RUN), lambda event: None))
    assert [problem for result in results for problem in result.problems] == []
    verdicts = [v for w in wanted(site) for v in Bench(site).verdicts(w.draft, "quick")]
    assert {verdict.state for verdict in verdicts} == {"fresh"}


RUN = RunWish("quick", "cpu", force=False, today=date(2026, 11, 24))


def wanted(site: Site) -> list[Wanted]:
    """Every post of the site."""
    parsed = Library(site.root, site.config).read().parsed.values()
    return [Wanted(post.draft) for post in parsed if post.draft is not None]
