"""A look into a packed document before any parser unpacks it.

Python's zipfile never unpacks more of a member than the archive's directory
declares, so limits on what is declared hold for what is unpacked.
"""

import zipfile
from io import BytesIO

from review.parsing.errors import Unreadable, UnreadableCode
from review.parsing.limits import Limits

_SMALL = 1_000_000
# What parsers of packed XML raise on damage; lxml's own errors of syntax are SyntaxErrors.
DAMAGE = (zipfile.BadZipFile, SyntaxError, LookupError, ValueError, TypeError, AttributeError)


def check_archive(data: bytes, limits: Limits) -> None:
    """Raise Unreadable for a zip bomb, a broken archive or one with a locked member."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise broken() from error
    if any(member.flag_bits & 1 for member in members):
        raise locked()
    if _is_bomb(members, len(data), limits):
        raise Unreadable(
            UnreadableCode.BOMB,
            "This document unpacks to far more than its size, as harmful files do.",
            "Save the text in a new document and import that, or paste the text.",
        )


def _is_bomb(members: list[zipfile.ZipInfo], packed: int, limits: Limits) -> bool:
    unpacked = sum(member.file_size for member in members)
    markup = sum(member.file_size for member in members if member.filename.endswith(".xml"))
    return (
        len(members) > limits.archive_members
        or unpacked > limits.archive_bytes
        or markup > limits.markup_bytes
        or unpacked > max(_SMALL, packed * limits.archive_ratio)
    )


def locked() -> Unreadable:
    return Unreadable(
        UnreadableCode.ENCRYPTED,
        "This document is locked with a password.",
        "Save a copy without the password and import that.",
    )


def broken() -> Unreadable:
    return Unreadable(
        UnreadableCode.BROKEN,
        "This document is damaged and cannot be opened.",
        "Open it in the program that made it, save it again, and import that copy.",
    )
