"""A desk in processes of its own, people at work on it, and somebody who pulls the plug."""

import contextlib
import hashlib
import http.client
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from config import Settings

ROOT = Path(__file__).parent.parent.parent
BOUND_S = 30


class House:
    """Web and worker; `kill` ends one of them as a power cut would, and begins it again."""

    def __init__(self, settings: Settings) -> None:
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "TMPDIR": str(settings.data_dir.parent / "tmp"),
            "PROOFDESK_DATA_DIR": str(settings.data_dir),
            "PROOFDESK_DATABASE_URL": settings.database_url,
            "PROOFDESK_SECRET_KEY": settings.secret_key,
            "PROOFDESK_EVIDENCE_URL": settings.evidence_url,
            "PROOFDESK_FETCH_ALLOW": settings.fetch_allow,
            "PROOFDESK_S3_ENDPOINT": settings.s3_endpoint,
            "PROOFDESK_S3_REGION": settings.s3_region,
            "PROOFDESK_S3_KEY": settings.s3_key,
            "PROOFDESK_S3_SECRET": settings.s3_secret,
        }
        (settings.data_dir.parent / "tmp").mkdir(exist_ok=True)
        self._births = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.births"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
            cwd=ROOT,
        )
        self.port = int(self._said().readline())
        self._living = {kind: self._bear(kind) for kind in ("web", "worker")}

    def most_memory(self, kind: str) -> int:
        """The most memory that web or worker ever had, in bytes."""
        status = Path(f"/proc/{self._living[kind]}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) * 1024

    def kill(self, *kinds: str) -> None:
        for kind in kinds:
            os.kill(self._living[kind], signal.SIGKILL)
        for kind in kinds:
            self._living[kind] = self._bear(kind)

    def close(self) -> None:
        for number in self._living.values():
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        self._births.kill()
        self._births.wait()
        for pipe in (self._births.stdin, self._births.stdout):
            assert pipe is not None
            pipe.close()

    def _bear(self, kind: str) -> int:
        assert self._births.stdin is not None
        self._births.stdin.write(f"{kind}\n")
        self._births.stdin.flush()
        return int(self._said().readline())

    def _said(self) -> IO[str]:
        assert self._births.stdout is not None
        return self._births.stdout


@dataclass
class Acknowledged:
    """What the desk said it holds: digests of files, and addresses of pages."""

    files: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    refused: list[tuple[int, bytes]] = field(default_factory=list)
    cut_off: int = 0


class Person:
    """Sends files and links, one after another, and notes what was acknowledged."""

    def __init__(self, port: int, claim_id: int, cookie: str, token: str, pages: str) -> None:
        self._port, self._path = port, f"/claims/{claim_id}/evidence"
        self._headers = {
            "Cookie": f"proofdesk={cookie}",
            "Accept": "application/json",
            "Content-Type": "multipart/form-data; boundary=cut",
        }
        self._token, self._pages = token, pages
        self.told = Acknowledged()

    def work(self, seed: int, enough: threading.Event) -> None:
        dice, number = random.Random(seed), 0
        while not enough.wait(dice.uniform(0, 0.2)):
            number += 1
            if dice.random() < 0.25:
                self._link(f"{self._pages}/{seed}/{number}")
            else:
                # Now and then one that goes to a bucket in parts.
                size = int(10 ** dice.uniform(2, 6)) if dice.random() < 0.95 else 6 << 20
                self._file(dice.randbytes(16) + bytes(size), dice.choice(("seen", "seen.txt")))

    def send_large(self, size: int) -> bool:
        """Send one file of so many bytes, which are never all in memory here."""
        head = self._head(b'name="file"; filename="register.bin"')
        piece, tail = random.Random(size).randbytes(1 << 20), b"\r\n--cut--\r\n"

        def body() -> Iterator[bytes]:
            yield head
            for at in range(0, size, len(piece)):
                yield piece[: size - at]
            yield tail

        length = str(len(head) + size + len(tail))
        return self._answered(body(), self._headers | {"Content-Length": length})

    def _file(self, data: bytes, name: str) -> None:
        if self._sent(b'name="file"; filename="%s"' % name.encode(), data):
            self.told.files.add(hashlib.sha256(data).hexdigest())

    def _link(self, url: str) -> None:
        if self._sent(b'name="url"', url.encode()):
            self.told.links.add(url)

    def _sent(self, head: bytes, value: bytes) -> bool:
        return self._answered(self._head(head) + value + b"\r\n--cut--\r\n", self._headers)

    def _head(self, last: bytes) -> bytes:
        """The body of a form up to the value of its last field."""
        token = b'name="csrf_token"\r\n\r\n' + self._token.encode() + b"\r\n"
        parts = (token, last + b"\r\n\r\n")
        return b"".join(b"--cut\r\nContent-Disposition: form-data; " + part for part in parts)

    def _answered(self, body: bytes | Iterator[bytes], headers: dict[str, str]) -> bool:
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=BOUND_S)
        try:
            line.request("POST", self._path, body, headers)
            answer = line.getresponse()
            said = answer.read()
        except (OSError, http.client.HTTPException):
            self.told.cut_off += 1
            return False
        finally:
            line.close()
        if answer.status != 200:
            self.told.refused.append((answer.status, said))
        return answer.status == 200


@contextlib.contextmanager
def at_work(people: list[Person], seed: int) -> Iterator[None]:
    """Everybody works for as long as this lasts; on leaving, what was begun is ended."""
    enough = threading.Event()
    threads = [
        threading.Thread(target=person.work, args=(seed + at, enough), daemon=True)
        for at, person in enumerate(people)
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        enough.set()
        for thread in threads:
            thread.join(BOUND_S * 2)
