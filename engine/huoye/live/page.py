"""What the preview answers to one request."""

from collections.abc import Callable
from dataclasses import dataclass
from mimetypes import guess_type


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, type and content of one file of the site."""

    status: int
    content_type: str
    content: bytes


Pages = Callable[[str], Answer]
"""path of the request, decoded, without query → what to answer"""


def content_type(name: str) -> str:
    """Type by the ending of a file name; text is always UTF-8."""
    known = {".js": "text/javascript", ".svg": "image/svg+xml", ".xml": "application/xml"}
    ending = name[name.rfind(".") :].lower()
    kind = known.get(ending) or guess_type(name)[0] or "application/octet-stream"
    is_text = kind.startswith("text/") or kind in ("application/xml", "application/json")
    return f"{kind}; charset=utf-8" if is_text else kind
