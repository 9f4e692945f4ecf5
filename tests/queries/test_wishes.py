"""What is meant for somebody, where lists show it, and who reads for whom and why."""

from __future__ import annotations

from datetime import timedelta

import pytest

from review.db import Sessions, now
from review.domain.vocabulary import ClaimState
from review.models import Claim
from review.queries import queue
from review.queries.claim_lines import claim_lines
from review.queries.desk import desk_view
from review.queries.ledger_acts import Sought, acts
from review.queries.queue import Wanted
from review.queries.queue_views import View
from review.queries.wishes import reviewers
from review.services import recusals, wishes
from tests.desk import Desk, furnish
from tests.queries.counted import counted


def given(desk: Desk, who, *claims: Claim, note: str = "You know the court.") -> None:
    wishes.assign(desk.session, claim_ids=[c.id for c in claims], user_id=who.user_id,
                  actor=desk.editor, note=note)  # fmt: skip


def listed(desk: Desk, view: View, who) -> list[int]:
    desk.session.flush()
    found = queue.page(desk.session, Wanted(view=view), actor=who)
    assert found.total == queue.counts(desk.session, actor=who).views[view]
    return [line.id for line in found.rows]


def line(desk: Desk, claim: Claim, who):
    desk.session.flush()
    return claim_lines(desk.session, [claim.id], actor=who, at=now())[claim.id]


@pytest.mark.parametrize(
    ("who", "name", "is_me"),
    [
        ("ana", "Ana Belcourt", True), ("editor", "Ana Belcourt", False),
        ("jon", "", False), ("legal", "", False), ("reader", "", False),
    ],
)  # fmt: skip
def test_for_whom_it_is_and_the_note_are_read_by_editors_and_that_person(
    desk: Desk, who: str, name: str, is_me: bool
):
    given(desk, desk.ana, desk.plain)
    meant = line(desk, desk.plain, getattr(desk, who)).meant
    assert meant is not None
    assert (meant.name, meant.is_me) == (name, is_me)
    assert meant.note == ("You know the court." if name else "")
    assert meant.until > now()


def test_what_is_over_is_meant_for_nobody(desk: Desk):
    given(desk, desk.ana, desk.plain, desk.third)
    desk.plain.meant_until = now()
    desk.third.state = ClaimState.ADJUDICATION
    for claim in (desk.plain, desk.third, desk.accusation):
        assert line(desk, claim, desk.editor).meant is None
    assert listed(desk, View.MEANT, desk.editor) == listed(desk, View.MINE, desk.ana) == []


def test_mine_is_what_one_holds_and_what_one_is_meant_to_take(desk: Desk):
    given(desk, desk.ana, desk.third)
    given(desk, desk.jon, desk.accusation)
    desk.taken(desk.plain, desk.ana)
    assert listed(desk, View.MINE, desk.ana) == [desk.plain.id, desk.third.id]
    assert listed(desk, View.MEANT, desk.editor) == [desk.accusation.id, desk.third.id]


def test_the_desk_lists_what_is_meant_for_the_reader_apart_from_what_they_hold(desk: Desk):
    given(desk, desk.ana, desk.third, desk.plain)
    desk.taken(desk.plain, desk.ana)
    desk.session.flush()
    seen = desk_view(desk.session, actor=desk.ana).claims
    assert [one.id for one in seen["meant"]] == [desk.third.id]
    assert [one.id for one in seen["held"]] == [desk.plain.id]
    assert desk_view(desk.session, actor=desk.jon).claims["meant"] == ()


def test_nobody_is_asked_to_take_what_they_stepped_back_from(desk: Desk):
    given(desk, desk.ana, desk.third)
    recusals.declare(desk.session, article_id=desk.article.id, actor=desk.ana, reason="Kin.")
    assert desk_view(desk.session, actor=desk.ana).claims["meant"] == ()


def test_claims_can_be_meant_for_the_reviewers_of_the_desk_by_name(desk: Desk):
    furnish(desk.session, slug="quay")
    people = (desk.ana, desk.author, desk.jon, desk.zoe)
    assert reviewers(desk.session, desk_id=desk.id) == [(p.user_id, p.name) for p in people]


@pytest.mark.parametrize(("who", "told"), [("editor", True), ("jon", False), ("legal", False)])
def test_the_ledgers_page_tells_editors_alone_for_whom(desk: Desk, who: str, told: bool):
    given(desk, desk.ana, desk.plain)
    newest = acts(desk.session, Sought(), actor=getattr(desk, who)).lines[0]
    assert newest.words == "gave claims to a reviewer"
    assert ("meant_for" in dict(newest.kept)) is told
    assert dict(newest.kept)["claims"] == f"[{desk.plain.id}]"
    assert "You know" not in repr(newest)


def test_lines_take_as_many_queries_whoever_they_are_meant_for(desk: Desk):
    def lines(*claims):
        ids = [claim.id for claim in claims]
        return lambda: claim_lines(desk.session, ids, actor=desk.editor, at=now())

    given(desk, desk.ana, desk.plain)
    given(desk, desk.jon, desk.third, desk.accusation)
    one = counted(desk.session, lines(desk.plain))[1]
    assert one == counted(desk.session, lines(desk.plain, desk.third, desk.accusation))[1] == 4


def test_both_databases_answer_alike(either: Sessions):
    with either.write() as session:
        desk = furnish(session)
        given(desk, desk.ana, desk.third, desk.plain)
        desk.plain.meant_until = now() - timedelta(hours=1)
        desk.taken(desk.accusation, desk.ana)
        assert listed(desk, View.MINE, desk.ana) == [desk.accusation.id, desk.third.id]
        assert listed(desk, View.MEANT, desk.editor) == [desk.third.id]
        assert line(desk, desk.third, desk.editor).meant.name == "Ana Belcourt"
        assert line(desk, desk.plain, desk.editor).meant is None
