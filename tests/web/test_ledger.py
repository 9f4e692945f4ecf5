"""The ledger's page: what was done, the head, and a check that finds what was changed."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from markupsafe import escape

from review.models import LedgerHead
from review.services import accusations
from tests.web.claim_room import Room
from tests.web.test_queue import HOSTILE


def head(room: Room) -> LedgerHead:
    with room.sessions.read() as session:
        return session.scalars(sa.select(LedgerHead)).one()


@pytest.fixture
def worked(room: Room) -> Room:
    with room.at_work() as desk:
        desk.taken(desk.plain)
        accusations.flag(
            desk.session, claim_id=desk.accusation.id, actor=desk.ana, reason="The dates conflict."
        )
    return room


def test_acts_are_told_in_words_with_their_number_and_hash(worked: Room):
    page = worked.as_("editor").page("/ledger")
    assert "<bdi>Ana Belcourt</bdi></b> took the claim" in page
    assert f"No. {head(worked).number}" in page
    assert "The dates conflict." in page


def test_the_head_can_be_copied_out(worked: Room):
    answer = worked.as_("ana").get("/ledger/head")
    assert answer.mimetype == "text/plain"
    assert answer.text == f"{head(worked).number} {head(worked).hash}\n"


@pytest.mark.parametrize("who", ["reader", "admin"])
def test_who_may_not_read_the_ledger_is_refused(worked: Room, who: str):
    visitor = worked.as_(who)
    for path in ("/ledger", "/ledger/head"):
        assert visitor.get(path).status_code == 403
    assert visitor.post("/ledger/verify").status_code == 403


def test_filters_keep_what_was_asked_for(worked: Room):
    people = worked.people
    page = worked.as_("editor").page(
        f"/ledger?person={people['ana'].user_id}&act=take&day=2099-01-01"
    )
    assert "No act fits" in page
    assert f'<option value="{people["ana"].user_id}" selected>' in page
    assert 'value="2099-01-01"' in page
    assert "took the claim" in worked.as_("editor").page(f"/ledger?claim={worked.plain}")


@pytest.mark.parametrize(
    "query",
    ["person=x", "claim=99999999999999", "day=soon", "day=9999-12-31", "day=0001-01-01",
     "act=%27%22", "before=-1", "before=%D9%A3", "article=1e3", "day=2026-02-30"],
)  # fmt: skip
def test_a_filter_that_means_nothing_does_no_harm(worked: Room, query: str):
    assert worked.as_("editor").get(f"/ledger?{query}").status_code == 200


def test_older_acts_follow(worked: Room):
    page = worked.as_("editor").page(f"/ledger?before={head(worked).number}")
    assert f"No. {head(worked).number}<" not in page
    assert "Back to the newest" in page


def test_a_whole_chain_is_called_sound(worked: Room):
    answer = worked.as_("ana").post("/ledger/verify")
    assert answer.status_code == 200
    assert "The chain is sound" in answer.text
    assert f"All {head(worked).number} entries" in answer.text


def test_the_first_entry_that_was_changed_is_named(worked: Room):
    with worked.sessions.write.begin() as session:
        # Somebody with the database in hand, past the desk and past the database's own guard.
        guards = sa.text(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger_entry'"
        )
        for guard in session.scalars(guards).all():
            session.execute(sa.text(f"DROP TRIGGER {guard}"))
        session.execute(sa.text("UPDATE ledger_entry SET actor = 'Nobody' WHERE number = 3"))
    answer = worked.as_("editor").post("/ledger/verify")
    assert "The chain is broken at entry 3" in answer.text
    assert "its words were changed" in answer.text


def test_verifying_leaves_no_trace_and_waits_for_nobody_who_writes(worked: Room):
    before, ana = worked.acts(), worked.as_("ana")
    ana.token()
    with worked.sessions.write() as session:
        session.connection()
        assert "The chain is sound" in ana.post("/ledger/verify").text
    assert worked.acts() == before


def test_hostile_words_are_shown_as_words(worked: Room):
    with worked.at_work() as desk:
        accusations.flag(desk.session, claim_id=desk.third.id, actor=desk.ana, reason=HOSTILE)
    page = worked.as_("editor").page("/ledger")
    assert "<script>alert" not in page
    assert str(escape(HOSTILE)) in page


def test_a_reviewer_does_not_read_why_a_fellow_assessor_flagged(worked: Room):
    with worked.at_work() as desk:
        for who in (desk.ana, desk.jon):
            desk.taken(desk.accusation, who)
    page = worked.as_("jon").page("/ledger")
    assert "The dates conflict." not in page
    assert "once the round is over" in page
