"""Templates to a new site or a new post; never over anything that is there."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from huoye.mark.frontaddress import clean
from huoye.model.config import Config
from huoye.model.halt import Halt
from huoye.model.problem import problem
from huoye.site.opened import SETTINGS, Site
from huoye.text.slug import slugify

TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True, slots=True)
class Created:
    """Files that were written, in order."""

    folder: Path
    files: tuple[str, ...]


def new_site(folder: Path, now: datetime) -> Created:
    """A site that builds at once; the folder must be new or empty. `now` is aware."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Halt(problem("HY020", str(folder), folder=folder))
    files = {
        SETTINGS: _template("huoye.toml"),
        ".gitignore": "/public/\n/.huoye/\n__pycache__/\n",
        "posts/hello/index.md": _template("hello.md").replace("{date}", _day(now, Config())),
        "pages/about.md": _template("about.md"),
    }
    for name, text in files.items():
        _write_new(folder / name, text)
    return Created(folder, tuple(files))


def new_post(site: Site, title: str, name: str, now: datetime) -> Created:
    """posts/<name>/index.md as a draft, with the next number where addresses are numbered.

    `now` is aware.
    """
    chosen = name or slugify(title)
    if "/" in chosen or clean(chosen) != chosen:
        raise Halt(problem("HY025", name=chosen))
    path = f"posts/{chosen}/index.md"
    if (site.root / "posts" / chosen).exists() or (site.root / f"posts/{chosen}.md").exists():
        raise Halt(problem("HY021", path, name=chosen))
    numbered = "{id}" in site.config.site.permalink
    number = f'id: "{_next_number(site.root)}"\n' if numbered else ""
    text = _template("post.md").replace("{date}", _day(now, site.config))
    # the title last: it may hold anything
    text = text.replace("{id}\n", number).replace("{title}", _quoted(title))
    _write_new(site.root / path, text)
    return Created(site.root, (path,))


def _day(now: datetime, config: Config) -> str:
    """The day it is where the site is: by the clock of this machine a post might be of tomorrow."""
    return f"{now.astimezone(ZoneInfo(config.site.timezone)):%Y-%m-%d}"


def _next_number(root: Path) -> int:
    """One more than the highest `id:` of any post."""
    numbers = [0]
    for source in (*root.glob("posts/*/index.md"), *root.glob("posts/*.md")):
        for line in source.read_text(encoding="utf-8-sig", errors="replace").splitlines()[:40]:
            key, _, value = line.partition(":")
            digits = value.strip().strip("\"'")
            if key.strip() == "id" and digits.isdecimal():
                numbers.append(int(digits))
    return max(numbers) + 1


def _quoted(title: str) -> str:
    """A YAML text in double quotes, whatever the title holds."""
    return '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _template(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _write_new(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
