"""The preview's server: this machine only, and news to every open page."""

import http.client
import threading
from collections.abc import Iterator

import pytest

from huoye.live.page import Answer, content_type
from huoye.live.server import PreviewServer


def pages(path: str) -> Answer:
    """A site of one page."""
    if path == "/甲/":
        return Answer(200, content_type("index.html"), "<p>甲</p>".encode())
    return Answer(404, content_type("404.html"), b"no")


@pytest.fixture
def server() -> Iterator[PreviewServer]:
    with PreviewServer(0, pages) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield running
        running.version.close()
        running.shutdown()
        thread.join()


def ask(
    server: PreviewServer, path: str, method: str = "GET", **headers: str
) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    host = headers.pop("Host", f"localhost:{server.port}")
    connection.request(method, path, headers={"Host": host, **headers})
    answer = connection.getresponse()
    answer.body = answer.read() if "events" not in path else b""  # type: ignore[attr-defined]
    answer.connection = connection  # type: ignore[attr-defined]
    if "events" not in path:
        connection.close()
    return answer


def test_a_page_and_what_is_not_there(server: PreviewServer) -> None:
    found = ask(server, "/%E7%94%B2/?x=1")
    assert found.status == 200 and found.body.decode() == "<p>甲</p>"  # type: ignore[attr-defined]
    assert found.headers["Content-Type"] == "text/html; charset=utf-8"
    assert ask(server, "/../../etc/passwd").status == 404
    assert ask(server, "/%E7%94%B2/", "HEAD").body == b""  # type: ignore[attr-defined]


def test_it_listens_on_loopback_only(server: PreviewServer) -> None:
    assert server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "localhost:1"},
        {"Host": "localhost.evil.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_other_hosts_and_origins_are_refused(
    server: PreviewServer, headers: dict[str, str]
) -> None:
    assert ask(server, "/%E7%94%B2/", **headers).status == 403
    assert ask(server, "/_huoye/live.js", **headers).status == 403


def test_its_own_origin_is_welcome(server: PreviewServer) -> None:
    assert ask(server, "/%E7%94%B2/", Origin=f"http://127.0.0.1:{server.port}").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_changed_through_it(server: PreviewServer, method: str) -> None:
    assert ask(server, "/%E7%94%B2/", method).status == 501


def test_an_open_page_hears_of_the_next_state(server: PreviewServer) -> None:
    answer = ask(server, "/_huoye/events")
    assert answer.fp.readline() == b"data: 0\n"
    answer.fp.readline()
    server.show(pages)
    assert answer.fp.readline() == b"data: 1\n"
    answer.connection.close()  # type: ignore[attr-defined]
