"""What the browser may ask through the guard, and what it may not."""

import contextlib
import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest

from review.capture.deadline import Deadline
from review.capture.guard_proxy import GuardProxy
from tests.capture.servers import Answer, Line, RawServer, Serve, page, serve

__all__ = ["serve"]
MOST = 1_000_000


class Room:
    """A proxy that may reach one server, and a way to speak to it as a browser does."""

    def __init__(self, server: RawServer, stack: ExitStack, seconds: float = 20) -> None:
        deadline = stack.enter_context(Deadline(seconds))
        self.proxy = stack.enter_context(GuardProxy(server.allow, deadline, MOST))
        self.server = server

    def said(self, request: bytes, then: bytes = b"") -> bytes:
        """Everything the proxy answers; `then` is sent when it has begun to."""
        with closing(socket.create_connection(("127.0.0.1", self.proxy.port))) as line:
            line.sendall(request)
            heard = line.recv(65_536)
            line.sendall(then)
            while part := line.recv(65_536):
                heard += part
            return heard


@pytest.fixture
def rooms(serve: Serve) -> Iterator[type]:
    with ExitStack() as stack:

        class Opened(Room):
            def __init__(self, answer: Answer, seconds: float = 20) -> None:
                super().__init__(serve(answer), stack, seconds)

        yield Opened


def test_a_page_is_read_by_its_own_path_and_one_line_serves_one_request(rooms: type) -> None:
    room = rooms(page(b"yes"))
    head = f"GET {room.server.url}/a?b=1 HTTP/1.1\r\nHost: x\r\nProxy-Connection: keep-alive\r\n"
    assert room.said(head.encode() + b"Connection: keep-alive\r\n\r\n").endswith(b"\r\n\r\nyes")
    room.server.close()
    assert room.server.requests == [b"GET /a?b=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"]


def test_a_line_is_carried_both_ways_as_it_is(rooms: type) -> None:
    def answer(line: Line) -> None:
        line.read().say(b"heard " + line.request)

    room = rooms(answer)
    place = room.server.url.removeprefix("http://").encode()
    said = room.said(b"CONNECT %s HTTP/1.1\r\n\r\n" % place, then=b"hello\r\n\r\n")
    assert said == b"HTTP/1.1 200 OK\r\n\r\nheard hello\r\n\r\n"


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET http://127.0.0.1/ HTTP/1.1",
        b"GET http://169.254.169.254/latest HTTP/1.1",
        b"GET http://[::1]/ HTTP/1.1",
        b"GET ftp://harrow.example/ HTTP/1.1",
        b"GET /status HTTP/1.1",
        b"CONNECT 10.0.0.1:443 HTTP/1.1",
        b"CONNECT 198.41.0.4:25 HTTP/1.1",
        b"CONNECT nothing HTTP/1.1 at all",
        b"POST http://198.41.0.4/ HTTP/1.1",
        b"nonsense",
        b"GET http://h\xc3\xa4rrow.example/ HTTP/1.1",
    ],
)
def test_what_is_no_reading_of_a_public_page_is_refused(rooms: type, request_line: bytes) -> None:
    room = rooms(page(b"secret"))
    assert room.said(request_line + b"\r\n\r\n").startswith(b"HTTP/1.1 403 ")
    room.server.close()
    assert room.server.requests == []


def test_a_site_that_is_not_there_is_a_bad_gateway(rooms: type) -> None:
    room = rooms(page(b"yes"))
    room.server.close()
    asked = f"GET {room.server.url}/ HTTP/1.1\r\n\r\n".encode()
    assert room.said(asked).startswith(b"HTTP/1.1 502 ")


def test_no_more_than_so_many_bytes_are_carried(rooms: type) -> None:
    def endless(line: Line) -> None:
        line.read().say(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            line.say(b"a" * 65_536)

    room = rooms(endless)
    assert len(room.said(f"GET {room.server.url}/ HTTP/1.1\r\n\r\n".encode())) <= MOST


def test_a_head_without_end_is_hung_up_on(rooms: type) -> None:
    room = rooms(page(b"yes"))
    with closing(socket.create_connection(("127.0.0.1", room.proxy.port))) as line:
        sent = 0
        with contextlib.suppress(OSError):
            while sent < MOST * 100:
                sent += line.send(b"X: " + b"a" * 65_536)
    assert sent < MOST * 100
    assert room.said(f"GET {room.server.url}/ HTTP/1.1\r\n\r\n".encode()).endswith(b"yes")


def test_a_silent_site_is_left_when_the_time_is_over(rooms: type) -> None:
    room = rooms(lambda line: line.read().hold(), seconds=0.3)
    assert room.said(f"GET {room.server.url}/ HTTP/1.1\r\n\r\n".encode()) == b""
