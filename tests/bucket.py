"""A bucket to keep evidence in, on a server that speaks the S3 protocol on this machine.

The server is moto's: a stand-in that keeps objects in memory, in a process apart. It answers as S3
does to what is asked here (create-once PUT, parts, conditional copies, listings), but it is no
storage: what a real one does under load, after a crash or behind a slow line is not shown by it.
"""

import contextlib
import socket
import subprocess
import sys
import threading
import time
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from review.stores.access import Access

BOUND_S = 30


@dataclass(frozen=True, slots=True)
class BucketServer:
    port: int

    @property
    def access(self) -> Access:
        address = f"http://127.0.0.1:{self.port}"
        return Access(endpoint=address, region="us-east-1", key="key", secret="secret")

    def settings(self) -> dict[str, str]:
        """What a desk's settings say to keep its evidence in a fresh bucket here."""
        return {
            "evidence_url": f"s3://{self.make_bucket()}/desk",
            "s3_endpoint": self.access.endpoint,
            "s3_region": self.access.region,
            "s3_key": self.access.key,
            "s3_secret": self.access.secret,
        }

    def make_bucket(self) -> str:
        """A fresh bucket, whose name this returns."""
        name = f"desk-{uuid.uuid4().hex[:12]}"
        self.ask("PUT", name)
        return name

    def ask(self, method: str, path: str, body: bytes | None = None) -> bytes:
        """One request, signed well enough for a server that looks at no signature."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/{path}",
            method=method,
            data=body,
            headers={
                "Authorization": "AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/s3/"
                "aws4_request, SignedHeaders=host, Signature=0"
            },
        )
        with urllib.request.urlopen(request, timeout=BOUND_S) as answer:
            found: bytes = answer.read()
        return found


@contextlib.contextmanager
def bucket_server() -> Iterator[BucketServer]:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    # The port is free now; should another process be faster, the server says so and ends.
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, server)
        yield BucketServer(port)
    finally:
        server.kill()
        server.wait()


@pytest.fixture(scope="session")
def s3() -> Iterator[BucketServer]:
    with bucket_server() as running:
        yield running


def _wait_for(port: int, server: "subprocess.Popen[Any]") -> None:
    until = time.monotonic() + BOUND_S
    pause = threading.Event()
    while True:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        assert server.poll() is None, "the bucket server did not start"
        assert time.monotonic() < until, "the bucket server takes too long to start"
        pause.wait(0.05)
