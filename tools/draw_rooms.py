"""The code as it is to the drawn part of docs/architecture.md: draw_rooms.py [--check].

Rooms with their sentence, who imports whom, and every module with the first line of its docstring.
With --check nothing is written; exit code 1 says that the document no longer draws the code.
"""

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "engine" / "huoye"
DOCUMENT = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- drawn by tools/draw_rooms.py -->", "<!-- end of what is drawn -->"
ORDER = (
    "cli", "live", "publish", "remote", "site", "run", "math", "theme", "disk", "build", "pages",
    "catalog", "mark", "fresh", "text", "model",
)  # fmt: skip


def sentence(path: Path) -> str:
    """First line of a module's docstring."""
    text = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return text.splitlines()[0] if text else ""


def modules(room: str) -> list[Path]:
    """Modules of a room, its folders included."""
    files = sorted((PACKAGE / room).rglob("*.py"))
    return [f for f in files if "_vendor" not in f.parts and f.name != "__init__.py"]


def imports(room: str) -> set[str]:
    """Other rooms that a room imports."""
    found: set[str] = set()
    for path in modules(room):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [a.name for a in node.names] if isinstance(node, ast.Import) else []
            found |= {n.split(".")[1] for n in names if n.startswith("huoye.")}
    return {other for other in found if other in ORDER and other != room}


def reduced(edges: dict[str, set[str]]) -> list[tuple[str, str]]:
    """Arrows that no longer path says already; `model` and `text` are known to everyone."""

    def reach(start: str, without: str) -> set[str]:
        todo, seen = [o for o in edges[start] if o != without], set()
        while todo:
            room = todo.pop()
            if room not in seen:
                seen.add(room)
                todo += edges[room]
        return seen

    return [
        (room, other)
        for room in ORDER
        for other in sorted(edges[room] - {"model", "text"}, key=ORDER.index)
        if other not in reach(room, other)
    ]


def drawing() -> str:
    """The drawn part, Markdown."""
    edges = {room: imports(room) for room in ORDER}
    arrows = "\n".join(f"  {a} --> {b}" for a, b in reduced(edges))
    lines = [BEGIN, "", "```mermaid", "flowchart TD", arrows, "```", ""]
    for room in ORDER:
        files = modules(room)
        size = sum(len(f.read_text("utf-8").splitlines()) for f in files)
        lines += [f"### `{room}/`", "", sentence(PACKAGE / room / "__init__.py"), ""]
        lines += [
            f"{len(files)} modules, {size} lines.",
            "",
            "| module | what it does |",
            "| --- | --- |",
        ]
        for path in files:
            name = path.relative_to(PACKAGE / room).as_posix()
            lines.append(f"| `{name}` | {sentence(path)} |".replace("||", "\\|\\|"))
        lines.append("")
    return "\n".join([*lines, END])


def main() -> int:
    """Write, or compare."""
    text = DOCUMENT.read_text("utf-8")
    before, after = text.partition(BEGIN)[0], text.partition(END)[2]
    new = before + drawing() + after
    if "--check" in sys.argv[1:]:
        return 0 if new == text else 1
    DOCUMENT.write_text(new, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
