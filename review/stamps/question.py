"""What is sent to an authority: a digest, a number that comes back, and no word of what it is of.

The client library would digest the bytes itself; the digest is known here already, and a record
may be large, so the few elements of RFC 3161, 2.4.1, are written out.
"""

import secrets
from dataclasses import dataclass

from review.stamps.der import BOOLEAN, NULL, OCTETS, OID, SEQUENCE, element, integer

# 2.16.840.1.101.3.4.2.1
SHA256 = element(OID, bytes.fromhex("608648016503040201"))
_YES = b"\xff"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Question:
    """A stamp for the bytes of this SHA-256, given in hexadecimal; `nonce` must come back."""

    sha256: str
    nonce: int

    def as_bytes(self) -> bytes:
        """The TimeStampReq, which also asks for the authority's certificates."""
        imprint = element(
            SEQUENCE, element(SEQUENCE, SHA256, NULL), element(OCTETS, bytes.fromhex(self.sha256))
        )
        return element(
            SEQUENCE, integer(_VERSION), imprint, integer(self.nonce), element(BOOLEAN, _YES)
        )


def question(sha256: str) -> Question:
    """A question with a fresh number of 64 bits, never 0."""
    return Question(sha256, secrets.randbits(63) + 1)
