"""A proxy for the browser that takes pictures: the fetcher's own guard, for every request there is.

It opens lines to public addresses only, looks each name up itself, and carries no more than so
many bytes in all. Whatever the browser asks that is no reading of a page is refused.
"""

import contextlib
import re
import selectors
import socket
import threading
from typing import Self

from review.capture.addresses import Allowed
from review.capture.connection import open_line
from review.capture.deadline import Deadline
from review.capture.errors import FetchError
from review.capture.failures import too_large
from review.capture.targets import Target, target_of
from review.capture.wire import Meter

_HEAD_BYTES = 65_536
_AT_ONCE = 65_536
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
# Headers between the browser and us, and those that would keep the line open for a next request.
_OURS = re.compile(rb"\r\n(?:Proxy-[\w-]+|Connection|Keep-Alive):[^\r\n]*", re.I)
_NO = b"HTTP/1.1 %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class GuardProxy:
    """``with GuardProxy(...) as proxy``: listens on 127.0.0.1 at `port`."""

    def __init__(self, allow: Allowed, deadline: Deadline, most: int) -> None:
        self._allow, self._deadline = allow, deadline
        self._meter, self._counting = Meter(most, lambda: too_large(most)), threading.Lock()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                browser, _ = self._door.accept()
                threading.Thread(target=self._serve, args=(browser,), daemon=True).start()

    def _serve(self, browser: socket.socket) -> None:
        with browser, contextlib.suppress(OSError, TimeoutError):
            browser.settimeout(self._deadline.remaining())
            head = _head(browser)
            try:
                target = self._target(head)
                line = open_line(target, self._allow, self._deadline)
            except (FetchError, ValueError):
                browser.sendall(_NO % b"403 Forbidden")
                return
            except (OSError, TimeoutError):
                browser.sendall(_NO % b"502 Bad Gateway")
                return
            with line, contextlib.suppress(FetchError):
                self._carry(browser, line, head, target)

    def _target(self, head: bytes) -> Target:
        """What is asked. Raises Refused or ValueError for what is not to be."""
        method, address, _ = head.partition(b"\r\n")[0].decode("ascii").split(" ")
        if method == "CONNECT":
            return target_of(f"https://{address}/", self._allow)
        if method not in _READING or not address.startswith("http://"):
            raise ValueError(method)
        return target_of(address, self._allow)

    def _carry(
        self, browser: socket.socket, line: socket.socket, head: bytes, target: Target
    ) -> None:
        if head.startswith(b"CONNECT "):
            browser.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        else:
            line.sendall(_plain_request(head, target))
        others = {browser: line, line: browser}
        with selectors.DefaultSelector() as ready:
            for each in others:
                ready.register(each, selectors.EVENT_READ)
            while events := ready.select(self._deadline.remaining()):
                for key, _ in events:
                    here = key.fileobj
                    assert isinstance(here, socket.socket)
                    part = here.recv(_AT_ONCE)
                    if not part:
                        return
                    if here is line:
                        self._count(len(part))
                    others[here].sendall(part)

    def _count(self, size: int) -> None:
        with self._counting:
            self._meter.count(size)


def _head(browser: socket.socket) -> bytes:
    """The head of a request, without what may follow it. Raises OSError for none."""
    head = b""
    while b"\r\n\r\n" not in head:
        part = browser.recv(_AT_ONCE)
        if not part or len(head) > _HEAD_BYTES:
            raise OSError("no request came")
        head += part
    return head.partition(b"\r\n\r\n")[0]


def _plain_request(head: bytes, target: Target) -> bytes:
    """The request as the site is to have it: its own path, and one line for one request."""
    first, _, rest = head.partition(b"\r\n")
    method = first.partition(b" ")[0]
    kept = _OURS.sub(b"", b"\r\n" + rest)
    return b"%s %s HTTP/1.1%s\r\nConnection: close\r\n\r\n" % (method, target.path.encode(), kept)
