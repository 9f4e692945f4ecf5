"""Reads an article from a file, a page or pasted words. No parser runs in this process."""

from pathlib import Path

from review import media
from review.intake.limits import DEFAULT, Limits
from review.parsing.apart import check_size, parse_apart, parse_page
from review.parsing.document import ReadDocument
from review.parsing.finish import finish
from review.parsing.kinds import Kind, kind_by_name


def read_document(data: bytes | Path, filename: str, *, limits: Limits = DEFAULT) -> ReadDocument:
    """Read a file whose name says its kind. Raises Unreadable (422) with message and remedy."""
    return parse_apart(data, kind_by_name(filename), limits)


def read_html(data: bytes, url: str, *, limits: Limits = DEFAULT) -> ReadDocument:
    """Read a fetched page, whatever its address ends in. The publisher may be the host alone."""
    return parse_page(data, Kind.HTML, url, limits)


def read_pasted(text: str, *, limits: Limits = DEFAULT) -> ReadDocument:
    """Read words that someone pasted. Same limits and errors as a text file."""
    check_size(text.encode("utf-8", "replace"), Kind.TEXT, limits)
    return finish(ReadDocument(text, media_type=media.TEXT), limits)
