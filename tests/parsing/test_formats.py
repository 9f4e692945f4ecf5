"""What each format gives, without its marks and without losing a word."""

from datetime import UTC, date, datetime

import docx
import odfdo
import pytest

from review.parsing.child import parse
from review.parsing.document import ReadDocument
from review.parsing.errors import Unreadable, UnreadableCode
from review.parsing.kinds import Kind
from review.parsing.limits import DEFAULT
from tests.parsing import documents
from tests.parsing.documents import BYLINE, SENTENCE, TITLE, W

MAY = date(2024, 5, 3)


def read(data: bytes, kind: Kind) -> ReadDocument:
    document = parse(data, kind, DEFAULT)
    assert document.media_type == kind
    return document


def code_of(data: bytes, kind: Kind) -> UnreadableCode:
    with pytest.raises(Unreadable) as caught:
        parse(data, kind, DEFAULT)
    assert caught.value.remedy
    return caught.value.code


def test_plain_text_keeps_its_title_line() -> None:
    document = read(f"{TITLE}\r\nBy {BYLINE}\r\n\r\n\r\n\r\n{SENTENCE}  \r\n".encode(), Kind.TEXT)
    assert document.text == f"{TITLE}\nBy {BYLINE}\n\n{SENTENCE}"
    assert (document.title, document.byline, document.notes) == (TITLE, BYLINE, ())


def test_another_encoding_is_said_to_the_importer() -> None:
    document = read("“Lies,” the ministry’s man said – twice.".encode("cp1252"), Kind.TEXT)
    assert "cp1252" in document.notes[0]


def test_markdown_marks_go_and_words_stay() -> None:
    source = (
        "---\ntitle: 'Third held'\nauthor: Ilan Maresk\npublisher: The Harrow Ledger\n"
        "date: 2024-05-03\nlang: en\n---\n# Third *scientist* held #\n\nA **plan** with a "
        "[paper](https://x.example/a) and `code`, snake_case, 2*3*4, 5 \\* 6.\n\n"
        "> quoted\n> twice\n\nUnder\n=====\n\n* * *\n\n```py\nx = 1\n```\n\n"
        "- ![a map](m.png)\n1. <https://y.example>\n"
    )
    document = read(source.encode(), Kind.MARKDOWN)
    assert document.text == (
        "Third scientist held\n\nA plan with a paper and code, snake_case, 2*3*4, 5 * 6.\n\n"
        "quoted\ntwice\n\nUnder\n\nx = 1\n\n- a map\n1. https://y.example"
    )
    assert (document.title, document.byline) == ("Third held", "Ilan Maresk")
    assert (document.publisher, document.published_on) == ("The Harrow Ledger", MAY)
    assert document.language == "en"


def test_markdown_without_fields_has_its_heading_as_title() -> None:
    document = read(f"A line above.\n\n## {TITLE}\n\n{SENTENCE}".encode(), Kind.MARKDOWN)
    assert (document.title, document.published_on) == (TITLE, None)


def test_a_rule_at_the_top_of_markdown_is_not_a_field() -> None:
    assert SENTENCE in read(f"---\n{SENTENCE}\n\n---\nEnd.".encode(), Kind.MARKDOWN).text


PAGE = f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<title>{TITLE} | The Harrow Ledger</title><meta name="author" content="{BYLINE}">
<meta property="og:site_name" content="The Harrow Ledger">
<meta property="article:published_time" content="2024-05-03T10:00:00Z"></head>
<body><nav>Home News</nav><article>%s{"<p>" + SENTENCE + "</p>"}
<p>Nobody in Harrow had been told of it, and the court sat behind closed doors.</p>
</article><footer>Copyright</footer></body></html>"""


def test_a_page_gives_its_article_and_what_it_says_of_itself() -> None:
    document = read((PAGE % f"<h1>{TITLE}</h1>").encode(), Kind.HTML)
    assert document.text.startswith(f"{TITLE}\n\n{SENTENCE}\n\n")
    assert "Home News" not in document.text
    assert (document.title, document.byline) == (TITLE, BYLINE)
    assert (document.publisher, document.published_on) == ("The Harrow Ledger", MAY)
    assert document.language == "en-GB"


def test_a_headline_outside_the_article_is_put_above_it() -> None:
    document = read((PAGE % "").encode(), Kind.HTML)
    assert document.text.startswith(f"{TITLE}\n\n{SENTENCE}")
    assert document.notes == ("The page's headline was put above the text.",)


def test_a_small_page_without_facts_about_itself_is_read() -> None:
    document = read(f"<body><p>{SENTENCE}</p></body>".encode(), Kind.HTML)
    assert document.text == SENTENCE
    assert (document.language, document.published_on) == (None, None)


def test_captions_and_sentences_with_line_breaks_stay_whole() -> None:
    figure = "<figure><img src=a.jpg><FIGCAPTION class=c>The court in Harrow.</FIGCAPTION></figure>"
    broken = "<p>Bureau 9 counted four cases in 2022<br>and nine in 2023.<br>That is all.</p>"
    text = read((PAGE % (figure + broken)).encode(), Kind.HTML).text
    assert "\n\nThe court in Harrow.\n\n" in text
    assert "Bureau 9 counted four cases in 2022 and nine in 2023.\n\nThat is all." in text


def test_a_page_in_xhtml_is_read() -> None:
    page = f'<?xml version="1.0" encoding="utf-8"?><html><body><p>{SENTENCE}</p></body></html>'
    assert read(page.encode(), Kind.HTML).text == SENTENCE


@pytest.mark.parametrize("page", ["<!doctype html>", "<html><body></body></html>", "<!-- x -->"])
def test_a_page_without_words_is_said_to_have_none(page: str) -> None:
    assert code_of(page.encode(), Kind.HTML) is UnreadableCode.NO_TEXT


def test_plain_text_named_as_a_page_is_refused() -> None:
    assert code_of(SENTENCE.encode(), Kind.HTML) is UnreadableCode.WRONG_TYPE


def test_a_word_document_gives_its_text_title_and_byline() -> None:
    made = datetime(2024, 5, 3, tzinfo=UTC)
    data = documents.docx_bytes(author="Orla Venn", created=made, language="en-GB")
    document = read(data, Kind.DOCX)
    assert document.text == f"{TITLE}\n\nBy {BYLINE}\n\n{SENTENCE}"
    assert (document.title, document.byline) == (TITLE, BYLINE)
    assert (document.published_on, document.language) == (MAY, "en-GB")
    assert document.notes == ("The date 2024-05-03 is the day the file was made: check it.",)


def test_a_date_in_the_text_is_believed_before_the_file() -> None:
    source = docx.Document()
    source.add_paragraph("4 May 2024")
    source.add_paragraph(SENTENCE)
    made = datetime(2024, 5, 3, tzinfo=UTC)
    document = read(documents.docx_bytes(source, author="Orla Venn", created=made), Kind.DOCX)
    assert document.published_on == date(2024, 5, 4)
    assert document.notes == ()


def test_properties_that_a_program_filled_in_say_nothing() -> None:
    source = docx.Document()
    source.add_paragraph(SENTENCE)
    document = read(documents.docx_bytes(source, title="Document1"), Kind.DOCX)
    assert (document.title, document.byline, document.published_on) == ("", "", None)


def test_no_word_of_a_word_document_is_lost() -> None:
    source = docx.Document()
    source.add_paragraph("In a style.", "Quote")
    source.add_table(1, 1).cell(0, 0).text = "In a cell."
    inner = f'<w:p {W}><w:pPr><w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs></w:pPr>%s</w:p>'
    run = "<w:r><w:t>%s</w:t></w:r>"
    documents.add_xml(source, inner % f"<w:ins>{run % 'Inserted.'}</w:ins>")
    documents.add_xml(source, inner % "<w:del><w:r><w:delText>Gone.</w:delText></w:r></w:del>")
    documents.add_xml(
        source, inner % "<w:r><w:t>One</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>3</w:t></w:r>"
    )
    block = f"<w:sdt {W}><w:sdtContent><w:p>{run % 'In a control.'}</w:p></w:sdtContent></w:sdt>"
    documents.add_xml(source, block)
    box = f"<w:txbxContent><w:p>{run % 'In a box.'}</w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    documents.add_xml(
        source,
        f"<w:p {W} {mc}>{run % 'Around.'}<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>",
    )
    documents.add_footnotes(source, "A note.", "")
    document = read(documents.docx_bytes(source), Kind.DOCX)
    words = [
        "In a style.",
        "In a cell.",
        "Inserted.",
        "One\ttwo\n3",
        "In a control.",
        "Around.",
        "In a box.",
    ]
    assert document.text == "\n\n".join([*words, "A note."])
    assert document.notes == ("Footnotes were put after the text.",)


def test_an_open_document_gives_its_text_and_title() -> None:
    source = documents.odt_document()
    source.meta.creator = BYLINE
    source.meta.creation_date = datetime(2024, 5, 3)  # noqa: DTZ001  the format has no zone
    source.meta.language = "en-GB"
    document = read(documents.saved(source), Kind.ODT)
    assert document.text == f"{TITLE}\n\n{SENTENCE}"
    assert (document.title, document.byline) == (TITLE, BYLINE)
    assert (document.published_on, document.language) == (MAY, "en-GB")


def test_an_open_document_without_heading_has_its_property_as_title() -> None:
    source = odfdo.Document("text")
    source.body.clear()
    source.body.append(odfdo.Paragraph(SENTENCE))
    source.meta.title = TITLE
    assert read(documents.saved(source), Kind.ODT).title == TITLE


def test_blanks_tabs_and_notes_stay_and_deleted_words_go() -> None:
    source = documents.odt_document()
    content = documents.member(documents.saved(source), "content.xml").decode()
    extra = (
        '<text:tracked-changes xmlns:dc="http://purl.org/dc/elements/1.1/"><text:changed-region>'
        "<text:deletion><text:p>Gone.</text:p></text:deletion></text:changed-region>"
        "</text:tracked-changes><text:p>One<text:tab/>two<text:line-break/>3<text:s text:c='2'/>4"
        "<text:s/><!-- x --><text:span>five</text:span><office:annotation><text:p>Margin.</text:p>"
        "</office:annotation>.<text:note><text:note-body><text:p>A note.</text:p></text:note-body>"
        "</text:note></text:p></office:text>"
    )
    changed = content.replace("</office:text>", extra).encode()
    data = documents.repacked(documents.saved(source), {"content.xml": changed})
    text = read(data, Kind.ODT).text
    assert text == f"{TITLE}\n\n{SENTENCE}\n\nOne\ttwo\n3  4 five.\n\nA note."


def test_a_pdf_gives_paragraphs_again() -> None:
    first = [
        TITLE,
        "Bureau 9 said on the third of May that the Republic of Van-",
        "toria had lost a secret, and that the man who had held it was",
        "known to the desk.",
        "Nobody else had been told of this, and nobody said so until a",
    ]
    second = ["paper came to light in the town of Harrow, where it had lain."]
    writer = documents.pdf_writer(first, second, Author=BYLINE, CreationDate="D:20240503100000Z")
    document = read(documents.pdf_bytes(writer), Kind.PDF)
    assert document.text == (
        f"{TITLE}\n\nBureau 9 said on the third of May that the Republic of Vantoria had lost a "
        "secret, and that the man who had held it was known to the desk.\n\nNobody else had been "
        "told of this, and nobody said so until a paper came to light in the town of Harrow, "
        "where it had lain."
    )
    assert (document.title, document.byline, document.published_on) == (TITLE, BYLINE, MAY)
    assert "compare" in document.notes[0]


def test_a_pdf_that_only_forbids_printing_is_read() -> None:
    writer = documents.pdf_writer([SENTENCE])
    writer.encrypt(user_password="", owner_password="secret")
    assert read(documents.pdf_bytes(writer), Kind.PDF).text == SENTENCE


def test_a_locked_pdf_is_refused() -> None:
    writer = documents.pdf_writer([SENTENCE])
    writer.encrypt("secret")
    assert code_of(documents.pdf_bytes(writer), Kind.PDF) is UnreadableCode.ENCRYPTED


def test_a_pdf_of_pictures_is_said_to_have_no_text() -> None:
    assert code_of(documents.pdf_bytes(documents.pdf_writer([])), Kind.PDF) is (
        UnreadableCode.NO_TEXT
    )


def test_a_pdf_that_unpacks_without_end_is_refused() -> None:
    assert code_of(documents.pdf_bomb(), Kind.PDF) is UnreadableCode.BOMB


@pytest.mark.parametrize("size", [20, 200, 600])
def test_a_cut_pdf_is_broken(size: int) -> None:
    data = documents.pdf_bytes(documents.pdf_writer([SENTENCE]))
    assert code_of(data[:size], Kind.PDF) in {UnreadableCode.BROKEN, UnreadableCode.NO_TEXT}
