"""A language model is asked only when an editor asks, and what comes of it is a suggestion."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from review.db import Sessions, now
from review.domain.errors import Conflict, Forbidden
from review.domain.vocabulary import AskingStatus, DisclosureLevel, SourceKind
from review.models import Article, ArticleVersion, Asking, Claim
from review.queries.askings import suggested_claims, suggested_wordings
from review.services import askings, claim_words, sources
from review.suggest.endpoint import Endpoint, endpoint_of
from tests.capture.servers import RawServer, Serve, serve
from tests.desk import Desk, again, furnish
from tests.suggest.model import MODEL, at, quoted, says, writes

__all__ = ["serve"]
COURT = "The court sits in Karst Street."
SPRING = "What a cold spring it was!"
PLAIN = "In Vantoria, fares doubled during 2025."


class Room:
    """A committed desk, and a worker that can be sent to a model."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions
        with sessions.write.begin() as session:
            self.desk = furnish(session)

    def asked(self, endpoint: Endpoint, *, claim: bool = False) -> int:
        with self.sessions.write.begin() as session:
            desk = again(self.desk, session)
            if claim:
                made = askings.ask_wordings(
                    session, claim_id=desk.plain.id, actor=desk.editor, endpoint=endpoint
                )
            else:
                made = askings.ask_claims(
                    session, article_id=desk.article.id, actor=desk.editor, endpoint=endpoint
                )
            return made.id

    def run(self, asking_id: int, endpoint: Endpoint | None) -> Asking:
        askings.run(self.sessions, endpoint, asking_id=asking_id)
        with self.sessions.read() as session:
            return session.get_one(Asking, asking_id)

    def changed(self, act: Callable[[Desk], Any]) -> None:
        with self.sessions.write.begin() as session:
            act(again(self.desk, session))

    def suggestions(self) -> list[str]:
        with self.sessions.read() as session:
            found = suggested_claims(
                session, article_id=self.desk.article.id, actor=self.desk.editor
            )
        return [claim.text for claim in found.claims]

    def wordings(self) -> tuple[str, ...]:
        with self.sessions.read() as session:
            return suggested_wordings(
                session, claim_id=self.desk.plain.id, actor=self.desk.editor
            ).wordings


@pytest.fixture
def room(sessions: Sessions) -> Room:
    return Room(sessions)


def endpoint(host: str = "llm.harrow.example", model: str = MODEL) -> Endpoint:
    found = endpoint_of(f"https://{host}/v1", model, "open sesame")
    assert found is not None
    return found


def seal(desk: Desk, level: DisclosureLevel = DisclosureLevel.SEALED) -> None:
    """Let a piece on a claim of the article come from a source that is not public."""
    desk.attached(desk.plain, source="The Quiet Clerk")
    for row in desk.session.scalars(sa.select(sources.Source)):
        row.disclosure = level


def test_asking_is_one_line_with_host_model_and_digest_and_no_word_of_the_text(
    room: Room, serve: Serve
) -> None:
    server = serve(writes({"claims": []}))
    room.run(room.asked(at(server, "open sesame")), at(server, "open sesame"))
    with room.sessions.read() as session:
        (line,) = again(room.desk, session).acts("ask_model_for_claims")
    body = server.requests[0].partition(b"\r\n\r\n")[2]
    assert line.actor == room.desk.editor.name
    assert line.payload == {
        "host": f"127.0.0.1:{server.port}", "model": MODEL,
        "sent_sha256": sha256(body).hexdigest(),
    }  # fmt: skip
    assert "sesame" not in json.dumps(line.payload)


def test_suggested_claims_stand_in_the_article_and_are_none_yet(room: Room, serve: Serve) -> None:
    server = serve(writes({"claims": [COURT, SPRING, "Ilan Maresk is guilty."]}))
    row = room.run(room.asked(at(server)), at(server))
    assert row.status is AskingStatus.ANSWERED
    assert quoted(server)["article"].count(COURT) == 1
    assert room.suggestions() == [SPRING]


def test_nothing_becomes_a_claim_or_a_wording_of_one_by_itself(room: Room, serve: Serve) -> None:
    def rows() -> list[Any]:
        with room.sessions.read() as session:
            return [session.execute(sa.select(t)).all()
                    for t in (Claim.__table__, ArticleVersion.__table__)]  # fmt: skip

    before = rows()
    for claim, answer in ((False, {"claims": [SPRING]}), (True, {"wordings": [PLAIN]})):
        server = serve(writes(answer))
        room.run(room.asked(at(server), claim=claim), at(server))
    assert rows() == before
    assert room.wordings() == (PLAIN,)


def test_wordings_end_with_the_words_that_they_were_for(room: Room, serve: Serve) -> None:
    server = serve(writes({"wordings": [PLAIN]}))
    room.run(room.asked(at(server), claim=True), at(server))
    assert quoted(server)["claim"] == room.desk.plain.text
    room.changed(lambda desk: claim_words.reword(
        desk.session, claim_id=desk.plain.id, actor=desk.editor, version=None,
        start=desk.plain.start, end=desk.plain.end - 9,
    ))  # fmt: skip
    assert room.wordings() == ()


def test_an_accused_person_is_called_guilty_in_no_wording(room: Room, serve: Serve) -> None:
    guilty = "Maresk is guilty of handing forty pages to Norland."
    server = serve(writes({"wordings": [guilty]}))
    with room.sessions.write.begin() as session:
        desk = again(room.desk, session)
        made = askings.ask_wordings(
            session, claim_id=desk.accusation.id, actor=desk.editor, endpoint=at(server)
        )
    assert room.run(made.id, at(server)).suggested == []


@pytest.mark.parametrize(
    "body", [b"{}", b"<html>", b'{"choices": [{"message": {"content": "x"}}]}']
)
def test_nonsense_is_said_and_nothing_of_it_kept(room: Room, serve: Serve, body: bytes) -> None:
    server = serve(says(body))
    row = room.run(room.asked(at(server)), at(server))
    assert (row.status, row.suggested) == (AskingStatus.FAILED, [])
    assert "The language model" in row.failure or "language model answered" in row.failure
    with room.sessions.read() as session:
        found = suggested_claims(session, article_id=room.desk.article.id, actor=room.desk.editor)
    assert found.may_ask


def test_a_request_is_never_sent_twice(room: Room, serve: Serve) -> None:
    server = serve(writes({"claims": [SPRING]}))
    asking_id = room.asked(at(server))
    room.run(asking_id, at(server))
    room.run(asking_id, at(server))
    assert len(server.requests) == 1
    askings.run(room.sessions, at(server), asking_id=99)
    assert len(server.requests) == 1


def test_a_worker_that_died_in_the_middle_sends_nothing_again(room: Room, serve: Serve) -> None:
    server = serve(writes({"claims": [SPRING]}))
    asking_id = room.asked(at(server))
    assert askings.waiting(room.sessions) == [asking_id]
    with room.sessions.write.begin() as session:
        session.get_one(Asking, asking_id).started_at = now()
    assert askings.waiting(room.sessions) == []
    assert room.run(asking_id, at(server)).status is AskingStatus.PENDING
    with time_machine.travel(now() + askings.CUT_OFF_AFTER + timedelta(seconds=1)):
        assert askings.waiting(room.sessions) == [asking_id]
        assert "cut off" in room.run(asking_id, at(server)).failure
    assert server.requests == []


def test_of_two_ends_the_first_counts(
    room: Room, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking_id = room.asked(endpoint())

    def meanwhile(*_: object) -> str:
        with time_machine.travel(now() + askings.CUT_OFF_AFTER + timedelta(seconds=1)):
            room.run(asking_id, endpoint())
        return '{"claims": []}'

    monkeypatch.setattr(askings, "ask", meanwhile)
    assert room.run(asking_id, endpoint()).status is AskingStatus.FAILED


def unsent(room: Room, asking_id: int, given: Endpoint | None) -> str:
    """Why a request was not sent; the host's name exists nowhere, so sending it would differ."""
    failure = room.run(asking_id, given).failure
    assert "could not be reached" not in failure
    return failure


def test_what_waited_too_long_is_not_sent_any_more(room: Room) -> None:
    asking_id = room.asked(endpoint())
    with time_machine.travel(now() + askings.TOO_LATE_AFTER + timedelta(seconds=1)):
        assert "in time, so nothing was sent" in unsent(room, asking_id, endpoint())


@pytest.mark.parametrize(
    "given", [None, endpoint("other.example"), endpoint(model="other")], ids=["none", "h", "m"]
)
def test_only_the_host_and_model_that_the_editor_saw_get_the_text(
    room: Room, given: Endpoint | None
) -> None:
    assert "settings name another" in unsent(room, room.asked(endpoint()), given)


def test_only_the_words_that_were_asked_about_are_sent(room: Room) -> None:
    asking_id = room.asked(endpoint())
    with room.sessions.write.begin() as session:
        session.get_one(Article, room.desk.article.id).language = "de"
    assert "changed meanwhile" in unsent(room, asking_id, endpoint())


def test_a_source_sealed_meanwhile_keeps_the_text_in_the_house(room: Room) -> None:
    asking_id = room.asked(endpoint())
    room.changed(seal)
    assert "sent to nobody" in unsent(room, asking_id, endpoint())


@pytest.mark.parametrize("level", [DisclosureLevel.SEALED, DisclosureLevel.LEGAL_ONLY])
@pytest.mark.parametrize("claim", [False, True])
def test_an_article_on_a_source_that_is_not_public_is_sent_to_nobody(
    room: Room, level: DisclosureLevel, claim: bool
) -> None:
    room.changed(lambda desk: seal(desk, level))
    with pytest.raises(Conflict, match="not public"):
        room.asked(endpoint(), claim=claim)


def test_an_article_that_names_a_hidden_source_is_sent_to_nobody(room: Room) -> None:
    def enter(desk: Desk) -> None:
        made = sources.add(
            desk.session, actor=desk.editor, name="Karst Street", kind=SourceKind.PERSON
        )
        made.disclosure = DisclosureLevel.SEALED

    room.changed(enter)
    with pytest.raises(Conflict, match="names a source"):
        room.asked(endpoint())


def test_one_asking_at_a_time_for_each_matter(room: Room) -> None:
    room.asked(endpoint())
    with pytest.raises(Conflict, match="asked already"):
        room.asked(endpoint())
    room.asked(endpoint(), claim=True)
    with pytest.raises(Conflict, match="asked already"):
        room.asked(endpoint(), claim=True)


def test_a_text_too_long_to_be_sent_is_refused(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(askings, "MOST_CHARACTERS", 20)
    with pytest.raises(Conflict, match="longer than 20 characters"):
        room.asked(endpoint())


def test_a_reviewer_sends_nothing_out_of_the_house(desk: Desk) -> None:
    for verb, about in (
        (askings.ask_claims, {"article_id": desk.article.id}),
        (askings.ask_wordings, {"claim_id": desk.plain.id}),
    ):
        with pytest.raises(Forbidden):
            verb(desk.session, actor=desk.ana, endpoint=endpoint(), **about)


def test_a_host_that_is_away_costs_nothing_but_a_sentence(room: Room, serve: Serve) -> None:
    server: RawServer = serve(writes({}))
    asking_id, there = room.asked(at(server)), at(server)
    server.close()
    assert "could not be reached" in room.run(asking_id, there).failure
