"""Importing: whole or not at all, and an answer in words to everything that does not fit."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from config import Settings
from review.capture.limits import FetchLimits
from review.db import Sessions
from review.models import Article, ArticleVersion, Author, Claim, LedgerEntry, Sentence
from review.services import imports, learning
from review.text.finder import find_claims
from review.text.fitting import Figures
from review.text.learning import Learned
from review.web import imports as pages
from tests.capture.servers import HTML, RawServer, Serve, page, serve
from tests.parsing import documents
from tests.web_client import DeskCast, Visitor

__all__ = ["serve"]
As = Callable[[str], Visitor]
TEXT = (
    "The physicist, the forty pages and Bureau 9\n"
    "\n"
    "On 14 March 2025 officers of Bureau 9 arrested the physicist Ilan Maresk in Ostrane. "
    "He was charged with treason under Article 214. "
    "Perhaps nothing about the morning had been strange.\n"
    "\n"
    "Bureau 9 says Maresk sent forty pages of secret calculations abroad. "
    "His lawyer, Delia Forsant, says the case is fabricated. "
    "Between 2012 and 2021 the Ostrane City Court tried eleven such cases.\n"
    "\n"
    "What should one make of it?"
)


def let_through(app: Flask, server: RawServer) -> None:
    known: Settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = type(known)(
        **{name: getattr(known, name) for name in known.__slots__ if name != "fetch_allow"},
        fetch_allow=f"127.0.0.1:{server.port}",
    )


def file_of(data: bytes, name: str) -> dict[str, Any]:
    return {"file": FileStorage(BytesIO(data), filename=name)}


def stored(sessions: Sessions) -> int:
    """How many rows an import would leave behind."""
    with sessions.read() as session:
        kinds = (Article, ArticleVersion, Sentence, Claim)
        return sum(session.query(kind).count() for kind in kinds)


def test_pasted_words_become_an_article_with_its_claims(as_: As, sessions: Sessions) -> None:
    editor = as_("editor")
    shown = editor.act("/articles/new", {"text": TEXT, "title": "Forty pages", "language": "EN"})
    assert "<bdi>Forty pages</bdi></h1>" in shown
    with sessions.read() as session:
        article = session.query(Article).one()
        assert (article.title, article.language) == ("Forty pages", "en")
        claims = session.query(Claim).all()
        assert all(TEXT[claim.start : claim.end] == claim.text for claim in claims)
        assert len(claims) >= 3


def test_claims_are_scored_with_the_weights_that_the_desk_chose(
    as_: As, sessions: Sessions, desk_cast: DeskCast
) -> None:
    learned = Learned({"bias": -2.0}, Figures(0.8, 0.5), Figures(0.9, 0.4), 60, 30, 5)
    with sessions.write.begin() as session:
        learning.keep(session, learned=learned, actor=desk_cast.editor)
        learning.use_learned(session, actor=desk_cast.editor)
    as_("editor").act("/articles/new", {"text": TEXT, "language": "en"})
    with sessions.read() as session:
        scores = {claim.score for claim in session.query(Claim)}
    assert scores == {c.score for c in find_claims(TEXT, "en", {"bias": -2.0}).claims}
    assert max(scores) < max(c.score for c in find_claims(TEXT, "en").claims)


def test_a_file_says_its_own_title_and_byline(as_: As, sessions: Sessions) -> None:
    as_("editor").act("/articles/new", file_of(documents.docx_bytes(), "held.docx"))
    with sessions.read() as session:
        article = session.query(Article).one()
        version = session.query(ArticleVersion).one()
    assert (article.title, article.byline) == (documents.TITLE, documents.BYLINE)
    assert version.original_name == "held.docx"


def test_a_link_is_read_and_kept_with_its_address(
    as_: As, app: Flask, sessions: Sessions, serve: Serve
) -> None:
    server = serve(page(HTML, "Content-Type: text/html"))
    let_through(app, server)
    as_("editor").act("/articles/new", {"url": f"{server.url}/forty-pages"})
    with sessions.read() as session:
        article = session.query(Article).one()
    assert article.url == f"{server.url}/forty-pages"
    assert (article.title, article.publisher) == ("Forty pages", "The Harrow Ledger")


def test_what_is_typed_stands_before_what_was_read(
    as_: As, sessions: Sessions, desk_cast: DeskCast
) -> None:
    typed = {
        "title": "Held",
        "byline": "Corin Vale",
        "publisher": "The Ledger",
        "published_on": "2026-11-20",
        "press_at": "2026-11-24T16:00",
        "written_by": desk_cast.second.user_id,
    }
    as_("editor").act("/articles/new", {**typed, **file_of(documents.docx_bytes(), "a.docx")})
    with sessions.read() as session:
        article = session.query(Article).one()
        authors = set(session.scalars(sa.select(Author.user_id)))
    assert (article.title, article.byline, article.publisher) == (
        "Held",
        "Corin Vale",
        "The Ledger",
    )
    assert str(article.published_on) == "2026-11-20"
    assert article.press_at is not None
    assert article.press_at.isoformat() == "2026-11-24T16:00:00+00:00"
    assert authors == {desk_cast.second.user_id}


def sent_whole(visitor: Visitor, fields: dict[str, Any]) -> TestResponse:
    """Send a form of any size out of memory; the client's own way leaves an open file behind."""
    token = {"csrf_token": visitor.token()}
    boundary, body = encode_multipart({**token, **fields})
    kind = f"multipart/form-data; boundary={boundary}"
    return visitor.client.post("/articles/new", data=body, content_type=kind)


def locked_pdf() -> bytes:
    writer = documents.pdf_writer([documents.SENTENCE])
    writer.encrypt("a word", algorithm="RC4-128")
    return documents.pdf_bytes(writer)


def bomb() -> bytes:
    swollen = b"<w:document>" + b" " * 160_000_000
    return documents.repacked(documents.docx_bytes(), {"word/document.xml": swollen})


BAD = {
    "an empty file": (lambda: file_of(b"", "a.txt"), "0 bytes"),
    "nothing given": (dict, "Paste the text, choose a file, or give a link."),
    "two things given": (
        lambda: {"text": TEXT, "url": "https://harrow.example/"},
        "one thing only",
    ),
    "one line of ten megabytes": (lambda: file_of(b"word " * 2_000_000, "a.txt"), "10.0 MB"),
    "one long line": (lambda: file_of(b"word " * 30_000, "a.txt"), "One line has"),
    "a wrong type behind a right name": (lambda: file_of(b"\x89PNG\r\n\x1a\n" * 9, "a.pdf"), "PDF"),
    "a kind that is not read": (lambda: file_of(b"MZ\0\0", "a.exe"), ".docx"),
    "a broken PDF": (lambda: file_of(b"%PDF-1.7\nnothing", "a.pdf"), "damaged"),
    "a locked PDF": (lambda: file_of(locked_pdf(), "a.pdf"), "password"),
    "a zip bomb": (lambda: file_of(bomb(), "a.docx"), "unpack"),
    "broken UTF-8": (lambda: file_of("Ostrañe été".encode() + b"\xff\xc3(", "a.txt"), "UTF-8"),
    "a private address": (lambda: {"url": "http://127.0.0.1:9/"}, "address"),
    "no link at all": (lambda: {"url": "not a link"}, "link"),
    "a date that is none": (lambda: {"text": TEXT, "published_on": "soon"}, "date"),
    "a language that is none": (lambda: {"text": TEXT, "language": "12"}, "code"),
    "a stranger as author": (
        lambda: {"text": TEXT, "written_by": "999"},
        "choose one of what is offered",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_imported_is_refused_in_words_and_leaves_nothing(
    as_: As, sessions: Sessions, case: str
) -> None:
    make, said = BAD[case]
    answer = sent_whole(as_("editor"), {"title": "My own title", **make()})
    assert answer.status_code == 422
    assert said.casefold() in answer.text.casefold()
    assert 'role="alert"' in answer.text
    assert 'value="My own title"' in answer.text
    assert stored(sessions) == 0


def test_ten_megabytes_of_pasted_words_are_refused_in_words(as_: As, sessions: Sessions) -> None:
    answer = sent_whole(as_("editor"), {"text": "word " * 2_000_000})
    assert answer.status_code == 413
    assert "a long text can be imported in parts" in answer.text
    assert stored(sessions) == 0


def test_pasted_words_come_back_when_a_date_is_wrong(as_: As) -> None:
    answer = as_("editor").post("/articles/new", {"text": TEXT, "published_on": "soon"})
    assert "He was charged with treason under Article 214." in answer.text


def test_a_link_that_never_answers_is_given_up(
    as_: As,
    app: Flask,
    sessions: Sessions,
    serve: Serve,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server = serve(lambda line: line.read().hold())
    let_through(app, server)
    monkeypatch.setattr(imports, "LINK_LIMITS", FetchLimits(seconds=0.3))
    answer = as_("editor").post("/articles/new", {"url": server.url})
    assert answer.status_code == 422
    assert "did not give its whole answer in time" in answer.text
    assert stored(sessions) == 0


def test_a_link_to_a_missing_page_is_refused(
    as_: As, app: Flask, sessions: Sessions, serve: Serve
) -> None:
    server = serve(page(b"gone", status="404 Not Found"))
    let_through(app, server)
    answer = as_("editor").post("/articles/new", {"url": server.url})
    assert answer.status_code == 422
    assert "The site answered 404" in answer.text
    assert stored(sessions) == 0


def test_the_same_text_twice_is_refused_with_a_link_to_the_article(
    as_: As, sessions: Sessions
) -> None:
    editor = as_("editor")
    editor.act("/articles/new", {"text": TEXT})
    before = stored(sessions)
    answer = editor.post("/articles/new", {"text": TEXT + "\n\n", "byline": "Corin Vale"})
    assert answer.status_code == 409
    with sessions.read() as session:
        held = session.query(Article).one().id
    assert f'href="/articles/{held}"' in answer.text
    assert 'value="Corin Vale"' in answer.text
    assert stored(sessions) == before


def test_a_text_that_came_in_a_moment_ago_is_refused_with_the_same_link(
    as_: As, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = as_("editor")
    editor.act("/articles/new", {"text": TEXT})
    before = stored(sessions)
    real, answers = pages.held_already, iter([None])
    # At the first look the other's text was not in yet.
    monkeypatch.setattr(
        pages, "held_already", lambda *given, **named: next(answers, real(*given, **named))
    )
    answer = editor.post("/articles/new", {"text": TEXT})
    assert answer.status_code == 409
    with sessions.read() as session:
        held = session.query(Article).one().id
    assert f'href="/articles/{held}"' in answer.text
    assert stored(sessions) == before


def test_a_form_sent_twice_imports_once(as_: As, sessions: Sessions) -> None:
    editor = as_("editor")
    sent = {"text": TEXT, "once": "a mark of its own"}
    editor.act("/articles/new", sent)
    before = stored(sessions)
    again = editor.post("/articles/new", {**sent, "text": "Another text. " + TEXT})
    assert again.status_code == 409
    assert "sent before" in again.text
    assert stored(sessions) == before


def test_every_import_is_one_row_of_the_ledger(as_: As, sessions: Sessions) -> None:
    as_("editor").act("/articles/new", {"text": TEXT})
    with sessions.read() as session:
        actions = [row.action for row in session.query(LedgerEntry)]
    assert actions.count("import_article") == 1


@pytest.mark.parametrize("who", ["reviewer", "legal", "reader", "admin"])
def test_only_editors_import(as_: As, sessions: Sessions, who: str) -> None:
    visitor = as_(who)
    assert visitor.get("/articles/new").status_code == 403
    assert visitor.post("/articles/new", {"text": TEXT}).status_code == 403
    assert stored(sessions) == 0


def test_a_machine_is_answered_in_json(as_: As) -> None:
    editor = as_("editor")
    asked = {"Accept": "application/json"}
    answer = editor.post("/articles/new", {}, headers=asked)
    assert answer.status_code == 422
    assert answer.json is not None
    assert "text" in answer.json["fields"]
    editor.act("/articles/new", {"text": TEXT})
    twice = editor.post("/articles/new", {"text": TEXT}, headers=asked)
    assert twice.status_code == 409
    assert twice.json is not None
    assert isinstance(twice.json["article"], int)


def lines(visitor: Visitor, sent: dict[str, Any]) -> list[dict[str, Any]]:
    answer = visitor.post("/articles/new", sent, headers={"Accept": "application/x-ndjson"})
    assert answer.status_code == 200
    return [json.loads(line) for line in answer.text.splitlines()]


def test_the_steps_are_named_as_they_are_done(as_: As) -> None:
    *steps, last = lines(as_("editor"), {"text": TEXT})
    assert [line["step"] for line in steps] == ["read", "claims"]
    assert last["go"].startswith("/articles/")
    assert "in the queue" in last["said"][0]


def test_a_step_that_fails_ends_with_the_page_as_it_came_back(as_: As, sessions: Sessions) -> None:
    (last,) = lines(as_("editor"), {"title": "My own title"})
    assert 'value="My own title"' in last["page"]
    assert stored(sessions) == 0


def test_a_date_that_a_file_only_hints_at_is_told(as_: As) -> None:
    data = documents.pdf_bytes(
        documents.pdf_writer([documents.SENTENCE], CreationDate="D:20261120120000Z")
    )
    shown = as_("editor").act("/articles/new", file_of(data, "a.pdf"))
    assert "is the day the file was made: check it." in shown
