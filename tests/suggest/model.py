"""A stand-in for a language model on 127.0.0.1: it says whatever a test wants, well or badly."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from review.suggest.endpoint import Endpoint, endpoint_of
from tests.capture.servers import Answer, Line, RawServer

MODEL = "harrow-small"
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


def heard(line: Line) -> Line:
    """Read a whole request, its body included."""
    line.read()
    head, _, body = line.request.partition(b"\r\n\r\n")
    found = _LENGTH.search(head)
    missing = int(found[1]) - len(body) if found else 0
    while missing > 0:
        got = line._peer.recv(65536)
        line.request += got
        missing -= len(got) or missing
    return line


def says(body: bytes, status: str = "200 OK", *headers: str) -> Answer:
    """An answer of these bytes."""
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", ""]
    return lambda line: heard(line).say("\r\n".join(lines).encode() + body)


def writes(content: Any) -> Answer:
    """What the model wrote, in the envelope of a chat completion."""
    words = content if isinstance(content, str) else json.dumps(content)
    message = {"role": "assistant", "content": words}
    whole = {"id": "chat-1", "object": "chat.completion", "choices": [{"message": message}]}
    return says(json.dumps(whole).encode(), "200 OK", "Content-Type: application/json")


def at(server: RawServer, key: str = "") -> Endpoint:
    found = endpoint_of(f"{server.url}/v1", MODEL, key)
    assert found is not None
    return found


def sent(server: RawServer) -> dict[str, Any]:
    """The one request that the server got, as JSON."""
    (request,) = server.requests
    found: dict[str, Any] = json.loads(request.partition(b"\r\n\r\n")[2])
    return found


def quoted(server: RawServer) -> dict[str, str]:
    """The words that stand in the request as quoted data."""
    found: dict[str, str] = json.loads(sent(server)["messages"][1]["content"])
    return found


@pytest.fixture
def writing() -> Iterator[Callable[[Any], RawServer]]:
    """Give it what the model shall write, get a server that does; all of them end with the test."""
    with ExitStack() as stack:

        def start(content: Any) -> RawServer:
            server = RawServer(writes(content))
            stack.callback(server.close)
            return server

        yield start
