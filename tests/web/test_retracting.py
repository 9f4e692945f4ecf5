"""The page of a piece retracts it and restores it, and everybody sees that it is struck."""

from __future__ import annotations

from werkzeug.test import TestResponse

from review.domain.vocabulary import ClaimState, DisclosureLevel
from review.models import Evidence, Source
from review.services import retracting
from tests.web.claim_room import Room

HOSTILE = 'Forged. <script>alert("1")</script>{{ 7*7 }}'


def attached(room: Room, source: str = "") -> int:
    with room.at_work() as desk:
        return desk.attached(desk.plain, source=source).evidence_id


def send(room: Room, act: str, evidence_id: int, who: str = "editor", **words: str) -> TestResponse:
    with room.sessions.read() as session:
        version = session.get_one(Evidence, evidence_id).version
    fields = {"version": str(version), "reason": HOSTILE, **words}
    return room.as_(who).post(f"/evidence/{evidence_id}/{act}", fields)


def test_an_editor_retracts_a_piece_and_everybody_sees_why(room: Room) -> None:
    piece = attached(room)
    with room.at_work() as desk:
        desk.signed(desk.plain)
    answer = send(room, "retract", piece)
    assert answer.status_code == 303
    assert room.claim(room.plain).state is ClaimState.QUEUED
    for who in ("reader", "ana", "editor"):
        page = room.as_(who).page(f"/evidence/{piece}")
        assert "<s>A seen register.</s>" in page
        assert "Retracted" in page
        assert "Forged. &lt;script&gt;" in page
        assert HOSTILE not in page
        assert "Mirela Dorn" in page


def test_the_claims_page_shows_it_struck_and_asks_for_no_grade(room: Room) -> None:
    piece = attached(room)
    with room.at_work() as desk:
        desk.taken(desk.plain, desk.ana)
    before = room.as_("ana").page(f"/claims/{room.plain}")
    assert f'name="letter-{piece}"' in before
    send(room, "retract", piece)
    page = room.as_("ana").page(f"/claims/{room.plain}")
    assert "<s><bdi>A seen register.</bdi></s>" in page
    assert "Forged. &lt;script&gt;" in page
    assert f'name="letter-{piece}"' not in page
    assert "retracted, counts for nothing" in page


def test_only_editors_have_the_form_and_may_send_it(room: Room) -> None:
    piece = attached(room)
    for who in ("ana", "legal", "reader"):
        assert f"/evidence/{piece}/retract" not in room.as_(who).page(f"/evidence/{piece}")
        for act in ("retract", "restore"):
            assert send(room, act, piece, who).status_code == 403


def test_a_form_without_a_reason_comes_back_on_the_page(room: Room) -> None:
    piece = attached(room)
    answer = send(room, "retract", piece, reason=" ")
    assert answer.status_code == 422
    assert "Say why it does not hold" in answer.text
    assert "retract" not in room.acts()


def test_another_desks_editor_finds_no_such_piece(room: Room) -> None:
    piece = attached(room)
    answer = room.stranger().post(f"/evidence/{piece}/retract", {"version": "1", "reason": "No."})
    assert answer.status_code == 404
    assert "retract" not in room.acts()


def test_a_retraction_is_taken_back_with_a_reason(room: Room) -> None:
    piece = attached(room)
    send(room, "retract", piece)
    assert f'action="/evidence/{piece}/restore"' in room.as_("editor").page(f"/evidence/{piece}")
    assert send(room, "restore", piece, reason="It is sound.").status_code == 303
    page = room.as_("reader").page(f"/evidence/{piece}")
    assert "<s>" not in page
    assert [act for act in room.acts() if act in {"retract", "restore"}] == ["retract", "restore"]


def test_what_is_done_already_is_refused(room: Room) -> None:
    piece = attached(room)
    send(room, "retract", piece)
    answer = send(room, "retract", piece)
    assert answer.status_code == 409
    assert "retracted before" in answer.text


def test_why_a_sealed_piece_was_retracted_is_for_those_who_know_the_source(room: Room) -> None:
    piece = attached(room, "Sister Odile")
    with room.at_work() as desk:
        row = desk.session.get_one(Evidence, piece)
        desk.session.get_one(Source, row.source_id).disclosure = DisclosureLevel.SEALED
        desk.taken(desk.plain, desk.ana)
    send(room, "retract", piece, reason="Sister Odile forged it.")
    assert "Sister Odile forged it." in room.as_("editor").page(f"/evidence/{piece}")
    for who in ("ana", "jon", "reader"):
        for path in (f"/evidence/{piece}", f"/claims/{room.plain}", "/notices", "/"):
            assert "Odile" not in room.as_(who).page(path), (who, path)


def test_a_sealed_name_in_the_reason_of_another_piece_is_taken_out(room: Room) -> None:
    piece = attached(room)
    with room.at_work() as desk:
        row = desk.attached(desk.third, words="The diary.", source="Sister Odile")
        desk.session.get_one(Source, row.evidence.source_id).disclosure = DisclosureLevel.SEALED
        retracting.retract(
            desk.session, evidence_id=piece, actor=desk.editor, version=None,
            reason="Sister Odile says so.",
        )  # fmt: skip
    for path in (f"/evidence/{piece}", f"/claims/{room.plain}"):
        assert "Odile" not in room.as_("jon").page(path)
    assert "[withheld] says so." in room.as_("jon").page(f"/evidence/{piece}")
