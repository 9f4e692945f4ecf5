"""Plain text."""

from review.parsing.decoding import decode
from review.parsing.document import ReadDocument


def read(data: bytes) -> ReadDocument:
    text, encoding = decode(data)
    return ReadDocument(text, notes=encoding_notes(encoding))


def encoding_notes(encoding: str) -> tuple[str, ...]:
    """A word to the importer where the encoding was not plain from the file."""
    if encoding in {"utf-8", "utf-8-sig"}:
        return ()
    return (f"Read in the encoding {encoding}: check that letters and quotation marks are right.",)
