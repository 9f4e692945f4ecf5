"""The reports of an article: what the next would hold, making it, and the list of those made."""

import re

import pytest

from review.domain.vocabulary import Variant
from review.models import ArticleVersion
from review.text.canonical import digest
from tests.desk import SENTENCES
from tests.web.claim_room import Room
from tests.web.report_room import (
    HOSTILE,
    asked,
    leave_open,
    made,
    numbers,
    place,
    retitle,
    sign_accusation,
    sign_plain,
    withdraw_third,
)


def test_without_a_signed_claim_the_page_says_what_to_do(room: Room) -> None:
    page = room.as_("editor").page(place(room))
    assert "No claim is signed off yet" in page
    assert "sign them off" in page
    assert "No report made yet" in page


def test_before_making_one_sees_what_would_be_in_and_what_not_and_why(room: Room) -> None:
    sign_plain(room)
    withdraw_third(room, HOSTILE)
    leave_open(room)
    page = room.as_("legal").page(place(room))
    assert "<b>1</b> of 2 claims signed off" in page
    assert "<b>1</b> not signed off" in page
    assert "<b>1</b> of 4 sentences to decide" in page
    assert "It waits in the queue for an assessment." in page
    assert "&lt;script&gt;alert(" in page
    assert HOSTILE not in page
    for words in (SENTENCES[0][0], SENTENCES[2][0], SENTENCES[3][0]):
        assert words in page
    assert SENTENCES[1][0] not in page
    assert "It would be a draft." in page


def test_with_everything_decided_the_next_report_would_be_final(room: Room) -> None:
    sign_plain(room)
    sign_accusation(room)
    withdraw_third(room)
    page = room.as_("editor").page(place(room))
    assert "It would be a draft." not in page
    assert "Make the report" in page


def test_many_missing_claims_are_counted_and_the_first_of_them_shown(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("review.queries.report_preview.FIRST", 1)
    monkeypatch.setattr("review.web.report_page.FIRST", 1)
    page = room.as_("editor").page(place(room))
    assert "And 2 more." in page
    assert "And 2 more, in every download." in room.as_("reader").page(f"/reports/{made(room)}")


def test_a_claim_that_is_signed_on_an_earlier_text_is_told_apart(room: Room) -> None:
    sign_plain(room)
    with room.at_work() as desk:
        old = desk.session.get_one(ArticleVersion, desk.plain.article_version_id)
        desk.session.add(
            ArticleVersion(
                desk_id=old.desk_id, article_id=old.article_id, number=2, body="All is new.",
                sha256=digest("All is new."), created_at=old.created_at,
            )
        )  # fmt: skip
    page = room.as_("editor").page(place(room))
    assert "It was signed on an earlier version of the text." in page


@pytest.mark.parametrize("variant", list(Variant))
@pytest.mark.parametrize("who", ["editor", "legal"])
def test_editors_and_legal_make_each_variant(room: Room, who: str, variant: Variant) -> None:
    sign_plain(room)
    page = room.as_(who).act(place(room), {"variant": variant.value})
    assert f"{variant.title_text} report" in page
    assert "Report 1 is made." in page
    assert numbers(room) == [1]


def test_making_again_without_a_change_leads_to_the_same_report_and_says_so(room: Room) -> None:
    sign_plain(room)
    editor = room.as_("editor")
    first = editor.post(place(room), {"variant": "public"}).location
    again = editor.post(place(room), {"variant": "public"})
    assert again.location == first
    assert "Nothing has changed since report 1 (public)" in editor.page(first)
    assert numbers(room) == [1]


def test_a_change_makes_the_next_report_and_both_name_each_other(room: Room) -> None:
    first = made(room)
    sign_plain(room)
    second = made(room)
    editor = room.as_("editor")
    old, new = editor.page(f"/reports/{first}"), editor.page(f"/reports/{second}")
    assert "A later report follows this one:" in old
    assert f'href="/reports/{second}"' in old
    assert "A later report follows this one:" not in new
    assert f'href="/reports/{first}">Report 1</a>' in new
    assert "Report 2 follows it" in editor.page(place(room))


def test_what_is_no_variant_comes_back_to_its_page(room: Room) -> None:
    answer = room.as_("editor").post(place(room), {"variant": "secret"})
    assert answer.status_code == 422
    assert 'id="variant-error"' in answer.text
    assert numbers(room) == []


@pytest.mark.parametrize("who", ["ana", "reader", "admin"])
def test_others_make_none(room: Room, who: str) -> None:
    assert room.as_(who).post(place(room), {"variant": "public"}).status_code == 403
    assert numbers(room) == []


def test_a_reader_sees_neither_the_form_nor_what_is_missing(room: Room) -> None:
    page = room.as_("reader").page(place(room))
    assert "No report to read yet" in page
    assert "What the next report would hold" not in page
    assert 'name="variant"' not in page


def test_the_list_says_which_reports_there_are(room: Room) -> None:
    made(room)
    sign_plain(room)
    sign_accusation(room)
    withdraw_third(room)
    made(room)
    made(room, Variant.INTERNAL)
    page = room.as_("editor").page(place(room))
    standing = re.findall(r">Report (\d)</a>.*?</svg>(Draft|Final)</span>", page, re.DOTALL)
    assert standing == [("3", "Final"), ("2", "Final"), ("1", "Draft")]
    assert "Mirela Dorn" in page
    for_readers = room.as_("reader").page(place(room))
    assert ">Report 3</a>" not in for_readers
    assert ">Report 2</a>" in for_readers


def test_the_list_asks_the_same_number_of_questions_for_one_report_and_three(room: Room) -> None:
    editor = room.as_("editor")
    made(room)
    one = asked(room, editor, place(room))
    for title in ("Forty-one pages", "Forty-two pages"):
        retitle(room, title)
        made(room)
    assert asked(room, editor, place(room)) == one
