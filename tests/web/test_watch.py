"""Watched pages: the list, one look with what has changed, and who has what watched."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from config import Settings
from review.db import now
from review.domain.vocabulary import DisclosureLevel
from review.models import Capture, Evidence, Source, WatchLook
from review.services import captures, evidence, watch
from review.services.looks import set_watch
from review.services.watch_turns import Pace
from tests.capture.servers import Line, Serve, page, serve
from tests.desk import link
from tests.web.claim_room import Room

__all__ = ["serve"]
TEXT = "Content-Type: text/plain; charset=utf-8"
OURS = "Fares doubled in 2025.\n\nThe ministry said so <b>on Monday</b>."
THEIRS = OURS.replace("doubled", "tripled")


class Page:
    """A captured page that a test changes, and looks at."""

    def __init__(self, room: Room, serve: Serve, source: str = "") -> None:
        self.room, self.words, self.status, self.looks = room, OURS, "200 OK", 0
        self.server = serve(self._answer)
        self.allow = f"127.0.0.1:{self.server.port}"
        with room.sessions.write.begin() as session:
            made = evidence.attach(
                session, claim_id=room.plain, actor=room.people["ana"],
                piece=link(self.server.url), bearing=evidence.Bearing(source=source),
            )  # fmt: skip
            self.id, capture_id = made.row.evidence_id, made.capture_id
        assert capture_id is not None
        captures.run(room.sessions, room.store, capture_id=capture_id, allow=self.allow)

    def _answer(self, line: Line) -> None:
        page(self.words.encode(), TEXT, status=self.status)(line)

    def look(self, words: str = "", status: str = "") -> int:
        """The number of a look that finds these words, or this status."""
        self.words, self.status = words or self.words, status or self.status
        with self.room.sessions.write.begin() as session:
            set_watch(session, self.id, watch_at=now())
        self.looks += 1
        with time_machine.travel(now() + self.looks * timedelta(days=15)):
            found = watch.look(self.room.sessions, self.room.store, evidence_id=self.id,
                               pace=Pace(7, 6), allow=self.allow)  # fmt: skip
        assert found is not None
        with self.room.sessions.read() as session:
            return session.scalars(sa.select(sa.func.max(WatchLook.id))).one()

    def row(self) -> Evidence:
        with self.room.sessions.read() as session:
            return session.get_one(Evidence, self.id)

    def told(self, who: str = "reader", place: str = "") -> str:
        return html.unescape(self.room.as_(who).page(place or f"/evidence/{self.id}"))


@pytest.fixture
def fares(room: Room, serve: Serve) -> Page:
    return Page(room, serve)


def test_the_page_of_a_captured_link_says_that_it_is_watched(fares: Page) -> None:
    told = fares.told()
    assert "It is looked at as soon as it is its turn." in told
    assert "Not looked at again yet" in told
    with fares.room.sessions.write.begin() as session:
        set_watch(session, fares.id, watch_at=now() + timedelta(days=3, hours=1))
    assert "in 3 d" in fares.told()


def test_a_look_shows_its_outcome_and_what_has_changed_word_by_word(fares: Page) -> None:
    look = fares.look(THEIRS)
    told = fares.told()
    assert "The page is no longer what we hold." in told
    assert f"/evidence/{fares.id}/looks/{look}" in told
    answer = fares.room.as_("reader").page(f"/evidence/{fares.id}/looks/{look}")
    assert "<del>doubled</del><ins>tripled</ins>" in answer
    assert "1 paragraph unchanged" in answer
    assert "Its words changed, and no passage was quoted" in answer
    assert "<b>on Monday</b>" not in answer
    for part in ("1/page", "2/page", "2/record"):
        assert f"/evidence/{fares.id}/captures/{part}" in answer
    assert "A later look, by the watch" in answer
    assert "A later look, by the watch" not in told, "a piece has one in each week"


def test_a_look_at_which_no_page_came_compares_nothing(fares: Page) -> None:
    look = fares.look(status="503 Busy")
    told = fares.told(place=f"/evidence/{fares.id}/looks/{look}")
    assert "No page came" in told
    assert "The page at this look" not in told


def test_a_page_that_is_the_same_has_changed_not_a_word(fares: Page) -> None:
    first = fares.look()
    assert "Not a word." in fares.told(place=f"/evidence/{fares.id}/looks/{first}")
    second = fares.look()
    assert "The look after" in fares.told(place=f"/evidence/{fares.id}/looks/{first}")
    assert "The look before" in fares.told(place=f"/evidence/{fares.id}/looks/{second}")


def test_reviewers_and_editors_end_and_begin_the_watch(fares: Page) -> None:
    place = f"/evidence/{fares.id}"
    ana = fares.room.as_("ana")
    assert "looked at no more" in ana.act(f"{place}/watch/end")
    assert fares.row().watch_at is None
    assert "Nobody watches this page." in fares.told("editor")
    editor = fares.room.as_("editor")
    assert "The page is watched." in editor.act(f"{place}/watch")
    assert fares.row().watch_at is not None
    assert {"watch", "end_watch"} < set(fares.room.acts())
    again = editor.post(f"{place}/watch")
    assert again.status_code == 409
    assert "watched already" in html.unescape(again.text)


def test_a_look_that_is_asked_for_goes_to_the_worker(
    fares: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[tuple[object, ...]] = []
    monkeypatch.setitem(fares.room.app.extensions, "enqueue", lambda *what: handed.append(what))
    place = f"/evidence/{fares.id}"
    assert "looked at now" in fares.room.as_("ana").act(f"{place}/look")
    assert handed == [("look", fares.id)]
    with fares.room.sessions.read() as session:
        row = session.scalars(sa.select(Capture).order_by(Capture.id.desc())).first()
    assert row is not None
    assert row.requested_by_id == fares.room.people["ana"].user_id
    assert "Waiting for its turn" in fares.told()
    assert "A look is under way." in fares.told()


def test_readers_and_lawyers_see_the_looks_and_are_offered_no_act(fares: Page) -> None:
    for who in ("reader", "legal"):
        told = fares.told(who)
        assert "All watched pages" in told
        for words in ("Look now", "Stop watching"):
            assert words not in told
        answer = fares.room.as_(who).post(f"/evidence/{fares.id}/watch/end")
        assert answer.status_code == 403
    assert "Look now" in fares.told("ana")


def test_what_is_no_captured_page_has_no_watch(fares: Page) -> None:
    with fares.room.at_work() as desk:
        note = desk.attached(desk.third).evidence_id
    assert "All watched pages" not in fares.told(place=f"/evidence/{note}")


def test_where_no_page_is_looked_at_again_it_is_said_and_nothing_is_offered(
    fares: Page, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    object.__setattr__(fares.room.app.config["SETTINGS"], "watch_days", 0)
    told = fares.told("editor")
    assert "No page is looked at again here" in told
    assert "Look now" not in told
    assert "PROOFDESK_WATCH_DAYS" in fares.told(place="/watch")
    answer = fares.room.as_("editor").post(f"/evidence/{fares.id}/look")
    assert answer.status_code == 409


def test_a_page_taken_off_every_claim_or_retracted_waits(fares: Page) -> None:
    with fares.room.at_work() as desk:
        evidence.detach(desk.session, claim_id=desk.plain.id, evidence_id=fares.id,
                        actor=desk.ana, reason="Not needed.")  # fmt: skip
    assert "once it is on a claim" in fares.told("editor")
    with fares.room.sessions.write.begin() as session:
        row = session.get_one(Evidence, fares.id)
        row.retracted_at, row.retracted_reason = now(), "Forged."
    assert "A retracted piece is looked at no more." in fares.told("editor")


def test_all_watched_pages_are_listed_and_found_by_what_was_found(fares: Page) -> None:
    assert fares.room.as_("reader").page("/watch").count(f'href="/evidence/{fares.id}"') == 1
    fares.look(THEIRS)
    told = fares.told(place="/watch?state=changed")
    assert "Its words changed" in told
    assert "1 page<" in told
    assert "No page fits" in fares.told(place="/watch?state=gone")
    assert "1 page<" in fares.told(place="/watch?state=nonsense&after=nonsense")


def test_a_desk_that_watches_nothing_is_told_how_it_begins(room: Room) -> None:
    assert "No page is watched" in room.as_("reader").page("/watch")


def test_a_sealed_page_is_listed_by_its_number_and_its_looks_are_kept_back(
    room: Room, serve: Serve
) -> None:
    fares = Page(room, serve, source="Karst Register")
    look = fares.look(THEIRS)
    with room.sessions.write.begin() as session:
        piece = session.get_one(Evidence, fares.id)
        session.get_one(Source, piece.source_id).disclosure = DisclosureLevel.SEALED
    for who, status in (("reader", 403), ("jon", 403), ("editor", 200)):
        answer = room.as_(who).get(f"/evidence/{fares.id}/looks/{look}")
        assert answer.status_code == status, who
    assert room.as_("jon").post(f"/evidence/{fares.id}/look").status_code == 403
    assert fares.server.url not in fares.told("jon", "/watch")
    assert fares.server.url in fares.told("editor", "/watch")
    assert "tripled" not in fares.told("jon")


def test_another_desks_looks_are_not_there(room: Room, fares: Page) -> None:
    look, stranger = fares.look(), room.stranger()
    assert stranger.get(f"/evidence/{fares.id}/looks/{look}").status_code == 404
    for act in ("watch", "watch/end", "look"):
        assert stranger.post(f"/evidence/{fares.id}/{act}").status_code == 404
    assert fares.server.url not in stranger.page("/watch")
