"""Built pages and feeds to what a checker asks of them: ids, addresses, visible text."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

from tests.tiny import Tree

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
SILENT = {"script", "style", "code", "pre", "svg", "title", "head"}
"""elements whose text is no prose"""
POINTERS = ("href", "src", "aria-describedby", "aria-labelledby")


@dataclass
class Page(HTMLParser):
    """One page, read once."""

    text: str
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    """addresses as written; ids that an attribute names as #id"""
    prose: list[str] = field(default_factory=list)
    formulas: int = 0
    """typeset formulas with their source beside them, those of the contents not counted again"""
    naked: int = 0
    """of those, the ones without a drawing"""

    def __post_init__(self) -> None:
        super().__init__()
        self.stack: list[tuple[str, str]] = []
        self.drawn = 0
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        for name in POINTERS:
            if name in given:
                self.links.append(given[name] if name in ("href", "src") else f"#{given[name]}")
        kinds = given.get("class", "").split()
        if tag == "svg" and "m" in kinds:
            self.drawn += 1
        if tag == "span" and "tex" in kinds:
            self.formulas += not any("toc" in kind.split() for _, kind in self.stack)
            self.naked += self.drawn == 0
            self.drawn = 0
        if tag not in VOID:
            self.stack.append((tag, given.get("class", "")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and tag in {open_tag for open_tag, _ in self.stack}:
            while self.stack.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not any(tag in SILENT or "tex" in kinds.split() for tag, kinds in self.stack):
            self.prose.append(data)


def pages(tree: Tree) -> dict[str, Page]:
    """Path of each HTML file → the page."""
    return {p: Page(c.decode()) for p, c in tree.items() if p.endswith(".html")}


def address(path: str) -> str:
    """hippo/index.html is served at /hippo/."""
    return f"/{path.removesuffix('index.html')}"


def lost(link: str, page: str, tree: Tree, found: dict[str, Page], origin: str) -> bool:
    """Whether a link of the page at the address `page` leads to nothing of the site.

    Addresses of other hosts are not looked at.
    """
    if urlsplit(link).scheme in ("mailto", "data"):
        return False
    target = urlsplit(urljoin(f"{origin}{page}", link))
    if f"{target.scheme}://{target.netloc}" != origin:
        return False
    path = unquote(target.path).lstrip("/")
    path = f"{path}index.html" if path == "" or path.endswith("/") else path
    if path not in tree:
        return True
    fragment = unquote(target.fragment)
    return bool(fragment) and fragment not in found[path].ids
