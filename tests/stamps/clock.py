"""Authorities for time stamps, on 127.0.0.1: one of our own making, and openssl where it is.

Our own writes its answers element by element, so that it can also answer wrongly in every way. The
same tests run against `openssl ts -reply` on a machine that has openssl.
"""

from __future__ import annotations

import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from review.stamps.der import (
    CHOICE_0,
    INTEGER,
    NULL,
    OCTETS,
    OID,
    SEQUENCE,
    SET,
    element,
    integer,
    parse,
)
from tests.capture.servers import Line, RawServer
from tests.suggest.model import heard

OPENSSL = shutil.which("openssl")
MAKERS = ["own", *(["openssl"] if OPENSSL else [])]
GRANTED, REJECTED, WAITING = 0, 2, 3
_TIME = 0x18
_SHA256 = element(SEQUENCE, element(OID, bytes.fromhex("608648016503040201")), NULL)
_ECDSA = element(SEQUENCE, element(OID, bytes.fromhex("2a8648ce3d040302")))
_POLICY = element(OID, bytes.fromhex("2a030401"))
_SIGNED_DATA = element(OID, bytes.fromhex("2a864886f70d010702"))
_TST_INFO = element(OID, bytes.fromhex("2a864886f70d0109100104"))
_CONTENT_TYPE = element(OID, bytes.fromhex("2a864886f70d010903"))
_DIGEST = element(OID, bytes.fromhex("2a864886f70d010904"))
BY_ANY = element(OID, bytes.fromhex("2a864886f70d010910022f"))
BY_SHA1 = element(OID, bytes.fromhex("2a864886f70d010910020c"))


@dataclass(frozen=True)
class Held:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)


def certificate(
    name: str,
    *,
    by: Held | None = None,
    days: tuple[int, int] = (-1, 365),
    purposes: tuple[x509.ObjectIdentifier, ...] = (ExtendedKeyUsageOID.TIME_STAMPING,),
    critical: bool = True,
) -> Held:
    """A root where nobody signs it, else an authority; valid from and to so many days from now."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    start, end = (datetime.now(UTC) + timedelta(days=day) for day in days)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(_signed_by(by.key if by else key), critical=False)
    )
    if by is not None and purposes:
        made = made.add_extension(x509.ExtendedKeyUsage(purposes), critical=critical)
    return Held(made.sign(by.key if by else key, hashes.SHA256()), key)


def _signed_by(key: ec.EllipticCurvePrivateKey) -> x509.AuthorityKeyIdentifier:
    """Which of two authorities of one name it is that signed."""
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())


@dataclass(frozen=True)
class Clock:
    """An authority of our own. What is given beside its certificates is said instead of the truth.

    `backwards` sends the certificates in the order that DER does not allow.
    """

    root: Held
    held: Held
    nonce: bytes | None = None
    imprint: bytes | None = None
    at: str | None = None
    chain: tuple[Held, ...] | None = None
    names: bytes | None = None
    status: int = GRANTED
    words: str = ""
    backwards: bool = True
    serials: list[int] = field(default_factory=list)

    def but(self, **other: Any) -> Clock:
        return replace(self, **other)

    def reply(self, asked: bytes) -> bytes:
        told = element(SEQUENCE, element(0x0C, self.words.encode())) if self.words else b""
        status = element(SEQUENCE, element(INTEGER, bytes([self.status])), told)
        if self.status != GRANTED:
            return element(SEQUENCE, status)
        return element(SEQUENCE, status, self._token(asked))

    def _token(self, asked: bytes) -> bytes:
        info = self._info(asked)
        chain = self.chain if self.chain is not None else (self.held, self.root)
        certificates = sorted((one.der for one in chain), reverse=self.backwards)
        signed = element(
            SEQUENCE,
            integer(3),
            element(SET, _SHA256),
            element(SEQUENCE, _TST_INFO, element(CHOICE_0, element(OCTETS, info))),
            element(CHOICE_0, *certificates) if certificates else b"",
            element(SET, self._signer(info)),
        )
        return element(SEQUENCE, _SIGNED_DATA, element(CHOICE_0, signed))

    def _info(self, asked: bytes) -> bytes:
        _, imprint, nonce, *_ = parse(asked).children()
        self.serials.append(secrets.randbits(60))
        at = self.at or datetime.now(UTC).strftime("%Y%m%d%H%M%SZ")
        return element(
            SEQUENCE,
            integer(1),
            _POLICY,
            self.imprint or imprint.whole,
            integer(self.serials[-1]),
            element(_TIME, at.encode()),
            nonce.whole if self.nonce is None else self.nonce,
        )

    def _signer(self, info: bytes) -> bytes:
        own = sha256(self.held.der).digest()
        named = element(SEQUENCE, element(SEQUENCE, element(SEQUENCE, element(OCTETS, own))))
        default = element(SEQUENCE, BY_ANY, element(SET, named))
        attributes = sorted(
            [
                element(SEQUENCE, _CONTENT_TYPE, element(SET, _TST_INFO)),
                element(SEQUENCE, _DIGEST, element(SET, element(OCTETS, sha256(info).digest()))),
                default if self.names is None else self.names,
            ]
        )
        signature = self.held.key.sign(element(SET, *attributes), ec.ECDSA(hashes.SHA256()))
        issuer = self.held.certificate.issuer.public_bytes()
        return element(
            SEQUENCE,
            integer(1),
            element(SEQUENCE, issuer, integer(self.held.certificate.serial_number)),
            _SHA256,
            element(CHOICE_0, *attributes),
            _ECDSA,
            element(OCTETS, signature),
        )

    def answer(self, line: Line) -> None:
        """What a server says that is this authority."""
        body = self.reply(heard(line).request.partition(b"\r\n\r\n")[2])
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n"
        line.say(head.encode() + body)


@dataclass(frozen=True)
class Openssl(Clock):
    """The same authority, as openssl speaks for it."""

    folder: Path = Path()

    def reply(self, asked: bytes) -> bytes:
        (self.folder / "asked.tsq").write_bytes(asked)
        assert OPENSSL is not None
        subprocess.run(
            [OPENSSL, "ts", "-reply", "-config", "openssl.cnf", "-section", "clock",
             "-queryfile", "asked.tsq", "-signer", "held.pem", "-inkey", "held.key",
             "-chain", "root.pem", "-out", "answer.tsr"],
            cwd=self.folder, check=True, capture_output=True,
        )  # fmt: skip
        return (self.folder / "answer.tsr").read_bytes()


_SETTINGS = """
[clock]
serial = ./serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
"""


def own_clock(**changed: Any) -> Clock:
    """An authority of a root of its own."""
    root = certificate("Root of Vantoria", days=(-3000, 3000))
    return Clock(root, certificate("Ostrane Clock", by=root)).but(**changed)


def openssl_clock(folder: Path) -> Openssl:
    clock = own_clock()
    (folder / "openssl.cnf").write_text(_SETTINGS)
    (folder / "serial").write_text("01\n")
    (folder / "held.pem").write_bytes(clock.held.pem)
    (folder / "root.pem").write_bytes(clock.root.pem)
    (folder / "held.key").write_bytes(
        clock.held.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    return Openssl(clock.root, clock.held, folder=folder)


@pytest.fixture(params=MAKERS)
def clock(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Clock:
    """An authority that answers rightly, of each making that this machine has."""
    if request.param == "openssl":
        return openssl_clock(tmp_path_factory.mktemp("openssl"))
    return own_clock()


@dataclass(frozen=True)
class Towers:
    """Gives authorities an address; all of them end with the test."""

    stack: ExitStack

    def __call__(self, clock: Clock) -> RawServer:
        server = RawServer(clock.answer)
        self.stack.callback(server.close)
        return server


@pytest.fixture
def towers() -> Iterator[Towers]:
    with ExitStack() as stack:
        yield Towers(stack)
