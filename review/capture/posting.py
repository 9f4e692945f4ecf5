"""One POST to a host that the operator named: a language model, an authority for time stamps.

The host may be in a private network, since the operator named it. Nothing is followed, no proxy or
cookie is used, and what is read of the answer is bounded in size and in time.
"""

import socket
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from io import BytesIO

from urllib3.response import BaseHTTPResponse

from review.capture.addresses import Address, plain
from review.capture.connection import connect
from review.capture.deadline import Deadline
from review.capture.targets import Target

_CHUNK = 16_384


class TooLongError(Exception):
    """The answer is longer than was asked for."""


@dataclass(frozen=True, slots=True)
class Answered:
    """`body` is read for the status 200 alone, and empty else."""

    status: int
    body: bytes = b""


def addresses_of(target: Target, deadline: Deadline) -> frozenset[Address]:
    """What the host's name leads to now. Raises OSError or TimeoutError."""
    look_up = partial(socket.getaddrinfo, target.name, target.port, type=socket.SOCK_STREAM)
    return frozenset(plain(str(address[0])) for *_, address in deadline.call(look_up))


def post(
    target: Target,
    found: frozenset[Address],
    body: bytes,
    headers: Mapping[str, str],
    deadline: Deadline,
    *,
    most: int,
) -> Answered:
    """Send `body` to one of the addresses `found`.

    Raises TooLongError beyond `most` bytes, and whatever a line or an answer may break with:
    OSError, urllib3's HTTPError, HTTPException, ValueError, FetchError, TimeoutError.
    """
    allow = frozenset((str(address), target.port) for address in found)
    with closing(connect(target, allow, deadline)) as connection:
        whole = {
            "Host": target.host_header,
            "Accept-Encoding": "identity",
            "Connection": "close",
            **headers,
        }
        connection.request("POST", target.path, body=body, headers=whole, preload_content=False)
        with closing(connection.getresponse()) as response:
            if response.status != 200:
                return Answered(response.status)
            return Answered(response.status, _whole(response, deadline, most))


def _whole(response: BaseHTTPResponse, deadline: Deadline, most: int) -> bytes:
    gathered = BytesIO()
    for chunk in response.stream(_CHUNK, decode_content=False):
        gathered.write(chunk)
        if gathered.tell() > most:
            raise TooLongError
    # A line that was cut can look like an answer that came to its end.
    deadline.remaining()
    return gathered.getvalue()
