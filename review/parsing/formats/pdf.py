"""PDF files, by pypdf. Printed lines are joined into paragraphs again."""

import re
from io import BytesIO

import pypdf
from pypdf.errors import LimitReachedError, PyPdfError

from review.parsing.archive import broken
from review.parsing.document import ReadDocument
from review.parsing.errors import Unreadable, UnreadableCode
from review.parsing.formats.properties import stated_day, stated_name

_SPLIT_WORD = re.compile(r"(?<=[^\W\d_])[-\u00ad]$")
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
    text = "\n\n".join(join_lines(page.extract_text()) for page in reader.pages).strip()
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


def join_lines(page: str) -> str:
    """Join printed lines: a line shorter than the page's full lines ends its paragraph."""
    lines = [line.strip() for line in page.split("\n")]
    full = max((len(line) for line in lines), default=0) * _FULL_LINE
    parts: list[str] = []
    for line in lines:
        parts.append(_joined(line, ends=len(line) < full))
    return "".join(parts)


def _joined(line: str, *, ends: bool) -> str:
    if _SPLIT_WORD.search(line):
        return _SPLIT_WORD.sub("", line)
    return f"{line}\n\n" if ends else f"{line} "
