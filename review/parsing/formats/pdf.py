"""PDF files, by pypdf. Printed lines are joined into paragraphs again."""

from io import BytesIO
from itertools import pairwise

import pypdf
from pypdf.errors import LimitReachedError, PyPdfError

from review.parsing.archive import broken
from review.parsing.document import ReadDocument
from review.parsing.errors import Unreadable, UnreadableCode
from review.parsing.formats.properties import stated_day, stated_name

_FULL_LINE = 0.8


def read(data: bytes) -> ReadDocument:
    try:
        return _read(pypdf.PdfReader(BytesIO(data)))
    except LimitReachedError as error:
        raise Unreadable(
            UnreadableCode.BOMB,
            "This PDF unpacks to far more than its size, as harmful files do.",
            "Print it to a new PDF and import that, or paste the text.",
        ) from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise broken() from error


def _read(reader: pypdf.PdfReader) -> ReadDocument:
    # An empty password opens files that only forbid printing or changing.
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable(
            UnreadableCode.ENCRYPTED,
            "This PDF is locked with a password.",
            "Save a copy without the password and import that.",
        )
    text = join_lines("\n".join(page.extract_text().strip() for page in reader.pages))
    if not text:
        raise Unreadable(
            UnreadableCode.NO_TEXT,
            "This PDF has no text in it: its pages are pictures, or empty.",
            "Make the text readable first (OCR) and import that, or paste the text.",
        )
    facts = reader.metadata
    return ReadDocument(
        text,
        title=stated_name(facts and facts.title),
        byline=stated_name(facts and facts.author),
        published_on=stated_day(facts and facts.creation_date),
        notes=("Lines of the PDF were joined into paragraphs: compare them with the original.",),
    )


def join_lines(printed: str) -> str:
    """Join printed lines: one shorter than most ends its paragraph, a hyphen joins its word."""
    lines = [line.strip() for line in printed.split("\n")]
    lengths = sorted(len(line) for line in lines)
    full = lengths[len(lengths) * 9 // 10] * _FULL_LINE
    joined = "".join(
        _joined(line, following, ends=len(line) < full)
        for line, following in pairwise([*lines, ""])
    )
    return joined.strip()


def _joined(line: str, following: str, *, ends: bool) -> str:
    if line.endswith(("-", "\u00ad")) and following[:1].islower():
        return line[:-1]
    return f"{line}\n\n" if ends else f"{line} "
