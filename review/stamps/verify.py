"""Whether an answer is a time stamp that holds: RFC 3161, offline, against the operator's roots.

Certificates are judged at the moment that the stamp tells, not today: that a certificate has run
out since says nothing about what was signed before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate, ExtendedKeyUsage, ExtensionNotFound
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from review.stamps.der import Element, integer
from review.stamps.errors import NoStampYetError, StampError, UntrustedError
from review.stamps.token import Answer, names_certificate, read

SHA256 = "2.16.840.1.101.3.4.2.1"
_GRANTED, _WAITING = 0, 3
_LONGEST_PATH = 10
NOBODY = "The settings name nobody whom to trust for time stamps."
_NOT_SIGNED = (
    "Its signature does not hold, or does not lead to anybody whom the settings trust for time "
    "stamps."
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a stamp says that is one of the bytes asked about; whether it holds is not said yet."""

    gen_time: datetime
    serial: str
    signer: str
    path: tuple[Certificate, ...]

    @property
    def chain(self) -> bytes:
        """The certificates from who signed upwards, in PEM."""
        return b"".join(one.public_bytes(Encoding.PEM) for one in self.path)

    def over_by(self, moment: datetime) -> datetime | None:
        """When the first certificate of its path had run out, where one had by then."""
        ends = min(one.not_valid_after_utc for one in self.path)
        return ends if ends < moment else None


def stamp_of(data: bytes, *, sha256: str, nonce: int | None = None) -> Stamp:
    """Read a stamp and see that it is of these bytes, and an answer to this very question.

    Without a `nonce` a kept stamp is read again. Raises StampError, with the reason in words.
    """
    answer = read(data)
    signed = _require_granted(answer)
    said = answer.response.tst_info
    imprint = said.message_imprint
    if (imprint.hash_algorithm.dotted_string, imprint.message.hex()) != (SHA256, sha256):
        raise StampError("This is a stamp of other bytes.")
    if nonce is not None and said.nonce != nonce:
        raise StampError("This is the answer to another question: the number sent is not in it.")
    signer, came_along = _signer(answer, signed)
    return Stamp(
        gen_time=said.gen_time.astimezone(UTC),
        serial=_hexadecimal(said.serial_number),
        signer=_name(signer),
        path=tuple(_path(signer, came_along)),
    )


def require_trust(data: bytes, *, sha256: str, roots: Sequence[Certificate]) -> None:
    """Raise UntrustedError unless signature and chain hold up to one of `roots`, at its moment."""
    from rfc3161_client import VerificationError, VerifierBuilder

    if not roots:
        raise UntrustedError(NOBODY)
    response = read(data).response
    # Roots alone are named here. What came along may lead to them, and is never trusted itself.
    verifier = VerifierBuilder(roots=list(roots)).build()
    try:
        verifier.verify(response, bytes.fromhex(sha256))
    except (VerificationError, ValueError) as error:
        raise UntrustedError(_NOT_SIGNED) from error


def _require_granted(answer: Answer) -> Element:
    status = answer.response.status
    if status == _WAITING:
        raise NoStampYetError("The authority asks for patience.")
    if status != _GRANTED or answer.signed is None:
        why = "; ".join(answer.response.status_string)
        raise StampError(f"The authority refused{f': {why[:200]}' if why else ''}.")
    return answer.signed


def _signer(answer: Answer, signed: Element) -> tuple[Certificate, list[Certificate]]:
    """The certificate that signed, and all that came along."""
    try:
        came_along = answer.certificates()
        (by,) = answer.response.signed_data.signer_infos
        for one in came_along:
            if (one.issuer, one.serial_number) == (by.issuer, by.serial_number):
                _require_purpose(one)
                if not names_certificate(signed, one):
                    raise StampError("The stamp was signed in the name of another certificate.")
                return one, came_along
    except ValueError as error:
        raise StampError("The certificates in the stamp cannot be read.") from error
    raise StampError("The authority left its certificate out of the stamp.")


def _require_purpose(certificate: Certificate) -> None:
    try:
        found = certificate.extensions.get_extension_for_class(ExtendedKeyUsage)
    except ExtensionNotFound:
        found = None
    only = [ExtendedKeyUsageOID.TIME_STAMPING]
    # RFC 3161, 2.3: for this purpose, for no other, and marked as critical.
    if found is None or not found.critical or list(found.value) != only:
        raise StampError("Whoever signed it may not sign time stamps.")


def _path(signer: Certificate, came_along: Sequence[Certificate]) -> Iterator[Certificate]:
    """From who signed upwards, as far as what came along leads."""
    at: Certificate | None = signer
    for _ in range(_LONGEST_PATH):
        if at is None:
            return
        yield at
        above, below = at.issuer, at.subject
        if above == below:
            return
        at = next((one for one in came_along if one.subject == above), None)


def _hexadecimal(number: int) -> str:
    """As openssl writes it, without the 0x."""
    return integer(number)[2:].hex().upper()


def _name(certificate: Certificate) -> str:
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else certificate.subject.rfc4514_string()
