"""A report in the desk's own page: in short, what is missing and why, and who may read it."""

import pytest

from review.domain.vocabulary import Variant, Verdict
from review.web import report_page
from tests.desk import SENTENCES
from tests.web.claim_room import Room
from tests.web.report_room import HOSTILE, asked, leave_open, made, sign_accusation, sign_plain


def test_a_report_is_shown_in_short_with_what_is_missing_and_why(room: Room) -> None:
    sign_plain(room, reason=f"The register says so. {HOSTILE}")
    leave_open(room)
    page = room.as_("reader").page(f"/reports/{made(room)}")
    assert "This is a draft, not the desk’s finding." in page
    assert "Claims not signed off: 2. Sentences to decide: 1." in page
    assert Verdict.SUPPORTED_WITH_CHANGE.meaning in page
    assert "Fares in Vantoria rose by 80 percent in 2025." in page
    assert f"Claimed, not verified: {SENTENCES[0][0]}" in page
    assert "It waits in the queue for an assessment." in page
    assert SENTENCES[2][0] in page
    assert HOSTILE not in page
    assert "The register says so. &lt;script&gt;" in page


def test_an_accusation_is_never_repeated_as_a_fact(room: Room) -> None:
    sign_accusation(room)
    page = room.as_("reader").page(f"/reports/{made(room)}")
    assert f"<bdi>Claimed by Bureau 9: {SENTENCES[0][0]}</bdi>" in page
    assert f"<bdi>{SENTENCES[0][0]}</bdi>" not in page


def test_a_report_without_a_signed_claim_says_what_to_do(room: Room) -> None:
    page = room.as_("editor").page(f"/reports/{made(room)}")
    assert "No claim was signed off" in page
    assert "Have claims assessed and signed off" in page


def test_a_final_report_says_that_nothing_is_missing(room: Room) -> None:
    sign_plain(room)
    sign_accusation(room)
    with room.at_work() as desk:
        desk.signed(desk.third)
    page = room.as_("reader").page(f"/reports/{made(room)}")
    assert "Final</span>" in page
    assert "This is a draft" not in page
    assert "Nothing: every claim is signed off and every sentence decided." in page


def test_many_claims_are_shown_page_by_page(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_page, "FIRST", 1)
    sign_plain(room)
    sign_accusation(room)
    reader, path = room.as_("reader"), f"/reports/{made(room)}"
    first = reader.page(path)
    assert 'id="claim-1"' in first
    assert 'id="claim-2"' not in first
    assert f'href="{path}?after=1" rel="next"' in first
    second = reader.page(f"{path}?after=1")
    assert 'id="claim-2"' in second
    assert 'rel="next"' not in second
    assert reader.page(f"{path}?after=-7") == reader.page(path)


def test_the_other_variants_are_offered_to_whom_they_are_for(room: Room) -> None:
    public, internal = made(room), made(room, Variant.INTERNAL)
    assert "Internal: report 2" in room.as_("legal").page(f"/reports/{public}")
    assert "Internal: report 2" not in room.as_("reader").page(f"/reports/{public}")
    assert "Public: report 1" in room.as_("editor").page(f"/reports/{internal}")


def test_the_page_asks_the_same_number_of_questions_for_one_claim_and_three(room: Room) -> None:
    reader = room.as_("reader")
    sign_plain(room)
    one = asked(room, reader, f"/reports/{made(room)}")
    sign_accusation(room)
    with room.at_work() as desk:
        desk.signed(desk.third)
    assert asked(room, reader, f"/reports/{made(room)}") == one
