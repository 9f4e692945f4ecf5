"""OpenDocument texts, by odfdo."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import odfdo
from lxml import etree

from review.parsing.archive import DAMAGE, broken, locked
from review.parsing.document import ReadDocument
from review.parsing.formats.properties import stated_day, stated_name

_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
}
_TEXT = f"{{{_NAMES['text']}}}"
_HEADING = f"{_TEXT}h"
_BLOCKS = (f"{_TEXT}p", _HEADING)
_PIECES = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_BLANKS = f"{_TEXT}s"
_NO_ENTITIES = etree.XMLParser(resolve_entities=False)
# Deleted words of tracked changes and margin comments are not the article's text.
_OUTSIDE = {f"{_TEXT}tracked-changes", f"{{{_NAMES['office']}}}annotation"}


def read(data: bytes) -> ReadDocument:
    try:
        document: Any = odfdo.Document(BytesIO(data))
        if b"encryption-data" in (document.container.get_part("META-INF/manifest.xml") or b""):
            raise locked()
        return _read(document)
    except DAMAGE as error:
        raise broken() from error


def _read(document: Any) -> ReadDocument:
    markup = document.container.get_part("content.xml")
    blocks = list(_blocks(etree.fromstring(markup, _NO_ENTITIES)))
    first = next((block for block in blocks[:5] if block.tag == _HEADING), None)
    meta = document.meta
    return ReadDocument(
        "\n\n".join("".join(_pieces(block)) for block in blocks),
        title="".join(_pieces(first)) if first is not None else stated_name(meta.title),
        byline=stated_name(meta.initial_creator or meta.creator),
        published_on=stated_day(meta.creation_date),
        language=stated_name(meta.language) or None,
    )


def _blocks(root: Any) -> Iterator[Any]:
    for block in root.iter(*_BLOCKS):
        if next(block.iterancestors(*_OUTSIDE), None) is None:
            yield block


def _pieces(element: Any) -> Iterator[str]:
    """The block's own words in order; blocks inside it (a footnote's) come as blocks themselves."""
    yield element.text or ""
    for child in element:
        if child.tag in _PIECES:
            yield _PIECES[child.tag]
        elif child.tag == _BLANKS:
            yield " " * min(int(child.get(f"{_TEXT}c", "1")), 100)
        elif child.tag not in _OUTSIDE and child.tag not in _BLOCKS and isinstance(child.tag, str):
            yield from _pieces(child)
        yield child.tail or ""
