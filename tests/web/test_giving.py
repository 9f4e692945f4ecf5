"""Editors give claims to reviewers in the queue: many at once, all of them or none."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from review.models import Claim
from tests.web.claim_room import Room
from tests.web_client import local_path

NOTE = "You know the <b>court</b>."


def meant(room: Room) -> dict[int, int]:
    with room.sessions.read() as session:
        rows = session.execute(
            sa.select(Claim.id, Claim.meant_for_id).where(Claim.meant_for_id.is_not(None))
        )
        return dict(map(tuple, rows))


def give(room: Room, *claims: int, who: str = "ana", by: str = "editor", **more: object):
    sent = {"claims": list(claims), "meant_for": room.people[who].user_id, **more}
    return room.as_(by).post("/queue/assign", sent)


@pytest.mark.parametrize("who", ["editor", "ana", "legal", "reader"])
def test_only_an_editor_is_offered_to_give_claims(room: Room, who: str):
    page = room.as_(who).page("/queue")
    for mark in ('action="/queue/assign"', 'name="claims"', "Mark the row", "Meant for somebody"):
        assert (mark in page) is (who == "editor"), mark


def test_the_form_offers_the_reviewers_of_the_desk_and_nobody_else(room: Room):
    page = room.as_("editor").page("/queue")
    offered = re.search(r'<select[^>]*name="meant_for".*?</select>', page, re.DOTALL)
    assert offered is not None
    names = re.findall(r"<option[^>]*>([^<]+)</option>", offered.group())
    assert names == ["Choose a reviewer", "Ana Belcourt", "Edda Lorn", "Jonas Wray", "Zoe Anders"]


def test_what_has_left_the_queue_has_no_mark_and_is_not_among_all(room: Room):
    with room.at_work() as desk:
        desk.taken(desk.plain, desk.jon)
    page = room.as_("editor").page("/queue")
    for name in ("claims", "listed"):
        marked = re.findall(rf'name="{name}" value="(\d+)"', page)
        assert list(map(int, marked)) == [room.accusation, room.desk.third.id]
    assert 'id="give"' not in room.as_("editor").page("/queue?state=in_review")


def test_every_marked_claim_is_given_in_one_act(room: Room):
    before = len(room.acts())
    answer = give(room, room.plain, room.accusation, note=NOTE)
    assert (answer.status_code, local_path(answer.location)) == (303, "/queue")
    assert meant(room) == dict.fromkeys(
        (room.accusation, room.plain), room.people["ana"].user_id
    )  # fmt: skip
    assert room.acts()[before:] == ["assign"]


def test_one_mark_stands_for_all_that_the_page_listed(room: Room):
    answer = give(room, listed=[room.accusation, room.plain], all_listed="y")
    assert answer.status_code == 303
    assert set(meant(room)) == {room.accusation, room.plain}


def test_the_way_back_leads_to_the_same_page_of_the_same_list(room: Room):
    sent = {"claims": [room.plain], "meant_for": room.people["ana"].user_id}
    editor = room.as_("editor")
    answer = editor.post("/queue/assign?view=stale&after=%5B1%5D&_anchor=x&evil=1", sent)
    assert answer.location.endswith("/queue?view=stale&after=%5B1%5D")
    page = editor.page("/queue?view=meant&kind=statistic")
    assert "One claim is meant for that reviewer now" in page
    assert 'action="/queue/assign?view=meant&amp;kind=statistic"' in page


@pytest.mark.parametrize(
    ("who", "name", "note"),
    [("ana", "meant for you", True), ("editor", "Ana Belcourt</bdi>", True),
     ("jon", "meant for a colleague", False), ("reader", "meant for a colleague", False)],
)  # fmt: skip
def test_a_row_says_for_whom_it_is_to_those_who_may_know(
    room: Room, who: str, name: str, note: bool
):
    give(room, room.plain, note=NOTE)
    page = room.as_(who).page("/queue")
    rows = page[page.index('<ol class="pd-queue') :]
    assert name in rows
    assert ("You know the &lt;b&gt;court&lt;/b&gt;." in rows) is note
    assert ("Ana Belcourt" in rows) is (who == "editor")


def test_the_desk_lists_what_is_meant_for_one(room: Room):
    give(room, room.plain)
    assert "Meant for you" in room.as_("ana").page("/")
    assert "Meant for you" not in room.as_("jon").page("/")


def test_what_is_meant_for_one_is_taken_next(room: Room):
    give(room, room.desk.third.id)
    answer = room.as_("ana").post("/queue/take")
    assert local_path(answer.location) == f"/claims/{room.desk.third.id}"


def test_who_is_handed_nothing_is_told_that_colleagues_are_meant_to_have_it(room: Room):
    give(room, all_listed="y", listed=[room.accusation, room.plain, room.desk.third.id])
    assert "where it cannot wait, take it on its own page" in room.as_("jon").act("/queue/take")
    assert "Take this claim" in room.as_("jon").page(f"/claims/{room.plain}")


def test_claims_that_person_may_not_assess_are_named_and_the_marks_stay(room: Room):
    with room.at_work() as desk:
        desk.taken(desk.accusation, desk.ana)
    before = room.acts()
    answer = give(room, room.accusation, room.plain, note="Soon, please.")
    assert answer.status_code == 422
    assert "Ana Belcourt holds it already." in answer.text
    assert "none was given" in answer.text
    assert "Soon, please." in answer.text
    assert answer.text.count(" checked></label>") == 2
    assert f'<option selected value="{room.people["ana"].user_id}">' in answer.text
    assert (meant(room), room.acts()) == ({}, before)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "Choose a reviewer of this desk."),
        ({"meant_for": "99999"}, "Choose a reviewer of this desk."),
        ({"meant_for": "x"}, "Give to: choose one of what is offered."),
        ({"claims": ["x"]}, "Claims: choose one of what is offered."),
        ({"claims": ["99999999999999"]}, "Claims: choose one of what is offered."),
        ({"claims": [], "meant_for": "1"}, "Mark one claim at least."),
        ({"claims": list(range(1, 102))}, "Mark 100 claims at the most."),
        ({"note": "x" * 501}, "Keep the note under 500 characters."),
    ],
)
def test_what_does_not_hold_gives_nothing_and_says_why(room: Room, sent: dict, says: str):
    before = room.acts()
    answer = room.as_("editor").post("/queue/assign", {"claims": [room.plain], **sent})
    assert answer.status_code == 422
    assert says in answer.text
    assert (meant(room), room.acts()) == ({}, before)


def test_what_is_taken_back_is_meant_for_nobody(room: Room):
    give(room, room.plain, room.accusation)
    page = room.as_("editor").act("/queue/take-back?view=meant", {"claims": [room.plain]})
    assert "One claim is meant for nobody in particular now." in page
    assert set(meant(room)) == {room.accusation}
    assert room.acts()[-1] == "take_back"


def test_where_nothing_is_to_be_taken_back_the_page_says_so(room: Room):
    before = room.acts()
    answer = room.as_("editor").post("/queue/take-back", {"claims": [room.plain]})
    assert answer.status_code == 422
    assert "None of the marked claims is meant for anybody." in answer.text
    assert room.acts() == before


def test_many_claims_that_are_freed_are_counted(room: Room):
    give(room, room.plain, room.accusation)
    sent = {"listed": [room.plain, room.accusation], "all_listed": "y"}
    assert "2 claims are meant for nobody" in room.as_("editor").act("/queue/take-back", sent)


@pytest.mark.parametrize("who", ["ana", "legal", "reader", "admin"])
@pytest.mark.parametrize("act", ["assign", "take-back"])
def test_nobody_but_an_editor_gives_claims(room: Room, who: str, act: str):
    before = room.acts()
    sent = {"claims": [room.plain], "meant_for": room.people["ana"].user_id}
    assert room.as_(who).post(f"/queue/{act}", sent).status_code == 403
    assert room.acts() == before


@pytest.mark.parametrize("act", ["assign", "take-back"])
def test_another_desks_claims_are_not_there(room: Room, act: str):
    sent = {"claims": [room.plain], "meant_for": room.people["ana"].user_id}
    assert room.stranger().post(f"/queue/{act}", sent).status_code == 404
    assert meant(room) == {}


def test_the_same_form_gives_once(room: Room):
    assert give(room, room.plain, once="a mark").status_code == 303
    assert give(room, room.plain, who="jon", once="a mark").status_code == 409
    assert meant(room) == {room.plain: room.people["ana"].user_id}
