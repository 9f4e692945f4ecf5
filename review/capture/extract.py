"""The text of a captured page or file, read apart from this process."""

from pathlib import Path
from typing import BinaryIO

from review.parsing.apart import parse_page
from review.parsing.document import ReadDocument
from review.parsing.errors import Unreadable, UnreadableCode
from review.parsing.kinds import READABLE, Kind
from review.parsing.limits import DEFAULT, Limits


def extract_text(
    body: bytes | Path | BinaryIO, media_type: str, url: str = "", *, limits: Limits = DEFAULT
) -> ReadDocument:
    """Text, title, byline, publisher and date of captured bytes.

    Raises Unreadable; a picture or an unknown kind is `UnreadableCode.WRONG_TYPE`.
    """
    if media_type not in {kind.value for kind in Kind}:
        message = f"No text can be read from a file of type {media_type}."
        raise Unreadable(UnreadableCode.WRONG_TYPE, message, READABLE)
    return parse_page(body, Kind(media_type), url, limits)
