"""The last step for every format: canonical text, its limits, and what its first lines tell."""

import re
from dataclasses import replace

from review import media
from review.parsing.document import ReadDocument
from review.parsing.errors import Unreadable, UnreadableCode
from review.parsing.limits import Limits
from review.parsing.opening import Opening, read_opening
from review.text.canonical import canonical_text

_DATED_BY_FILE = {media.DOCX, media.ODT, media.PDF}
_GAPS = re.compile(r"\n{3,}")
_SPACE = re.compile(r"\s+")


def finish(document: ReadDocument, limits: Limits) -> ReadDocument:
    """Settle the text and fill what the format did not know. Raises Unreadable over a limit.

    A byline that stands in the text is believed before the file's properties,
    which often name whoever once made the template.
    """
    text = _GAPS.sub("\n\n", canonical_text(document.text)).strip("\n")
    _check_length(text, limits)
    opening = read_opening(text)
    return replace(
        document,
        text=text,
        title=_one_line(document.title) or opening.title,
        byline=opening.byline or _one_line(document.byline),
        publisher=_one_line(document.publisher),
        published_on=opening.published_on or document.published_on,
        notes=(*document.notes, *_doubts(document, opening)),
    )


def _doubts(document: ReadDocument, opening: Opening) -> tuple[str, ...]:
    if document.media_type not in _DATED_BY_FILE or opening.published_on:
        return ()
    day = document.published_on
    return (f"The date {day} is the day the file was made: check it.",) if day else ()


def _one_line(value: str) -> str:
    return _SPACE.sub(" ", canonical_text(value)).strip()


def _check_length(text: str, limits: Limits) -> None:
    if not text.strip():
        raise Unreadable(
            UnreadableCode.NO_TEXT,
            "No text was found in this document.",
            "If it shows pictures of text, make them text first (OCR), or paste the text.",
        )
    if len(text) > limits.article_characters:
        raise Unreadable(
            UnreadableCode.TOO_LONG,
            f"The text has {len(text):,} characters; {limits.article_characters:,} is the most.",
            "Import it in parts.",
        )
    longest = max(len(line) for line in text.split("\n"))
    if longest > limits.line_characters:
        raise Unreadable(
            UnreadableCode.LONG_LINE,
            f"One line has {longest:,} characters; {limits.line_characters:,} is the most.",
            "Save the text with its paragraphs on lines of their own.",
        )
