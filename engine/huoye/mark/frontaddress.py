"""The one check of addresses that front matter may claim: inside the site, spelt for every disk."""

import re
import unicodedata
from urllib.parse import unquote

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# what Windows or an address cannot hold in a name
FORBIDDEN = re.compile(r'[\x00-\x20\x7f\\:*?"<>|#%\u2028\u2029]')
DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
MAX_NAME = 200
"""bytes of one part: leaves room in a 255-byte file name for a suffix while it is written"""


def clean(text: str) -> str:
    """`text` in NFC without outer slashes, or "" where it is no path within a site."""
    path = unicodedata.normalize("NFC", unquote(text.strip()))
    if SCHEME.match(path) or path.startswith("//"):
        return ""
    parts = path.strip("/").split("/")
    return "/".join(parts) if all(_fits(part) for part in parts) else ""


def fits_folder(name: str) -> bool:
    """Whether the name of a post's folder can be its address; blanks in it are borne."""
    return _fits(name.replace(" ", "-")) and not SCHEME.match(name)


def feed_id(text: str) -> bool:
    """Whether an `id` is an absolute one, kept byte for byte from where the post was before."""
    return bool(SCHEME.match(text)) and not any(c.isspace() for c in text)


def _fits(part: str) -> bool:
    if not part or part.endswith(".") or len(part.encode()) > MAX_NAME:
        return False  # the dot: "." and ".." as well, and Windows drops it
    return not FORBIDDEN.search(part) and not DEVICES.fullmatch(part)
