"""Real documents, made for the tests. The world in them is invented."""

import zipfile
from io import BytesIO
from typing import Any

import docx
import odfdo
import pypdf
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from pypdf.generic import (
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    StreamObject,
)

TITLE = "Third scientist held in Harrow"
BYLINE = "Ilan Maresk"
SENTENCE = "Bureau 9 said that the Republic of Vantoria had lost a secret."
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx_bytes(document: Any = None, **properties: Any) -> bytes:
    if document is None:
        document = docx.Document()
        document.add_heading(TITLE, 0)
        document.add_paragraph(f"By {BYLINE}")
        document.add_paragraph(SENTENCE)
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def add_xml(document: Any, xml: str) -> None:
    """Put raw markup, such as other programs write, at the end of the body."""
    document.element.body.insert(-1, parse_xml(xml))


def add_footnotes(document: Any, *notes: str) -> None:
    inner = "".join(
        f"<w:footnote><w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote>" for note in notes
    )
    part = Part(
        PackURI("/word/footnotes.xml"),
        CONTENT_TYPE.WML_FOOTNOTES,
        f"<w:footnotes {W}>{inner}</w:footnotes>".encode(),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def odt_document() -> Any:
    document = odfdo.Document("text")
    document.body.clear()
    document.body.append(odfdo.Header(1, TITLE))
    document.body.append(odfdo.Paragraph(SENTENCE))
    return document


def saved(document: Any) -> bytes:
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def repacked(data: bytes, replacing: dict[str, bytes]) -> bytes:
    """The same archive with some members replaced or added."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in [*old.namelist(), *(set(replacing) - set(old.namelist()))]:
            content = replacing[name] if name in replacing else old.read(name)
            new.writestr(name, content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def member(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name)


def pdf_writer(*pages: list[str], **facts: str) -> pypdf.PdfWriter:
    """A PDF with real text, one string a printed line."""
    writer = pypdf.PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for lines in pages:
        page = writer.add_blank_page(595, 842)
        shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
        content = DecodedStreamObject()
        content.set_data(f"BT /F1 12 Tf 50 800 Td {shown} ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(content)
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    writer.add_metadata({f"/{name}": value for name, value in facts.items()})
    return writer


def pdf_bytes(writer: pypdf.PdfWriter) -> bytes:
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def pdf_bomb() -> bytes:
    """A page whose content unpacks to 100 MB."""
    writer = pdf_writer([SENTENCE])
    stream = DecodedStreamObject()
    stream.set_data(b" " * 100_000_000)
    packed: StreamObject = stream.flate_encode()
    writer.pages[0][NameObject("/Contents")] = writer._add_object(packed)
    return pdf_bytes(writer)
