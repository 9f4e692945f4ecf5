"""A report shows beside its words what of them no longer holds; its files stay as they were."""

from __future__ import annotations

import pytest

from review.domain.vocabulary import DisclosureLevel, RippleCause
from review.models import Source
from review.services import retracting, ripple
from tests.web.claim_room import Room
from tests.web.report_room import asked, made, place, sign_accusation, sign_plain

HOSTILE = 'Forged. <script>alert("1")</script>{{ 7*7 }}'


def piece_of(room: Room) -> int:
    with room.at_work() as desk:
        return desk.file(desk.plain).attached[0].evidence_id


def turn_bad(room: Room, reason: str = HOSTILE) -> int:
    piece = piece_of(room)
    with room.at_work() as desk:
        retracting.retract(
            desk.session, evidence_id=piece, actor=desk.editor, version=None, reason=reason
        )
    return piece


@pytest.mark.parametrize("who", ["reader", "ana", "editor"])
def test_a_report_says_what_no_longer_holds_since_when_and_in_which_claim(
    room: Room, who: str
) -> None:
    sign_plain(room)
    report = made(room)
    before = room.as_(who).page(f"/reports/{report}")
    assert "No longer holds" not in before
    piece = turn_bad(room)
    page = room.as_(who).page(f"/reports/{report}")
    assert "No longer holds in part" in page
    assert "A piece was retracted" in page
    assert "Forged. &lt;script&gt;" in page
    assert HOSTILE not in page
    assert f'href="/evidence/{piece}"' in page
    assert f'In claim <a href="/claims/{room.plain}">2</a>' in page
    assert "since <time" in page


def test_the_list_of_reports_marks_it_with_a_word_and_a_number(room: Room) -> None:
    sign_plain(room)
    sign_accusation(room)
    made(room)
    assert "No longer holds" not in room.as_("reader").page(place(room))
    turn_bad(room)
    page = room.as_("reader").page(place(room))
    assert "No longer holds" in page
    assert "What 2 of its claims rest on, since" in page


def test_the_files_of_a_marked_report_stay_byte_for_byte(room: Room) -> None:
    sign_plain(room)
    report, reader = made(room), room.as_("reader")
    forms = ("json", "html", "csv")
    before = [reader.get(f"/reports/{report}.{form}").data for form in forms]
    turn_bad(room)
    assert [reader.get(f"/reports/{report}.{form}").data for form in forms] == before


def test_a_later_report_carries_no_mark_of_the_earlier(room: Room) -> None:
    sign_plain(room)
    first = made(room)
    turn_bad(room)
    second = made(room)
    assert second != first
    assert "No longer holds" not in room.as_("reader").page(f"/reports/{second}")
    assert room.as_("reader").page(place(room)).count("No longer holds") == 1


def test_a_retraction_that_was_taken_back_stays_to_be_read_and_is_no_alarm(room: Room) -> None:
    sign_plain(room)
    report = made(room)
    piece = turn_bad(room)
    with room.at_work() as desk:
        retracting.restore(
            desk.session, evidence_id=piece, actor=desk.editor, version=None, reason="It is sound."
        )
    page = room.as_("reader").page(f"/reports/{report}")
    assert "Taken back since" in page
    assert "No longer holds in part" not in page
    assert "No longer holds" not in room.as_("reader").page(place(room))


@pytest.mark.parametrize("of", ["piece", "source"])
def test_who_may_not_know_a_sealed_source_reads_no_reason(room: Room, of: str) -> None:
    with room.at_work() as desk:
        row = desk.attached(desk.plain, source="Sister Odile")
        source = desk.session.get_one(Source, row.evidence.source_id)
        desk.signed(desk.plain)
    report = made(room)
    with room.at_work() as desk:
        desk.session.get_one(Source, source.id).disclosure = DisclosureLevel.SEALED
        ripple.run(
            desk.session, cause=RippleCause.LETTER, reason="Odile lied.", actor=desk.editor,
            evidence_ids=[row.evidence_id] if of == "piece" else (),
            source_id=source.id if of == "source" else None,
        )  # fmt: skip
    page = room.as_("reader").page(f"/reports/{report}")
    assert "The reason is kept back" in page
    assert "lied" not in page
    assert "Odile lied." in room.as_("legal").page(f"/reports/{report}")


def test_a_sealed_name_in_another_reason_is_withheld(room: Room) -> None:
    sign_plain(room)
    report = made(room)
    with room.at_work() as desk:
        row = desk.attached(desk.third, words="The diary.", source="Sister Odile")
        desk.session.get_one(Source, row.evidence.source_id).disclosure = DisclosureLevel.SEALED
    turn_bad(room, "Sister Odile says so.")
    page = room.as_("reader").page(f"/reports/{report}")
    assert "[withheld] says so." in page
    assert "Odile" not in page


def test_a_page_asks_as_much_for_a_marked_claim_as_for_two(room: Room) -> None:
    sign_plain(room)
    first = made(room)
    sign_accusation(room)
    second = made(room)
    turn_bad(room)
    reader = room.as_("reader")
    assert asked(room, reader, f"/reports/{first}") == asked(room, reader, f"/reports/{second}")
