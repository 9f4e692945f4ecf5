"""Word documents, by python-docx.

Paragraphs are gathered from the document's own markup, because python-docx's
`paragraph.text` leaves out tracked insertions, content controls and text boxes,
and an article must not lose a word.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from review.parsing.archive import DAMAGE, broken
from review.parsing.document import ReadDocument
from review.parsing.formats.properties import stated_day, stated_name

_PARAGRAPH = qn("w:p")
_PIECES = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLE_STYLES = {"Title", "Heading1"}


def read(data: bytes) -> ReadDocument:
    try:
        return _read(docx.Document(BytesIO(data)))
    except (*DAMAGE, PackageNotFoundError) as error:
        raise broken() from error


def _read(document: Any) -> ReadDocument:
    body = list(_paragraphs(document.element.body))
    notes = list(_footnotes(document.part))
    properties = document.core_properties
    stock = properties.author == "python-docx"  # the template's, not a person's
    return ReadDocument(
        "\n\n".join(_text(paragraph) for paragraph in body + notes),
        title=_title(body) or stated_name(properties.title),
        byline="" if stock else stated_name(properties.author),
        published_on=None if stock else stated_day(properties.created),
        language=stated_name(properties.language) or None,
        notes=("Footnotes were put after the text.",) if notes else (),
    )


def _paragraphs(root: Any) -> Iterator[Any]:
    for paragraph in root.iter(_PARAGRAPH):
        if next(paragraph.iterancestors(_FALLBACK), None) is None:
            yield paragraph


def _footnotes(part: Any) -> Iterator[Any]:
    for relation in part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.FOOTNOTES:
            root = parse_xml(relation.target_part.blob)
            yield from (found for found in _paragraphs(root) if _text(found).strip())


def _text(paragraph: Any) -> str:
    """The paragraph's own words, without those of a text box anchored in it."""
    return "".join(
        "".join(element.xpath("text()")) if element.tag == qn("w:t") else _PIECES[element.tag]
        for element in paragraph.iter(qn("w:t"), *_PIECES)
        if next(element.iterancestors(_PARAGRAPH)) is paragraph and _is_run(element)
    )


def _is_run(element: Any) -> bool:
    return bool(element.getparent().tag == qn("w:r"))  # a tab in w:tabs is a setting, not text


def _title(body: list[Any]) -> str:
    for paragraph in body[:5]:
        for style in paragraph.iter(qn("w:pStyle")):
            if style.get(qn("w:val")) in _TITLE_STYLES:
                return _text(paragraph)
    return ""
