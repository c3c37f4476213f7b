"""A page to what a reader's machine does for it: bytes over the wire, time of the main thread.

Chromium fetches from a loopback server that compresses text as hosts do. The page is done when its
last formula stands.
"""

import gzip
import mimetypes
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
TEXT = (".html", ".css", ".js", ".svg", ".json", ".mjs")


@dataclass(frozen=True, slots=True)
class Load:
    """What one visit took."""

    bytes: int
    """all that came, compressed"""
    busy: float
    """CPU seconds of the main thread until the last formula stood"""
    nodes: int
    shift: float
    """cumulative layout shift"""


@contextmanager
def served(folders: Mapping[str, Path]) -> Iterator[str]:
    """Address of a server: first part of the path → the folder it stands for."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, folders))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            yield browser
        finally:
            browser.close()


def visit(browser: Browser, address: str, done: str = "true") -> Load:
    """One visit with an empty cache; `done`: a promise of the page."""
    context = browser.new_context()
    page = context.new_page()
    client = context.new_cdp_session(page)
    sizes: list[float] = []
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    client.send("Network.enable")
    client.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(address, wait_until="networkidle")
    page.evaluate(f"async () => {{ await ({done}) }}")
    told = client.send("Performance.getMetrics")["metrics"]
    metrics = {metric["name"]: metric["value"] for metric in told}
    nodes = page.evaluate("document.querySelectorAll('*').length")
    shift = page.evaluate(SHIFT)
    context.close()
    return Load(int(sum(sizes)), metrics["TaskDuration"], nodes, shift)


SHIFT = """() => new Promise((told) => {
  let sum = 0;
  const add = (list) => { for (const entry of list.getEntries()) sum += entry.value };
  new PerformanceObserver(add).observe({type: 'layout-shift', buffered: true});
  setTimeout(() => told(sum), 100);
})"""


def without_svg(browser: Browser, address: str) -> str:
    """The text of a page of ours, with the TeX of its formulas in their place."""
    page = browser.new_page()
    page.goto(address)
    text: str = page.evaluate(
        """() => {
          for (const svg of document.querySelectorAll('svg.m, svg[hidden]')) svg.remove();
          for (const tex of document.querySelectorAll('.tex')) tex.replaceWith(tex.textContent);
          return '<!doctype html>' + document.documentElement.outerHTML;
        }"""
    )
    page.close()
    return text


class _Handler(BaseHTTPRequestHandler):
    """Files below some folders, text compressed."""

    def __init__(self, folders: Mapping[str, Path], *arguments: object) -> None:
        self._folders = folders
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """A file, or the index of a folder."""
        first, _, rest = self.path.partition("?")[0].lstrip("/").partition("/")
        file = self._folders.get(first, Path("nowhere")) / rest
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        body = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", mimetypes.guess_type(file.name)[0] or "font/woff2")
        if file.suffix in TEXT:
            body = gzip.compress(body, 9)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""
