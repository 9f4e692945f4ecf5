"""A server that says exactly the bytes a test wants, well or badly, on 127.0.0.1."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator

import pytest

Answer = Callable[["Line"], None]
# An article as a site shows it.
HTML = (
    b"<html lang='en-GB'><head><title>Forty pages</title>"
    b"<meta property='og:site_name' content='The Harrow Ledger'></head><body><article>"
    b"<h1>Forty pages</h1><p>Bureau 9 arrested Ilan Maresk on 14 March 2025 in Ostrane.</p>"
    b"<p>The Ostrane City Court tried eleven such cases between 2012 and 2021.</p>"
    b"</article></body></html>"
)


class Line:
    """One connection, with the request that came over it."""

    def __init__(self, peer: socket.socket, closing: threading.Event) -> None:
        self._peer = peer
        self._closing = closing
        self.request = b""

    def read(self) -> "Line":
        while b"\r\n\r\n" not in self.request:
            got = self._peer.recv(65536)
            if not got:
                break
            self.request += got
        return self

    @property
    def path(self) -> str:
        return self.request.split(b" ")[1].decode()

    def say(self, text: bytes) -> None:
        self._peer.sendall(text)

    def drip(self, text: bytes) -> None:
        """Say `text` again and again, a byte every few milliseconds, until somebody hangs up."""
        while True:
            for byte in text:
                self._peer.sendall(bytes([byte]))
                if self._closing.wait(0.01):
                    return

    def hold(self) -> None:
        """Say nothing until the other side hangs up."""
        while self._peer.recv(65536):
            pass


class RawServer:
    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._closing = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads: list[threading.Thread] = []
        self.port = self._listener.getsockname()[1]
        self._heard: list[bytes] = []
        self.url = f"http://127.0.0.1:{self.port}"
        self.allow = frozenset({("127.0.0.1", self.port)})
        self._start(self._accept)

    def _start(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                peer, _ = self._listener.accept()
                self._start(self._serve, peer)

    def _serve(self, peer: socket.socket) -> None:
        line = Line(peer, self._closing)
        with peer, contextlib.suppress(OSError):
            self._answer(line)
            peer.shutdown(socket.SHUT_WR)
        self._heard.append(line.request)

    @property
    def requests(self) -> list[bytes]:
        """What came over each connection, once all that were opened have ended."""
        for thread in self._threads[1:]:
            thread.join(5)
        return self._heard

    def close(self) -> None:
        self._closing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(5)


Serve = Callable[[Answer], RawServer]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Give it an answer, get a server that says it; all of them end with the test."""
    with contextlib.ExitStack() as stack:

        def start(answer: Answer) -> RawServer:
            server = RawServer(answer)
            stack.callback(server.close)
            return server

        yield start


def page(body: bytes, *headers: str, status: str = "200 OK") -> Answer:
    """An answer that reads the request and says this."""
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", ""]

    def answer(line: Line) -> None:
        line.read().say("\r\n".join(lines).encode() + body)

    return answer


def sent_on(location: str, status: str = "302 Found") -> Answer:
    return page(b"", f"Location: {location}", status=status)
