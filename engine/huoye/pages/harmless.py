"""The one place that says which SVG may stand in a page: drawings, nothing that acts or fetches."""

import re
from html import unescape

from huoye.pages.figure import bare

TAG = re.compile(r"""<(/?)([A-Za-z][\w:-]*)((?:"[^"]*"|'[^']*'|[^'"<>])*)>""")
ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
DRAWING = frozenset({
    "circle", "clippath", "defs", "desc", "ellipse", "filter", "g", "image", "line",
    "lineargradient", "marker", "mask", "path", "pattern", "polygon", "polyline",
    "radialgradient", "rect", "stop", "style", "svg", "switch", "symbol", "text", "textpath",
    "title", "tspan", "use",
})  # fmt: skip
"""elements in lower case; those of filters begin with "fe" """
PICTURE = re.compile(r"data:image/(?:png|jpeg|webp);base64,", re.IGNORECASE)
PLAIN = re.compile(
    r"""(?:[^<]*+</?(?:clipPath|defs|g|image|path|rect|style|svg|text|use)(?=[\s/>])"""
    r"""(?:"[^"]*+"|[^'"<>]++)*+>)*+[^<]*+"""
)
"""a drawing as matplotlib spells it: whole tags of a few elements, double quotes"""
LEADS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\\", "&", "@import", r"expression\(", "src", r'href(?!="#)', r"url\((?!#)",
        r"on(?<![\w:-]on)\w*\s*=",
    )
)  # fmt: skip
"""what an honest figure may well do without; each begins with a letter that is quickly sought"""
OUTSIDE = re.compile(r"@import|url\(\s*[\"']?\s*(?!#|[\"'\s])|expression\(|\\", re.IGNORECASE)


def harm(svg: str) -> str:
    """The first thing in a figure that is no drawing; empty for an honest one."""
    text = bare(svg)
    return "" if _plain(text) else _harm(text)


def _plain(text: str) -> bool:
    """Whether a figure is seen to be honest at a glance: thousands are looked at in a build."""
    lower = text.lower()
    return not any(lead.search(lower) for lead in LEADS) and PLAIN.fullmatch(text) is not None


def _harm(text: str) -> str:
    for tag in TAG.finditer(text):
        name = tag[2].lower()
        if name not in DRAWING and not name.startswith("fe"):
            return tag[2]
        found = next(filter(None, map(_bad, ATTRIBUTE.findall(tag[3]))), "")
        if found:
            return found
    rest = TAG.sub("", text)
    odd = "<" if "<" in rest else ""
    sheet = OUTSIDE.search(rest)
    return odd or (sheet[0] if sheet and "<style" in text else "")


def _bad(attribute: tuple[str, str, str, str]) -> str:
    """The attribute's name where it acts or leads out of the figure."""
    name, value = attribute[0].lower(), unescape("".join(attribute[1:])).strip()
    if name.startswith("on"):
        return name
    if name.rpartition(":")[2] in ("href", "src"):
        return "" if value.startswith("#") or PICTURE.match(value) else name
    return name if OUTSIDE.search(value) else ""
