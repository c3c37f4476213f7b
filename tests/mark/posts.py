"""Random posts of the real grammar, with a mark in every block and on nearly every line.

A mark is 词12词. Blocks take their marks from one counter, so that a block is an interval of
numbers, and where its lines are can be read off the finished post.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

MARK = re.compile(r"词(\d+)词")
Lines = list[str]

INLINE = [
    "{}", "{}", "{}", "**{}**", "*{}*", "~~{}~~", "`{}`", "$x_{{{}}}$", r"\({}\)", "[{}](hippo)",
    "![{}](图.png)", '[{}](hippo "{}")', "《{}》", "{}[^n]", "^[{}]", "<b>{}</b>", "<!-- {} -->",
    "$${}$$", r"\[{}\]", r"\begin{{align}}{}\end{{align}}", "https://a.org/x{}", "[{}][r]", "[{}]",
    "{{eval}}`loss` {}", r"\eqref{{eq:x}}{}", "[](#fig-x){}", "<https://a.org/{}>", "arxiv:2402.15345{}",
    "（${}$）", "“{}”**", "![{}^[{}]](图.png)", "[{}^[{}]](hippo)", "**{}^[{}]**", "^[{}^[{}]]", "![{}[^n]](图.png)", "**{}", "*{}", "`{}", "${}", "$${}", r"\({}", r"\begin{{align}}{}", "[{}](", "![{}",
    "^[{}", "《{}", "<b {}", "<!-- {}", "[^{}]", "{}\\", "{}  ", r"\${}", "{} &amp; {}", "{{{{ {} }}}}", "% {}",
    "[ ] {}", "［^n］{}", "　{}", "|{}|", "[!NOTE] {}", ": {}", ":::{}", "＃ {}", "{}\\\\ {}", "5$ {} 6$",
]  # fmt: skip
NOISE = [
    "", "", "> ", ">", "- ", "1. ", "   ", "    ", "      ", "```", "~~~", "$$", "\\]", "\\end{align}", ":::", "：：：",
    "---", "===", "|--|--|", "<div>", "</div>", "<!--", "-->", "[^n]: ", "[x]: ", "# ", "＃ ", "| ", "`", "*", "\\",
    ": ", "~ ", "<!--more-->", ":::{note} ", "#| caption: ", "\t", "　", "［^n］：", "[r]: /u '", "<pre>", "$",
]  # fmt: skip


@dataclass
class Writer:
    """One post while it is made up."""

    chance: random.Random
    marks: int = 0
    notes: int = 0
    leaves: list[tuple[int, int]] = field(default_factory=list)
    """of every block that holds text: its first mark, and the mark behind its last"""

    def mark(self) -> str:
        """The next mark."""
        self.marks += 1
        return f"词{self.marks - 1}词"

    def text(self) -> str:
        """One line of prose."""
        parts = self.chance.choices(INLINE, k=self.chance.randint(1, 3))
        return self.chance.choice(["", " ", "，"]).join(self._filled(part) for part in parts)

    def _filled(self, part: str) -> str:
        return (
            part.format(*(self.mark() for _ in range(2)))
            if part.count("{}") > 1
            else part.format(self.mark())
        )

    def leaf(self, make: "Leaf") -> Lines:
        """Lines of a block that holds text, its marks noted."""
        first = self.marks
        lines = make(self)
        self.leaves.append((first, self.marks))
        return lines

    def blocks(self, depth: int, count: int) -> Lines:
        """Blocks with mostly a blank line between them."""
        lines: Lines = []
        for _ in range(count):
            lines += self.block(depth) + [""] * (self.chance.random() < 0.8)
        return lines

    def block(self, depth: int) -> Lines:
        """A leaf, or a container with blocks inside."""
        if depth <= 0 or self.chance.random() < 0.55:
            return self.leaf(self.chance.choice(LEAVES))
        return self.chance.choice(CONTAINERS)(self, depth - 1)


Leaf = Callable[[Writer], Lines]


def paragraph(w: Writer) -> Lines:
    return [w.text() for _ in range(w.chance.randint(1, 3))]


def heading(w: Writer) -> Lines:
    if w.chance.random() < 0.3:
        return [w.text(), w.chance.choice(["===", "---"])]
    mark = w.chance.choice(["#", "##", "###", "＃", "＃＃"])
    return [f"{mark} {w.text()}{w.chance.choice(['', '', ' {#' + w.mark() + '}'])}"]


def fence(w: Writer) -> Lines:
    opening = w.chance.choice(["```", "```python", "~~~ ", "````", "```{x}"])
    closing = opening[:4].rstrip("p{ ") if w.chance.random() < 0.9 else ""
    return [opening, *(w.mark() for _ in range(w.chance.randint(1, 3))), closing]


def cell(w: Writer) -> Lines:
    head = w.chance.choice(["```{code-cell} python", "```{python}"])
    options = [f"#| caption: {w.text()}", f"#| label: fig-c{w.marks}", "#| echo: fold"]
    return [head, *w.chance.sample(options, w.chance.randint(0, 3)), f"x = '{w.mark()}'", "```"]


def indented(w: Writer) -> Lines:
    return ["", f"    {w.mark()}", f"        {w.mark()}"]


def table(w: Writer) -> Lines:
    width = w.chance.randint(1, 3)
    rows = [
        width,
        *(width + w.chance.choice([0, 0, 0, 1, -1]) for _ in range(w.chance.randint(0, 3))),
    ]
    lines = ["| " + " | ".join(w.text() for _ in range(max(1, n))) + " |" for n in rows]
    return [lines[0], "|" + "---|" * width, *lines[1:]]


def html(w: Writer) -> Lines:
    shape = w.chance.choice(
        [
            "<div>\n{}\n</div>",
            "<!-- {}\n{} -->",
            "<p id='{}'>{}",
            "<ruby>{}<rt>{}</rt></ruby>",
            "<pre>\n{}\n\n{}\n</pre>",
        ]
    )
    return shape.format(w.mark(), w.mark()).split("\n")


def display(w: Writer) -> Lines:
    opening, closing = w.chance.choice(
        [
            ("$$", "$$"),
            (r"\[", r"\]"),
            (r"\begin{align}", r"\end{align}"),
            (r"\begin{equation*}", r"\end{equation*}"),
        ]
    )
    body = [
        w.chance.choice(["x ", "- ", "= ", "> ", "# ", ""]) + w.mark()
        for _ in range(w.chance.randint(1, 3))
    ]
    tail = w.chance.choice(["", "，", w.mark(), " (eq-x)", " {#eq-y}"])
    return [w.chance.choice(["", w.mark()]) + opening, *body, closing + tail]


def rule(w: Writer) -> Lines:
    return [w.chance.choice(["---", "***", "<!--more-->", "___"]), w.mark()]


def definition(w: Writer) -> Lines:
    return [w.chance.choice(["[r]: /u '{}'", "[{}]: /u", "[甲]: {}", "[r]: {}"]).format(w.mark())]


def quote(w: Writer, depth: int) -> Lines:
    inner = w.blocks(depth, w.chance.randint(1, 2))
    alert = w.chance.choice(["[!NOTE] {}", "[!TIP]", "", "", ""])
    head = w.leaf(lambda w: [alert.format(w.mark())]) if alert else []
    mark = w.chance.choice(["> ", "> ", ">"])
    lazy = w.chance.random() < 0.1
    return [
        ("" if lazy and n and line.startswith("词") else mark) + line
        for n, line in enumerate([*head, *inner])
    ]


def listing(w: Writer, depth: int) -> Lines:
    mark = w.chance.choice(["- ", "* ", "1. ", "10) ", "- [ ] ", "- [x] ", "-   "])
    width = len(mark.split("[")[0]) + w.chance.choice([0, 0, 0, 0, -1, 1])
    lines: Lines = []
    for _ in range(w.chance.randint(1, 2)):
        inner = w.blocks(depth, w.chance.randint(1, 2))
        lines += [mark + inner[0], *(" " * width + line if line else "" for line in inner[1:])]
    return lines


def definitions(w: Writer, depth: int) -> Lines:
    inner = w.blocks(depth, w.chance.randint(1, 2))
    term = w.leaf(lambda w: [w.text()])
    blank = [""] * (w.chance.random() < 0.3)
    return [*term, *blank, f": {inner[0]}", *(f"  {line}" if line else "" for line in inner[1:])]


def note(w: Writer, depth: int) -> Lines:
    w.notes += 1
    label = w.chance.choice(["n", f"m{w.notes}"])
    mark = w.chance.choice([f"[^{label}]: ", f"［^{label}］："])
    text = w.leaf(lambda w: [mark + w.mark(), ""])
    inner = w.blocks(depth, w.chance.randint(1, 2))
    above = w.leaf(lambda w: [f"{w.mark()}[^m{w.notes}]", ""]) if w.chance.random() < 0.5 else []
    return [*above, *text, *(f"    {line}" if line else "" for line in inner)]


def container(w: Writer, depth: int) -> Lines:
    inner = w.blocks(depth, w.chance.randint(1, 2))
    colons = w.chance.choice([":::", "::::", "：：："])
    kind = w.chance.choice(["{note}", "{prf:theorem}", "{tip}", "{figure} 图.png", "{什么}", ""])
    closing = [colons] if w.chance.random() < 0.9 else []
    return [*w.leaf(lambda w: [f"{colons}{kind} {w.text()}"]), *inner, *closing]


LEAVES = [
    paragraph,
    paragraph,
    paragraph,
    heading,
    fence,
    cell,
    indented,
    table,
    html,
    display,
    rule,
    definition,
]
CONTAINERS = [quote, quote, listing, listing, listing, definitions, note, container]


@dataclass(frozen=True)
class Post:
    """A finished post."""

    text: str
    leaves: tuple[tuple[int, int], ...]

    @property
    def lines(self) -> dict[int, int]:
        """Mark → its 1-based line."""
        found: dict[int, int] = {}
        for number, line in enumerate(self.text.split("\n"), 1):
            found |= {int(mark): number for mark in MARK.findall(line)}
        return found


def post(seed: int) -> Post:
    """The post of a seed: one in ten nested up to 70 deep, one in three damaged afterwards."""
    w = Writer(random.Random(seed))
    if seed % 10 == 0:
        lines = w.blocks(0, 1)
        for _ in range(w.chance.randint(5, 70)):
            mark = w.chance.choice(["> ", "- ", "1. ", ": "])
            above = w.leaf(lambda w: [w.mark()]) if mark == ": " else []
            lines = [
                *above,
                mark + lines[0],
                *((mark if mark == "> " else " " * len(mark)) + line for line in lines[1:]),
            ]
        lines = [*lines, "", *w.leaf(lambda w: [w.mark()])]
    else:
        lines = w.blocks(w.chance.randint(1, 5), w.chance.randint(2, 6))
    if seed % 3 == 0:
        lines = _damaged(lines, w.chance)
    return Post("\n".join(lines) + "\n", tuple(w.leaves))


def _damaged(lines: Lines, chance: random.Random) -> Lines:
    lines = list(lines)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(lines))
        match chance.randrange(4):
            case 0 if len(lines) > 1:
                del lines[at]
            case 1:
                lines.insert(at, chance.choice(NOISE))
            case 2:
                lines[at] = chance.choice(NOISE) + lines[at]
            case _:
                cut = chance.randrange(len(lines[at]) + 1)
                lines[at] = lines[at][:cut] + chance.choice(NOISE) + lines[at][cut:]
    return lines
