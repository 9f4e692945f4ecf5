"""The queue: every view, filter and order, and pages that stay put while claims change."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from review.db import Sessions, now
from review.domain.vocabulary import ClaimKind, ClaimState, DisclosureLevel
from review.models import Claim, Source
from review.queries import queue
from review.queries.queue import Sort, Wanted
from review.queries.queue_views import View
from review.services import accusations, articles, sign_offs
from tests.desk import Desk, article_of, furnish
from tests.queries.counted import counted

ALL = Wanted()


def listed(desk: Desk, wanted: Wanted = ALL, *, who=None, after: str = "", size: int = 50):
    """Ids of the claims on one page."""
    desk.session.flush()
    found = queue.page(desk.session, wanted, actor=who or desk.ana, after=after, size=size)
    return [line.id for line in found.rows]


def many(desk: Desk, count: int, title: str = "A crane for Kell") -> list[int]:
    """Import another article of that many claims."""
    words = tuple((f"The harbour paid {n} crowns for a crane.", ClaimKind.FACT)
                  for n in range(count))  # fmt: skip
    prepared = article_of(words)
    article = articles.import_article(desk.session, prepared=prepared, actor=desk.editor)
    article.title = title
    desk.session.flush()
    ids = sa.select(Claim.id).filter_by(article_id=article.id).order_by(Claim.number)
    return list(desk.session.scalars(ids))


def sent_back(desk: Desk, claim: Claim) -> None:
    desk.to_awaiting(claim)
    sign_offs.send_back(
        desk.session, claim_id=claim.id, actor=desk.editor, version=claim.version, reason="Again."
    )


def test_open_claims_stand_by_priority(desk: Desk):
    assert listed(desk) == [desk.accusation.id, desk.plain.id, desk.third.id]


def test_a_withdrawn_claim_is_listed_only_where_its_state_is_asked_for(desk: Desk):
    sign_offs.withdraw(desk.session, claim_id=desk.plain.id, actor=desk.editor,
                       version=desk.plain.version, reason="twice")  # fmt: skip
    assert desk.plain.id not in listed(desk)
    assert listed(desk, Wanted(state=ClaimState.WITHDRAWN)) == [desk.plain.id]


def test_mine_is_what_the_reader_holds_and_not_what_a_colleague_holds(desk: Desk):
    desk.taken(desk.plain, desk.ana)
    desk.taken(desk.third, desk.jon)
    assert listed(desk, Wanted(view=View.MINE)) == [desk.plain.id]


def test_nobody_holds_what_is_queued_without_a_running_lease(desk: Desk):
    desk.taken(desk.accusation, desk.jon)
    desk.taken(desk.plain, desk.jon).expires_at = now()
    desk.plain.state = ClaimState.QUEUED
    assert listed(desk, Wanted(view=View.UNASSIGNED)) == [desk.plain.id, desk.third.id]


def test_a_second_assessor_is_needed_where_one_is_at_work_and_a_place_is_free(desk: Desk):
    assert listed(desk, Wanted(view=View.SECOND)) == []
    desk.taken(desk.accusation, desk.jon)
    assert listed(desk, Wanted(view=View.SECOND)) == [desk.accusation.id]
    desk.taken(desk.accusation, desk.zoe)
    assert listed(desk, Wanted(view=View.SECOND)) == []


def test_a_claim_is_stale_after_three_days_in_one_state(desk: Desk):
    desk.third.state_since = now() - timedelta(days=4)
    assert listed(desk, Wanted(view=View.STALE)) == [desk.third.id]


def test_flagged_claims_are_those_whose_flag_no_editor_has_answered(desk: Desk):
    sheet = accusations.flag(
        desk.session, claim_id=desk.accusation.id, actor=desk.ana, reason="The dates conflict."
    )
    assert listed(desk, Wanted(view=View.FLAGGED)) == [desk.accusation.id]
    accusations.settle_flag(
        desk.session, accusation_id=sheet.id, actor=desk.editor, version=None, reason="They do not."
    )
    assert listed(desk, Wanted(view=View.FLAGGED)) == []


def test_a_claim_is_sent_back_to_whoever_assessed_it_until_they_assess_it_again(desk: Desk):
    sent_back(desk, desk.plain)
    wanted = Wanted(view=View.SENT_BACK)
    assert listed(desk, wanted) == [desk.plain.id]
    assert listed(desk, wanted, who=desk.jon) == []
    desk.assessed(desk.plain, desk.ana)
    assert listed(desk, wanted) == []


def test_kind_and_article_narrow_the_list(desk: Desk):
    others = many(desk, 2)
    article = desk.session.get_one(Claim, others[0]).article_id
    assert listed(desk, Wanted(kind=ClaimKind.FACT, article_id=article)) == others
    assert listed(desk, Wanted(kind=ClaimKind.STATISTIC)) == [desk.plain.id]


@pytest.mark.parametrize("words", ["FARES", "fares 2025", "vantoria doubled", "  fares  "])
def test_words_are_found_in_claims_in_capitals_or_not(desk: Desk, words: str):
    assert listed(desk, Wanted(words=words)) == [desk.plain.id]


def test_words_are_found_in_titles_and_in_the_names_of_an_accusation(desk: Desk):
    others = many(desk, 1)
    desk.sheet.accused, desk.sheet.accuser = "Rask Ovening", "The Karst committee"
    assert listed(desk, Wanted(words="crane for kell")) == others
    assert listed(desk, Wanted(words="ovening")) == [desk.accusation.id]
    assert listed(desk, Wanted(words="karst committee")) == [desk.accusation.id]


def test_words_are_found_in_names_of_sources_until_the_evidence_is_taken_off(desk: Desk):
    row = desk.attached(desk.third, source="Vantoria Gazette")
    assert listed(desk, Wanted(words="gazette")) == [desk.third.id]
    row.detached_at, row.detached_by_id, row.detached_reason = now(), desk.ana.user_id, "wrong"
    assert listed(desk, Wanted(words="gazette")) == []


def test_a_sealed_source_is_not_to_be_found_by_its_name(desk: Desk):
    desk.attached(desk.third, source="Quill")
    source = desk.session.scalars(sa.select(Source).filter_by(name="Quill")).one()
    source.disclosure = DisclosureLevel.SEALED
    for who, seen in ((desk.ana, []), (desk.reader, []), (desk.legal, [desk.third.id]),
                      (desk.editor, [desk.third.id])):  # fmt: skip
        assert listed(desk, Wanted(words="quill"), who=who) == seen
    assert listed(desk, Wanted(words=f"sealed source {source.id}")) == [desk.third.id]


@pytest.mark.parametrize(
    "words", ["%", "_", "F%res", "F_res", "'", '"', "\\", "/", "(", "Fares' OR 1"]
)
def test_what_is_typed_is_never_a_pattern(desk: Desk, words: str):
    assert listed(desk, Wanted(words=words)) == []


@pytest.mark.parametrize("words", ["ильмень", "ИЛЬМЕНЬ", "Ильмень"])
def test_other_scripts_are_found_in_capitals_or_not(desk: Desk, words: str):
    desk.plain.text = "Река Ильмень замёрзла"
    assert listed(desk, Wanted(words=words)) == [desk.plain.id]


def test_words_look_through_claims_in_every_state(desk: Desk):
    desk.signed(desk.plain)
    assert listed(desk, Wanted(words="fares")) == [desk.plain.id]
    assert listed(desk, Wanted(words="fares", view=View.UNASSIGNED)) == []


def test_by_age_the_first_that_came_stands_first(desk: Desk):
    assert listed(desk, Wanted(sort=Sort.AGE)) == sorted(listed(desk))


def test_by_press_time_what_is_due_first_stands_first_and_what_is_not_due_last(desk: Desk):
    desk.third.due_at = now() + timedelta(hours=2)
    desk.plain.due_at = now() - timedelta(hours=2)
    assert listed(desk, Wanted(sort=Sort.PRESS)) == [
        desk.plain.id, desk.third.id, desk.accusation.id
    ]  # fmt: skip


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_hold_every_claim_once_in_order(desk: Desk, sort: Sort):
    many(desk, 7)
    desk.third.due_at = now()
    whole, after, seen = listed(desk, Wanted(sort=sort)), "", []
    while True:
        found = queue.page(desk.session, Wanted(sort=sort), actor=desk.ana, after=after, size=3)
        seen += [line.id for line in found.rows]
        assert found.total == 10
        after = found.on
        if not after:
            break
    assert seen == whole


@pytest.mark.parametrize("sort", list(Sort))
def test_the_way_back_leads_over_the_same_pages(desk: Desk, sort: Sort):
    many(desk, 7)
    desk.third.due_at = now()
    wanted, there = Wanted(sort=sort), []
    found = queue.page(desk.session, wanted, actor=desk.ana, size=3)
    while True:
        there.append(found)
        if not found.on:
            break
        found = queue.page(desk.session, wanted, actor=desk.ana, after=found.on, size=3)
    assert [bool(page.back) for page in there] == [False, True, True, True]
    for earlier in there[-2::-1]:
        found = queue.page(desk.session, wanted, actor=desk.ana, before=found.back, size=3)
        assert found == earlier


def test_where_all_that_stood_before_is_gone_the_queue_begins(desk: Desk):
    many(desk, 4)
    queued = Wanted(state=ClaimState.QUEUED)
    first = queue.page(desk.session, queued, actor=desk.ana, size=3)
    second = queue.page(desk.session, queued, actor=desk.ana, after=first.on, size=3)
    for line in first.rows:
        desk.session.get_one(Claim, line.id).state = ClaimState.ADJUDICATION
    found = queue.page(desk.session, queued, actor=desk.ana, before=second.back, size=3)
    assert [line.id for line in found.rows] == [line.id for line in second.rows]
    assert not found.back


def test_a_page_stays_put_while_claims_before_it_go_and_come(desk: Desk):
    ids = many(desk, 6)
    first = queue.page(desk.session, Wanted(), actor=desk.ana, size=4)
    following = listed(desk, after=first.on, size=4)
    for line in first.rows:
        desk.session.get_one(Claim, line.id).state = ClaimState.ADJUDICATION
    desk.session.get_one(Claim, first.rows[0].id).priority = 9.0
    desk.session.get_one(Claim, first.rows[-1].id).state = ClaimState.QUEUED
    assert listed(desk, after=first.on, size=4) == following
    assert set(following) < {*ids, desk.third.id}


@pytest.mark.parametrize("after", ["[", "[true,1]", '["x"]', "%00", "[0.1]"])
def test_a_cursor_that_is_none_begins_the_list_anew(desk: Desk, after: str):
    assert listed(desk, after=after) == listed(desk)


def test_another_desks_claims_are_not_there(desk: Desk):
    other = furnish(desk.session, slug="quay")
    assert set(listed(desk)).isdisjoint(listed(other))
    wanted = Wanted(article_id=other.article.id, words="fares")
    assert listed(desk, wanted) == []
    assert queue.article_title(desk.session, wanted, actor=desk.ana) == ""
    assert queue.article_title(desk.session, wanted, actor=other.ana) == "Forty pages"
    assert queue.counts(desk.session, actor=desk.ana).open == 3


def test_the_counts_are_those_of_the_pages(desk: Desk):
    sent_back(desk, desk.plain)
    desk.taken(desk.accusation, desk.ana)
    desk.third.state_since = now() - timedelta(days=9)
    desk.third.due_at = now() - timedelta(days=1)
    desk.session.flush()
    counts = queue.counts(desk.session, actor=desk.ana)
    for view in View:
        assert counts.views[view] == len(listed(desk, Wanted(view=view))), view
    for state in ClaimState:
        assert counts.states[state] == len(listed(desk, Wanted(state=state))), state
    assert (counts.open, counts.overdue) == (len(listed(desk)), 1)


def test_one_row_and_three_take_as_many_queries(desk: Desk):
    def page(**wanted):
        asked = Wanted(**wanted)
        return lambda: queue.page(desk.session, asked, actor=desk.ana)

    one, took_one = counted(desk.session, page(kind=ClaimKind.STATISTIC))
    three, took_three = counted(desk.session, page())
    assert (len(one.rows), len(three.rows)) == (1, 3)
    assert took_one == took_three == 5
    assert counted(desk.session, lambda: queue.counts(desk.session, actor=desk.ana))[1] == 1


def test_only_reviewers_take_claims(desk: Desk):
    able = [who for who in (desk.ana, desk.editor, desk.legal, desk.reader, desk.admin)
            if queue.may_take(who)]  # fmt: skip
    assert able == [desk.ana]


def test_both_databases_answer_alike(either: Sessions):
    with either.write() as session:
        desk = furnish(session)
        desk.third.due_at = now()
        desk.taken(desk.plain)
        session.flush()
        for sort in Sort:
            first = queue.page(session, Wanted(sort=sort), actor=desk.ana, size=1)
            rest = listed(desk, Wanted(sort=sort), after=first.on)
            assert [first.rows[0].id, *rest] == listed(desk, Wanted(sort=sort))
        for view in View:
            assert (
                len(listed(desk, Wanted(view=view)))
                == (queue.counts(session, actor=desk.ana).views[view])
            )
        assert listed(desk, Wanted(words="FARES 2025")) == [desk.plain.id]
