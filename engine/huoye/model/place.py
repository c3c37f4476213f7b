"""Where the site is served: paths within it to paths and addresses on the web."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit


@dataclass(frozen=True, slots=True)
class Place:
    """Built from [site] url; "https://a.org/blog" gives origin https://a.org and base /blog."""

    origin: str
    base: str
    """"" at the root of a host, else /blog without a trailing slash"""

    @classmethod
    def of(cls, url: str) -> "Place":
        """The place that an absolute address names."""
        parts = urlsplit(url)
        return cls(f"{parts.scheme}://{parts.netloc}", parts.path.rstrip("/"))

    def path(self, url: str) -> str:
        """Path for a link within the site: readable, Chinese left as it is, blanks not."""
        return self.base + url.replace(" ", "%20")

    def absolute(self, url: str) -> str:
        """Full address, percent-encoded: for feeds, sitemaps and canonical links."""
        return self.origin + quote(self.base + url, safe="/#?=&%+,;:@!$'()*~-._")
