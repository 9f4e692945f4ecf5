"""Pages are watched from their capture on, until somebody ends it; anybody of the desk may ask."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
import time_machine

from review.db import now
from review.domain.errors import Conflict, Forbidden, NotFound
from review.domain.policy import Actor
from review.domain.vocabulary import (
    CapturePurpose,
    CaptureStatus,
    DisclosureLevel,
    EvidenceKind,
    SourceKind,
    WatchState,
)
from review.models import Capture, Evidence
from review.services import evidence, sources, watch
from review.services.looks import set_watch
from review.services.watch_turns import Pace
from tests.desk import Desk, furnish, link, note
from tests.services.capture_room import Died, dies
from tests.services.watch_room import PACE, Page, in_a_week, page_of, room, serve

__all__ = ["page_of", "room", "serve"]


@pytest.fixture
def piece(desk: Desk) -> Evidence:
    """A page that was captured, as far as the database knows, and is not watched."""
    row = desk.attached(desk.plain, desk.ana).evidence_id
    found = desk.session.get_one(Evidence, row)
    found.kind, found.url = EvidenceKind.LINK, "https://gazette.example/fares"
    desk.session.flush()
    return found


def begun(desk: Desk, piece: Evidence, actor: Actor | None = None) -> Evidence:
    row = watch.begin(desk.session, evidence_id=piece.id, actor=actor or desk.ana, pace=PACE)
    desk.session.refresh(row)
    return row


def test_whoever_has_a_page_watched_has_it_looked_at_soon(desk: Desk, piece: Evidence) -> None:
    version = piece.version
    row = begun(desk, piece)
    assert row.watch_at is not None
    assert (row.watch_at <= now(), row.version) == (True, version)
    (act,) = desk.acts("watch")
    assert (act.subject, act.actor_id) == (f"evidence {piece.id}", desk.ana.user_id)
    with pytest.raises(Conflict, match="watched already"):
        begun(desk, piece)


def test_a_watch_that_is_ended_is_ended_once(desk: Desk, piece: Evidence) -> None:
    begun(desk, piece)
    end = partial(watch.end, desk.session, evidence_id=piece.id, actor=desk.editor, pace=PACE)
    desk.session.refresh(end())
    assert piece.watch_at is None
    assert len(desk.acts("end_watch")) == 1
    with pytest.raises(Conflict, match="not watched"):
        end()


def test_a_look_that_is_asked_for_waits_as_a_capture_in_the_asking_persons_name(
    desk: Desk, piece: Evidence
) -> None:
    begun(desk, piece)
    ask = partial(watch.ask, desk.session, evidence_id=piece.id, actor=desk.ana, pace=PACE)
    row = ask()
    assert (row.purpose, row.requested_by_id) == (CapturePurpose.WATCH, desk.ana.user_id)
    assert row.status is CaptureStatus.PENDING
    assert desk.acts("ask_look")[0].payload == {"capture": row.id}
    with pytest.raises(Conflict, match="being looked at"):
        ask()


@pytest.mark.parametrize("act", [watch.end, watch.ask])
def test_what_is_not_watched_is_neither_ended_nor_looked_at(
    desk: Desk, piece: Evidence, act: Callable[..., object]
) -> None:
    with pytest.raises(Conflict, match="not watched"):
        act(desk.session, evidence_id=piece.id, actor=desk.ana, pace=PACE)


def test_readers_and_lawyers_have_nothing_watched(desk: Desk, piece: Evidence) -> None:
    for actor in (desk.reader, desk.legal, desk.admin):
        with pytest.raises(Forbidden):
            begun(desk, piece, actor)


def test_a_page_of_another_desk_is_not_there(desk: Desk, piece: Evidence) -> None:
    stranger = furnish(desk.session, slug="quay").editor
    with pytest.raises(NotFound):
        begun(desk, piece, stranger)


def test_a_sealed_page_is_watched_by_whoever_may_know_it(desk: Desk, piece: Evidence) -> None:
    source = sources.add(
        desk.session, actor=desk.editor, name="Karst Register", kind=SourceKind.OTHER
    )
    source.disclosure = DisclosureLevel.SEALED
    piece.source_id = source.id
    desk.session.flush()
    with pytest.raises(Forbidden, match="sealed"):
        begun(desk, piece, desk.jon)
    assert begun(desk, piece, desk.editor).watch_at is not None


def test_where_no_page_is_looked_at_again_nothing_is_watched(desk: Desk, piece: Evidence) -> None:
    with pytest.raises(Conflict, match="No page is looked at again"):
        watch.begin(desk.session, evidence_id=piece.id, actor=desk.ana, pace=Pace(0, 6))


def test_only_pages_that_were_captured_and_stand_are_watched(desk: Desk, piece: Evidence) -> None:
    words = evidence.attach(
        desk.session, claim_id=desk.third.id, actor=desk.ana, piece=note("Heard at the gate.")
    ).row.evidence_id
    with pytest.raises(Conflict, match="captured page"):
        begun(desk, desk.session.get_one(Evidence, words))
    piece.retracted_at, piece.retracted_reason = now(), "Forged."
    with pytest.raises(Conflict, match="not retracted"):
        begun(desk, piece)
    waits = evidence.attach(
        desk.session, claim_id=desk.third.id, actor=desk.ana, piece=link("https://quay.example/")
    ).row.evidence_id
    with pytest.raises(Conflict, match="captured page"):
        begun(desk, desk.session.get_one(Evidence, waits))


def test_a_captured_page_is_watched_without_anybodys_doing(page_of: Callable[[], Page]) -> None:
    fares = page_of()
    fares.captured()
    assert fares.row().watch_at == fares.captures()[0].finished_at
    assert fares.row().watch_state is None


def test_a_page_whose_capture_failed_is_not_watched(page_of: Callable[[], Page]) -> None:
    fares = page_of()
    fares.status = "500 Broken"
    fares.captured()
    assert fares.row().watch_at is None


def test_a_look_that_is_not_due_is_not_made(page_of: Callable[[], Page]) -> None:
    fares = page_of()
    fares.captured()
    with fares.room.sessions.write.begin() as session:
        set_watch(session, fares.evidence_id, watch_at=in_a_week())
    assert fares.look() is None
    assert len(fares.server.requests) == 1


def test_a_worker_that_dies_in_the_fetch_leaves_it_to_the_next(
    page_of: Callable[[], Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    fares = page_of()
    fares.captured()
    moment = in_a_week()
    with monkeypatch.context() as patch, time_machine.travel(moment, tick=False):
        patch.setattr("review.services.captures.fetch", dies)
        with pytest.raises(Died):
            fares.look()
        patch.undo()
        assert fares.look() is None
    later = moment + 2 * (in_a_week() - now()) / 100
    assert fares.look_at(later).outcome is WatchState.SAME
    assert [row.purpose for row in fares.captures()] == [CapturePurpose.FIRST, CapturePurpose.WATCH]
    assert len(fares.looks()) == 1


def test_what_is_begun_in_the_name_of_the_command_line_needs_no_persons_number(
    desk: Desk, piece: Evidence
) -> None:
    operator = Actor(None, desk.id, "command line", desk.editor.roles)
    begun(desk, piece, operator)
    row = watch.ask(desk.session, evidence_id=piece.id, actor=operator, pace=PACE)
    assert desk.session.get_one(Capture, row.id).requested_by_id is None
