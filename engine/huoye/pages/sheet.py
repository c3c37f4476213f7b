"""The frame of a report: one HTML file that fetches and runs nothing, in light and dark."""

import base64
from html import escape

from huoye.model.palette import PALETTE
from huoye.pages.figure import fixed

KINDS = {"svg": "svg+xml", "png": "png", "webp": "webp"}
"""endings of pictures, with their types"""
LIGHT = "".join(f"{colour.variable}:{colour.light};" for colour in PALETTE)
DARK = "".join(f"{colour.variable}:{colour.dark};" for colour in PALETTE)
STYLE = """
:root{color-scheme:light dark;%s--bad:#b42318;--odd:#8a5a00;--good:#1a7f37;--line:#d0d7de;
--faint:#57606a}
@media(prefers-color-scheme:dark){:root{%s--bad:#ff8f85;--odd:#e6b84c;--good:#56d364;
--line:#3a4048;--faint:#a0a8b2}}
body{font:16px/1.7 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;
color:var(--hy-ink);background:var(--hy-ground);overflow-wrap:anywhere}
h2{font-size:1.15rem;margin:2.5rem 0 .5rem}h3{font-size:1rem;margin:1.5rem 0 .25rem}
.moved,.failed,.removed,.unread{color:var(--bad)}.unverified,.within{color:var(--odd)}
.same,.added{color:var(--good)}
.pair{display:flex;flex-wrap:wrap;gap:1rem}.pair figure{margin:0;flex:1 1 20rem;min-width:0}
img{max-width:100%%;border:1px solid var(--line)}
figcaption,.small{font-size:.85rem;color:var(--faint)}ul{margin:.25rem 0;padding-left:1.25rem}
""" % (LIGHT, DARK)  # noqa: UP031 - braces are those of CSS


def sheet(title: str, content: str, style: str = "") -> str:
    """The whole file; `title` is text, `content` ready HTML."""
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{STYLE}{style}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{content}</main></body></html>\n"
    )


def shows(file: str) -> bool:
    """Whether the file is a picture."""
    return _ending(file) in KINDS


def address(file: str, content: bytes, *, dark: bool = False) -> str:
    """A picture as an address: an image of its own can neither fetch nor run anything."""
    if _ending(file) == "svg":
        content = fixed(content.decode("utf-8", "replace"), dark=dark).encode("utf-8")
    encoded = base64.b64encode(content).decode("ascii")
    return f"data:image/{KINDS[_ending(file)]};base64,{encoded}"


def _ending(file: str) -> str:
    return file.rpartition(".")[2]
