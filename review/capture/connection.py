"""Connections that only ever reach an open address.

urllib3 speaks HTTP and checks certificates. The socket it speaks over is made
here, because only here can the address be checked on the peer that was truly
reached, for every hop, whatever the name resolves to a moment later.
"""

import socket
import ssl
from functools import cache, partial

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection

from review.capture.addresses import Allowed, is_open
from review.capture.deadline import Deadline
from review.capture.errors import FetchCode, Refused
from review.capture.targets import Target


def connect(target: Target, allow: Allowed, deadline: Deadline) -> HTTPConnection:
    """Return a connection with its line open. Raises Refused, OSError, or TimeoutError."""
    line = open_line(target, allow, deadline)
    deadline.watch(line)
    if target.scheme == "http":
        plain = HTTPConnection(target.host, target.port, timeout=deadline.remaining())
        plain.sock = line
        return plain
    secure = _SecureConnection(
        target.host, target.port, timeout=deadline.remaining(), ssl_context=trust()
    )
    secure.line = line
    secure.connect()
    return secure


class _SecureConnection(HTTPSConnection):
    line: socket.socket

    def _new_conn(self) -> socket.socket:
        return self.line


@cache
def trust() -> ssl.SSLContext:
    """The authorities whose certificates are believed: certifi's, never the environment's."""
    return ssl.create_default_context(cafile=certifi.where())


def open_line(target: Target, allow: Allowed, deadline: Deadline) -> socket.socket:
    """A line to the target, open and checked. Raises Refused, OSError, or TimeoutError."""
    look_up = partial(socket.getaddrinfo, target.name, target.port, type=socket.SOCK_STREAM)
    found = [
        (family, address)
        for family, _, _, _, address in deadline.call(look_up)
        if is_open(str(address[0]), target.port, allow)
    ]
    if not found:
        raise private_address()
    failure: OSError | None = None
    for left in range(len(found), 0, -1):
        try:
            return _dial(*found[-left], allow, deadline.remaining() / left)
        except OSError as error:
            failure = error
    raise failure or OSError


def _dial(
    family: int, address: tuple[str | int | bytes, ...], allow: Allowed, seconds: float
) -> socket.socket:
    line = socket.socket(family, socket.SOCK_STREAM)
    try:
        line.settimeout(seconds)
        line.connect(address)
        host, port = line.getpeername()[:2]
        if not is_open(host, port, allow):
            raise private_address()
    except BaseException:
        line.close()
        raise
    return line


def private_address() -> Refused:
    return Refused(
        FetchCode.PRIVATE_ADDRESS,
        "This link leads to an address inside a private network.",
        "Use the public address of the page, or save the page and attach it as a file.",
    )
