"""Which links are asked at all, and that the address is checked on the peer."""

import socket
import threading
from typing import Any

import pytest

from review.capture import connection
from review.capture.errors import FetchCode, FetchError, Refused
from review.capture.limits import FetchLimits
from tests.capture.asking import fetched
from tests.capture.servers import Serve, page

OUTSIDE = "203.0.114.7"


def code_of(url: str) -> FetchCode:
    with pytest.raises(Refused) as caught:
        fetched(url)
    return caught.value.code


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f.1",
        "0.0.0.0",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[fe80::1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b:1::1]",
        "[2002:7f00:1::]",
        "[fd00::1]",
        "[ff0e::1]",
    ],
)
def test_a_private_address_is_refused_however_it_is_written(host: str) -> None:
    assert code_of(f"http://{host}/") is FetchCode.PRIVATE_ADDRESS


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("", FetchCode.BAD_SCHEME),
        ("harrow.example/story", FetchCode.BAD_SCHEME),
        ("file:///etc/passwd", FetchCode.BAD_SCHEME),
        ("ftp://harrow.example/", FetchCode.BAD_SCHEME),
        ("javascript:alert(1)", FetchCode.BAD_SCHEME),
        ("http://", FetchCode.BAD_URL),
        ("http://harrow.example/a b", FetchCode.BAD_URL),
        ("http://harrow.example/\r\nX: y", FetchCode.BAD_URL),
        ("http://harrow.example\\@127.0.0.1/", FetchCode.BAD_URL),
        ("http://[::1/", FetchCode.BAD_URL),
        ("http://harrow.example:99999/", FetchCode.BAD_URL),
        ("http://ilan:secret@harrow.example/", FetchCode.BAD_URL),
        ("http://harrow.example/" + "a" * 5000, FetchCode.BAD_URL),
        ("http://harrow.example:25/", FetchCode.BAD_PORT),
        ("http://harrow.example:6379/", FetchCode.BAD_PORT),
    ],
)
def test_what_is_no_link_to_a_page_is_refused(url: str, code: FetchCode) -> None:
    assert code_of(url) is code


def test_only_the_allowed_port_of_an_allowed_address_is_open(serve: Serve) -> None:
    server, other = serve(page(b"yes")), serve(page(b"no"))
    both = frozenset({("127.0.0.1", server.port), ("127.0.0.9", other.port)})
    assert fetched(server.url, allow=both).body == b"yes"
    with pytest.raises(Refused) as caught:
        fetched(other.url, allow=both)
    assert caught.value.code is FetchCode.PRIVATE_ADDRESS


def test_an_allowed_address_counts_in_its_mapped_form(serve: Serve) -> None:
    server = serve(page(b"yes"))
    url = f"http://[::ffff:127.0.0.1]:{server.port}/"
    assert fetched(url, allow=server.allow).body == b"yes"


def resolving_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Let every name resolve to these addresses; returns the names asked for."""
    asked: list[str] = []

    def look_up(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def test_a_public_name_that_resolves_inside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = resolving_to(monkeypatch, "10.0.0.5")
    assert code_of("http://harrow.example/") is FetchCode.PRIVATE_ADDRESS
    assert asked == ["harrow.example"]


def test_the_name_is_looked_up_once_so_it_cannot_change_its_mind(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(page(b"yes"))
    asked = resolving_to(monkeypatch, "127.0.0.1")
    fetched(f"http://harrow.example:{server.port}/", allow=server.allow)
    assert asked == ["harrow.example"]


def test_the_peer_that_is_reached_is_checked_not_only_the_name(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(page(b"inside"))

    class Rebound(socket.socket):
        def connect(self, address: Any) -> None:
            super().connect(("127.0.0.1", server.port))

    resolving_to(monkeypatch, OUTSIDE)
    monkeypatch.setattr(connection.socket, "socket", Rebound)
    assert code_of("http://harrow.example/") is FetchCode.PRIVATE_ADDRESS
    server.close()
    assert server.requests in ([], [b""])


def test_the_next_address_is_tried_when_the_first_is_dead(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(page(b"yes"))
    resolving_to(monkeypatch, "127.0.0.2", "127.0.0.1")
    allow = server.allow | {("127.0.0.2", server.port)}
    snapshot = fetched(f"http://harrow.example:{server.port}/", allow=allow)
    assert snapshot.answer.peer == "127.0.0.1"


def test_a_name_nobody_has_is_said_to_be_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(*_: Any, **__: Any) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with pytest.raises(FetchError) as caught:
        fetched("http://harrow.example/")
    assert caught.value.code is FetchCode.UNKNOWN_HOST


def test_a_name_that_cannot_be_a_name_is_said_to_be_unknown() -> None:
    with pytest.raises(FetchError) as caught:
        fetched(f"http://{'a' * 64}.example/")
    assert caught.value.code is FetchCode.UNKNOWN_HOST


def test_a_name_server_that_never_answers_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    over = threading.Event()

    def look_up(*_: Any, **__: Any) -> list[Any]:
        over.wait(20)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with pytest.raises(FetchError) as caught:
        fetched("http://harrow.example/", limits=FetchLimits(seconds=0.1))
    over.set()
    assert caught.value.code is FetchCode.TIMEOUT


def test_no_time_is_no_capture() -> None:
    with pytest.raises(FetchError) as caught:
        fetched("http://127.0.0.1:1/", allow=frozenset({("127.0.0.1", 1)}), limits=FetchLimits(0.0))
    assert caught.value.code is FetchCode.TIMEOUT
