"""Whom the operator trusts for time stamps: certificates in a PEM file, and nobody else."""

from pathlib import Path

from cryptography.x509 import Certificate, load_pem_x509_certificates


def roots_of(path: str) -> tuple[Certificate, ...]:
    """The certificates of the file; none where no file is named.

    Raises ValueError, with words for the operator, for a file that holds none.
    """
    if not path:
        return ()
    try:
        return tuple(load_pem_x509_certificates(Path(path).read_bytes()))
    except (OSError, ValueError) as error:
        raise ValueError(
            f"PROOFDESK_STAMP_ROOTS is {path!r}, which holds no certificate in PEM"
        ) from error
