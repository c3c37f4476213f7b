"""The text of one block to pieces, cut where a display stands in it.

A display is a block of HTML: around it every open tag is closed, and opened again only when more
text follows, so that neither an empty paragraph nor an empty <strong> is left behind.
"""

from dataclasses import dataclass, field

from huoye.model.draft import Hole, Pieces

Out = list[str | Hole]


@dataclass(slots=True)
class Tag:
    """An element that is open for the reader, whether or not it was printed yet."""

    opening: Pieces
    closing: str


@dataclass(slots=True)
class Flow:
    """Where the text of one block goes."""

    out: Out
    tags: list[Tag] = field(default_factory=list)
    printed: int = 0
    """how many of the tags stand in `out`"""

    def text(self, html: str) -> None:
        """Print text; white space alone opens nothing."""
        if self.tags and not self.printed:
            html = html.lstrip()
        if html:
            self.put(html)

    def put(self, *pieces: str | Hole) -> None:
        """Print pieces inside all the open tags."""
        for tag in self.tags[self.printed :]:
            self.out.extend(tag.opening)
        self.printed = len(self.tags)
        self.out.extend(pieces)

    def open(self, opening: Pieces, closing: str) -> None:
        """Open an element; it is printed with the first text inside it."""
        self.tags.append(Tag(opening, closing))

    def close(self) -> None:
        """Close the innermost element."""
        tag = self.tags.pop()
        if self.printed > len(self.tags):
            self.printed -= 1
            self.out.append(tag.closing)

    def display(self, hole: Hole) -> None:
        """Print a block of its own, and make what follows a continuation."""
        last = self.out[-1] if self.printed else None
        if isinstance(last, str):
            self.out[-1] = last.rstrip()
        self.out.extend(tag.closing for tag in reversed(self.tags[: self.printed]))
        self.printed = 0
        self.out.extend((hole, "\n"))
        for tag in self.tags:
            if tag.opening == ("<p>",):
                tag.opening = ('<p class="cont">',)
