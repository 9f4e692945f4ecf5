"""From what a person gives to a text that says where it comes from, before the database hears."""

from datetime import date

import pytest

from review.domain.errors import Invalid
from review.services.articles import About
from review.services.imports import Given, Read, looked_through, named, read
from tests.capture.servers import HTML, Serve, page, serve

__all__ = ["serve"]
TEXT = "Bureau 9 arrested Ilan Maresk.\n\nThe court sat twice in 2025."


def test_pasted_words_are_read_as_they_are() -> None:
    found = read(Given(text=TEXT))
    assert found.text == TEXT
    assert found.about.media_type == "text/plain"


def test_a_file_is_read_under_its_name() -> None:
    found = read(Given(file=TEXT.encode("utf-16"), file_name="maresk.txt"))
    assert (found.text, found.about.original_name) == (TEXT, "maresk.txt")


def test_a_link_is_read_with_the_language_and_address_that_it_ends_at(
    serve: Serve,
) -> None:
    server = serve(page(HTML, "Content-Type: text/html"))
    url = f" {server.url}/forty "
    found = read(Given(url=url), allow=f"127.0.0.1:{server.port}")
    assert (found.about.url, found.about.language) == (url.strip(), "en")
    assert "eleven such cases" in found.text


def test_an_error_page_is_not_the_article(serve: Serve) -> None:
    server = serve(page(b"gone", status="410 Gone"))
    with pytest.raises(Invalid) as refused:
        read(Given(url=server.url), allow=f"127.0.0.1:{server.port}")
    assert "The site answered 410" in refused.value.fields["url"]


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        (Given(), {"text"}),
        (Given(text="  \n"), {"text"}),
        (Given(text=TEXT, url="https://harrow.example/"), {"text", "url"}),
        (Given(text=TEXT, file=b"", file_name="a.txt"), {"text", "file"}),
        (Given(file=b"", file_name="a.txt"), {"file"}),
        (Given(file=b"\x89PNG", file_name="a.docx"), {"file"}),
        (Given(url="http://10.0.0.1/"), {"url"}),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_field_it_came_in(
    given: Given, fields: set[str]
) -> None:
    with pytest.raises(Invalid) as refused:
        read(given)
    assert set(refused.value.fields) == fields
    assert all(len(words) > 20 for words in refused.value.fields.values())


FOUND = Read(TEXT, About(title="Read", byline="Reader", publisher="Paper", language="de"))


def test_what_is_typed_stands_before_what_was_read() -> None:
    typed = About(
        title="Typed", byline="Typist", publisher="Press", published_on=date(2026, 11, 20),
        language="uk",
    )  # fmt: skip
    about = named(FOUND, typed).about
    assert (about.title, about.byline, about.publisher) == ("Typed", "Typist", "Press")
    assert (about.published_on, about.language) == (date(2026, 11, 20), "uk")


def test_what_is_not_typed_is_read_and_the_language_told() -> None:
    assert named(FOUND, About()).about == FOUND.about
    assert looked_through(Read(TEXT, About())).found.language == "en"


@pytest.mark.parametrize(
    ("tag", "language"), [("en_US", "en"), ("x-klingon", ""), ("", ""), ("english", "")]
)
def test_a_language_tag_is_taken_only_for_what_it_says(
    serve: Serve, tag: str, language: str
) -> None:
    server = serve(page(HTML.replace(b"en-GB", tag.encode()), "Content-Type: text/html"))
    found = read(Given(url=server.url), allow=f"127.0.0.1:{server.port}")
    assert found.about.language == language
