"""What an authority answered, taken apart. What is kept is the answer as it came, byte by byte."""

from dataclasses import dataclass
from hashlib import new as hash_of
from importlib.util import find_spec
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate, load_der_x509_certificate

from review.stamps.der import CHOICE_0, CHOICE_1, OCTETS, OID, SEQUENCE, SET, Element, parse
from review.stamps.errors import NoStampYetError

if TYPE_CHECKING:
    from rfc3161_client import TimeStampResponse

# The attributes in which an authority names its own certificate (RFC 2634 and RFC 5035).
_BY_SHA1 = bytes.fromhex("2a864886f70d010910020c")
_BY_ANY = bytes.fromhex("2a864886f70d010910022f")
_HASHES = {
    bytes.fromhex("608648016503040201"): "sha256",
    bytes.fromhex("608648016503040202"): "sha384",
    bytes.fromhex("608648016503040203"): "sha512",
}
NOT_INSTALLED = (
    "Time stamps need the extra `archive`, which is not installed.",
    "An operator installs it; everything else works without.",
)
_NONSENSE = "What the authority sent is no time stamp."


def is_there() -> bool:
    """Whether the extra `archive` is installed, without which no stamp can be read."""
    return find_spec("rfc3161_client") is not None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; `signed` is None where the authority gave no stamp."""

    response: "TimeStampResponse"
    signed: Element | None

    def certificates(self) -> list[Certificate]:
        """Those that came along, as they came. Raises ValueError for one that is none."""
        return [load_der_x509_certificate(one.whole) for one in _set_of(self.signed, CHOICE_0)]


def read(data: bytes) -> Answer:
    """Take an answer apart. Raises NoStampYetError for bytes that are none."""
    from rfc3161_client import decode_timestamp_response

    try:
        whole = parse(data)
        signed = _signed_data(whole)
        return Answer(decode_timestamp_response(_in_order(data, signed)), signed)
    except (ValueError, RecursionError) as error:
        raise NoStampYetError(_NONSENSE) from error


def _signed_data(answer: Element) -> Element | None:
    parts = answer.children()
    if len(parts) < 2:
        return None
    return answer.child(1, SEQUENCE).child(1, CHOICE_0).child(0, SEQUENCE)


def _in_order(data: bytes, signed: Element | None) -> bytes:
    """The same answer with its certificates in the order that DER asks of a set.

    Authorities, openssl among them, send them in another, which the reader refuses. They stand
    outside of what is signed, so putting them in order leaves every signature as it is.
    """
    for tag in (CHOICE_0, CHOICE_1):
        found = _set_of(signed, tag)
        if found:
            ordered = b"".join(sorted(one.whole for one in found))
            data = data[: found[0].start] + ordered + data[found[-1].end :]
    return data


def _set_of(signed: Element | None, tag: int) -> list[Element]:
    if signed is None:
        return []
    # Before these come the version, the digests and the content; after them who signed.
    return [one for part in signed.children() if part.tag == tag for one in part.children()]


def names_certificate(signed: Element, certificate: Certificate) -> bool:
    """Whether the signed part names this very certificate, by its digest.

    Without that, a certificate could be put in the place of another of the same name and key.
    Raises ValueError where the answer is of another shape.
    """
    der = certificate.public_bytes(Encoding.DER)
    signer = signed.children()[-1].child(0, SEQUENCE)
    attributes = signer.child(3, CHOICE_0).children()
    return any(
        digest == hash_of(name, der, usedforsecurity=False).digest()
        for attribute in attributes
        for name, digest in _named(attribute)
    )


def _named(attribute: Element) -> list[tuple[str, bytes]]:
    """Hash and digest of the certificate that an attribute names first, if it names one."""
    kind = attribute.child(0, OID).content
    if kind not in {_BY_SHA1, _BY_ANY}:
        return []
    first = attribute.child(1, SET).child(0, SEQUENCE).child(0, SEQUENCE).child(0, SEQUENCE)
    if kind == _BY_SHA1:
        return [("sha1", first.child(0, OCTETS).content)]
    parts = first.children()
    if parts and parts[0].tag == OCTETS:
        return [("sha256", parts[0].content)]
    named = _HASHES.get(first.child(0, SEQUENCE).child(0, OID).content)
    return [(named, first.child(1, OCTETS).content)] if named else []
