"""A site in memory to a browser on this machine: loopback only, GET only, known hosts only."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote, urlsplit

from huoye.live.page import Answer, Pages

CLIENT = Path(__file__).with_name("client.js").read_bytes()
HEARTBEAT = 15.0
"""seconds between two signs of life on an event stream; a closed browser is noticed by them"""


class Version:
    """Counts the states of the site; event streams wait for the next one."""

    def __init__(self) -> None:
        self.number = 0
        self.closed = False
        self._changed = threading.Condition()

    def advance(self) -> None:
        """Tell every open page that the site changed."""
        with self._changed:
            self.number += 1
            self._changed.notify_all()

    def close(self) -> None:
        """End every event stream."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()

    def wait(self, seen: int, seconds: float) -> int:
        """The current number, as soon as it is not `seen`, at the latest after `seconds`."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self.number != seen, seconds)
            return self.number


class PreviewServer(ThreadingHTTPServer):
    """Serves `pages`, which may be replaced at any time."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port: int, pages: Pages) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.pages, self.version = pages, Version()

    @property
    def port(self) -> int:
        """The port that was taken; asked for 0, the system chooses."""
        return int(self.server_address[1])

    def show(self, pages: Pages) -> None:
        """Answer from these pages now and tell the browsers."""
        self.pages = pages
        self.version.advance()


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer
    server_version = "huoye"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    hosts: ClassVar[frozenset[str]] = frozenset({"localhost", "127.0.0.1", "[::1]"})

    def do_GET(self) -> None:
        if not self._known():
            self._send(
                Answer(403, "text/plain; charset=utf-8", b"huoye serves this machine only\n")
            )
            return
        path = unquote(urlsplit(self.path).path)
        if path == "/_huoye/events":
            self._events()
        elif path == "/_huoye/live.js":
            self._send(Answer(200, "text/javascript; charset=utf-8", CLIENT))
        else:
            self._send(self.server.pages(path))

    do_HEAD = do_GET  # noqa: N815 - the name that http.server looks for

    def _known(self) -> bool:
        """Another site's page may reach loopback through the browser: its names give it away."""
        origin = self.headers.get("Origin")
        names = [self.headers.get("Host", "")]
        if origin is not None:
            names.append(urlsplit(origin).netloc)
        return all(self._is_ours(name) for name in names)

    def _is_ours(self, netloc: str) -> bool:
        host, colon, port = netloc.rpartition(":")
        name = host if colon and port.isdigit() else netloc
        return name.lower() in self.hosts and (not port.isdigit() or int(port) == self.server.port)

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(answer.content)

    def _events(self) -> None:
        """One line for each new state, a comment as a sign of life in between."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        version, seen = self.server.version, -1
        try:
            while not version.closed:
                now = version.wait(seen, HEARTBEAT)
                self.wfile.write(f"data: {now}\n\n".encode() if now != seen else b": here\n\n")
                self.wfile.flush()
                seen = now
        except OSError:
            return
        finally:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Requests are not news to the author."""
