"""Certificates are checked against the name in the link."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from review.capture import connection
from review.capture.errors import FetchCode, Unreachable
from tests.capture.asking import fetched


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A self-signed certificate for localhost, with its key in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    path = tmp_path / "localhost.pem"
    path.write_bytes(
        built.public_bytes(pem)
        + key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path


@pytest.fixture
def port(certificate: Path) -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def serve_once() -> None:
        with contextlib.suppress(OSError):
            peer, _ = listener.accept()
            with context.wrap_socket(peer, server_side=True) as line:
                line.recv(65536)
                line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nsafe")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve_once, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(5)


def test_a_certificate_nobody_vouches_for_is_refused(port: int) -> None:
    with pytest.raises(Unreachable) as caught:
        fetched(f"https://localhost:{port}/", allow=frozenset({("127.0.0.1", port)}))
    assert caught.value.code is FetchCode.BAD_TLS


@pytest.mark.parametrize(("host", "good"), [("localhost", True), ("127.0.0.1", False)])
def test_a_good_certificate_must_name_the_host(
    port: int, certificate: Path, monkeypatch: pytest.MonkeyPatch, host: str, good: bool
) -> None:
    own = ssl.create_default_context(cafile=certificate)
    monkeypatch.setattr(connection, "trust", lambda: own)
    url, allow = f"https://{host}:{port}/", frozenset({("127.0.0.1", port)})
    if good:
        assert fetched(url, allow=allow).body == b"safe"
    else:
        with pytest.raises(Unreachable) as caught:
            fetched(url, allow=allow)
        assert caught.value.code is FetchCode.BAD_TLS


def test_the_authorities_are_loaded() -> None:
    assert connection.trust().verify_mode is ssl.CERT_REQUIRED
    assert connection.trust().check_hostname
