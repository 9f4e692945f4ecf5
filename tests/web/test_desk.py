"""The first page, for each who may see it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from markupsafe import escape

from review.db import now
from review.domain.vocabulary import CommentKind
from review.services import accusations, comments, sign_offs
from tests.web.claim_room import Room
from tests.web.test_queue import HOSTILE


def test_a_new_reviewer_is_told_what_to_do_next(room: Room):
    page = room.as_("ana").page("/")
    assert "Nothing waits for you" in page
    assert 'data-key="t"' in page
    assert "Desk, 0 things wait for you" in page


@pytest.mark.parametrize("who", ["editor", "legal", "reader"])
def test_who_takes_no_claims_is_not_offered_any(room: Room, who: str):
    page = room.as_(who).page("/")
    assert "Take next claim" not in page
    assert "Nothing waits for you" in page


def test_an_administrator_is_led_to_the_accounts_and_sees_nothing_of_the_claims(room: Room):
    page = room.as_("admin").page("/")
    assert 'href="/admin/"' in page
    assert "Maresk" not in page
    assert "Forty pages" not in page


def test_what_a_reviewer_holds_and_what_came_back_is_on_the_desk(room: Room):
    with room.at_work() as desk:
        desk.to_awaiting(desk.plain)
        sign_offs.send_back(desk.session, claim_id=desk.plain.id, actor=desk.editor,
                            version=desk.plain.version, reason="Who read it?")  # fmt: skip
        desk.taken(desk.third, desk.ana)
    page = room.as_("ana").page("/")
    for words in ("You hold", "29 min left", "Sent back to you", "Who read it?"):
        assert words in page


def test_an_editor_sees_signatures_differences_and_flags(room: Room):
    with room.at_work() as desk:
        desk.to_awaiting(desk.plain)
        accusations.flag(desk.session, claim_id=desk.accusation.id, actor=desk.ana,
                         reason="The dates conflict.")  # fmt: skip
        desk.to_adjudication(desk.accusation)
    page = room.as_("editor").page("/")
    for words in ("Awaiting your signature", "Assessments differ", "Possibly fabricated",
                  "The dates conflict.", "3 things wait for you"):  # fmt: skip
        assert words in page
    assert "The dates conflict." not in room.as_("legal").page("/")


def test_an_article_shows_its_bar_and_what_is_left_to_decide(room: Room):
    with room.at_work() as desk:
        desk.article.press_at = now() + timedelta(hours=5, minutes=1)
    page = room.as_("reader").page("/")
    assert "3 claims: 3 queued" in page
    assert "All 4 sentences accounted for" in page
    assert "5 h left" in page


def test_hostile_words_are_shown_as_words(room: Room):
    with room.at_work() as desk:
        desk.article.title = desk.plain.text = HOSTILE
        comments.comment(desk.session, claim_id=desk.plain.id, actor=desk.deputy, text=HOSTILE,
                         kind=CommentKind.QUERY)  # fmt: skip
        accusations.flag(desk.session, claim_id=desk.plain.id, actor=desk.ana, reason=HOSTILE)
    page = room.as_("editor").page("/")
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert page.count(str(escape(HOSTILE))) >= 4


def test_who_is_not_signed_in_is_led_to_the_sign_in(room: Room):
    answer = room.app.test_client().get("/")
    assert (answer.status_code, answer.location) == (303, "/login?next=/")
