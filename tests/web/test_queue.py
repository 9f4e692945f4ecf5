"""The queue's page: what it links to, what it says when it is empty, and taking claims from it."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa
from markupsafe import escape

from review.db import now
from review.domain.vocabulary import ClaimState, LeaseOutcome
from review.models import Assignment, Claim
from tests.web.claim_room import Room
from tests.web_client import local_path

HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>{{ 7*7 }}'


def links(page: str) -> list[str]:
    return [html.unescape(one) for one in re.findall(r'href="(/queue[^"]*)"', page)]


def claims_on(page: str) -> list[int]:
    return [int(one) for one in re.findall(r'href="/claims/(\d+)"', page)]


def leases(room: Room) -> list[Assignment]:
    with room.sessions.read() as session:
        return list(session.scalars(sa.select(Assignment).order_by(Assignment.id)))


def test_a_row_leads_to_its_claim_with_figures_set_off(room: Room):
    page = room.as_("ana").page("/queue")
    assert claims_on(page) == [room.accusation, room.plain, room.desk.third.id]
    assert "Queue, 3 open claims" in page


@pytest.mark.parametrize("who", ["editor", "ana", "legal", "reader"])
def test_only_who_takes_claims_is_offered_to(room: Room, who: str):
    page = room.as_(who).page("/queue")
    assert ("Take next claim" in page) is (who == "ana")


def test_every_link_on_the_page_answers(room: Room):
    visitor = room.as_("ana")
    found = set(links(visitor.page("/queue?kind=fact&q=court&sort=age")))
    assert len(found) > 15
    for address in found:
        assert visitor.get(address).status_code == 200, address


def test_a_chip_keeps_what_else_is_asked_for_and_takes_itself_away(room: Room):
    visitor = room.as_("ana")
    assert "/queue?kind=fact&view=stale" in links(visitor.page("/queue?kind=fact"))
    assert "/queue?kind=fact" in links(visitor.page("/queue?kind=fact&view=stale"))


def test_the_article_asked_for_is_named_by_its_title_and_can_be_taken_away(room: Room):
    page = room.as_("ana").page(f"/queue?article={room.desk.article.id}")
    assert "Forty pages ×" in page
    assert "/queue" in links(page)


@pytest.mark.parametrize(
    "query",
    [
        "view=nonsense", "state=x", "kind=%27", "article=abc", "article=99999999999999",
        "article=-1", "article=%D9%A3", "sort=x", "after=%5B%5B", "after=%5B1,2%5D",
        "q=" + "x" * 5000,
    ],
)  # fmt: skip
def test_a_query_string_that_means_nothing_asks_for_nothing_or_finds_nothing(room, query):
    assert room.as_("ana").get(f"/queue?{query}").status_code == 200


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("q=zzzz", "Nothing holds these words"),
        ("view=mine", "You hold no claim"),
        ("view=sent_back", "Nothing has been sent back to you"),
        ("view=flagged", "Nothing fits these filters"),
    ],
)
def test_an_empty_list_says_what_to_do_next(room: Room, query: str, says: str):
    page = room.as_("ana").page(f"/queue?{query}")
    assert says in page
    assert "All open claims" in page


def test_an_empty_queue_leads_to_the_articles(room: Room):
    with room.at_work() as desk:
        desk.session.execute(sa.update(Claim).values(state=ClaimState.ADJUDICATION))
        desk.session.execute(
            sa.update(Claim).values(state=ClaimState.WITHDRAWN, withdrawn_reason="not ours")
        )
    assert "No open claims" in room.as_("ana").page("/queue")


def test_hostile_words_are_shown_as_words(room: Room):
    with room.at_work() as desk:
        desk.plain.text = HOSTILE
        desk.article.title = HOSTILE
        desk.plain.why = [HOSTILE]
        desk.plain.attributed_to = HOSTILE
    page = room.as_("ana").page("/queue?q=%3Cscript%3E")
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert page.count(str(escape(HOSTILE))) >= 4
    assert "“&lt;script&gt;” ×" in page


def test_further_pages_follow_one_another(room: Room, monkeypatch: pytest.MonkeyPatch):
    from review.queries import queue

    monkeypatch.setattr(queue.page, "__kwdefaults__", {"after": "", "before": "", "size": 2})
    visitor = room.as_("ana")
    first = visitor.page("/queue?kind=&sort=age")
    assert "2 of 3 claims" in first
    (on,) = [address for address in links(first) if "after=" in address]
    second = visitor.page(on)
    assert claims_on(second) == [room.desk.third.id]
    assert "Back to the first" in second
    assert not [address for address in links(second) if "after=" in address]
    (back,) = [address for address in links(second) if "before=" in address]
    assert claims_on(visitor.page(back)) == claims_on(first)


def test_taking_the_next_claim_leads_to_it(room: Room):
    answer = room.as_("ana").post("/queue/take")
    assert (answer.status_code, local_path(answer.location)) == (303, f"/claims/{room.accusation}")
    assert room.acts()[-1] == "take"


def test_a_certain_claim_is_taken_by_its_number(room: Room):
    answer = room.as_("ana").post("/queue/take", {"claim": room.plain})
    assert local_path(answer.location) == f"/claims/{room.plain}"
    assert room.as_("jon").post("/queue/take", {"claim": room.plain}).status_code == 409


def test_when_nothing_is_free_the_queue_says_so(room: Room):
    ana = room.as_("ana")
    for _ in range(3):
        ana.act("/queue/take")
    before = room.acts()
    assert "Nothing is free for you to take now." in ana.act("/queue/take")
    assert room.acts() == before


@pytest.mark.parametrize("claim", ["abc", "0", "-4", "99999999999"])
def test_a_number_that_is_none_takes_nothing_and_the_page_says_so(room: Room, claim: str):
    before = room.acts()
    answer = room.as_("ana").post("/queue/take", {"claim": claim})
    assert answer.status_code == 422
    assert "to put right" in answer.text
    assert room.acts() == before


@pytest.mark.parametrize("who", ["editor", "legal", "reader", "admin"])
def test_who_takes_no_claims_is_refused(room: Room, who: str):
    before = room.acts()
    assert room.as_(who).post("/queue/take", {"claim": room.plain}).status_code == 403
    assert room.acts() == before


def test_the_same_form_takes_one_claim(room: Room):
    ana = room.as_("ana")
    assert ana.post("/queue/take", {"once": "a mark"}).status_code == 303
    assert ana.post("/queue/take", {"once": "a mark"}).status_code == 409
    assert len(leases(room)) == 1


def test_a_lease_that_ran_out_is_ended_before_the_next_claim_is_taken(room: Room):
    with room.at_work() as desk:
        for lease in [desk.taken(desk.accusation, who) for who in (desk.ana, desk.jon)]:
            lease.expires_at = now() - timedelta(minutes=1)
    answer = room.as_("zoe").post("/queue/take")
    assert local_path(answer.location) == f"/claims/{room.accusation}"
    assert [lease.outcome for lease in leases(room)] == [
        LeaseOutcome.EXPIRED, LeaseOutcome.EXPIRED, LeaseOutcome.HELD,
    ]  # fmt: skip
    assert room.acts()[-3:] == ["expire", "expire", "take"]


def test_many_at_once_are_each_handed_another_place(room: Room):
    visitors = [room.as_(who) for who in ("ana", "jon", "zoe")]
    start, places = Barrier(3), []

    def take(visitor) -> None:
        visitor.token()
        start.wait()
        places.append(local_path(visitor.post("/queue/take").location))

    threads = [Thread(target=take, args=(visitor,)) for visitor in visitors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    held = [(lease.claim_id, lease.slot) for lease in leases(room)]
    assert len(places) == len(set(held)) == 3
    assert sorted(held) == [(room.accusation, 1), (room.accusation, 2), (room.plain, 1)]


def test_the_queue_tells_no_verdict(room: Room):
    with room.at_work() as desk:
        desk.attached(desk.accusation)
        desk.assessed(desk.accusation, desk.ana, reason="Only I know this.")
    for who in ("jon", "editor", "legal", "reader"):
        page = room.as_(who).page("/queue")
        assert "Supported" not in page
        assert "Only I know this." not in page
        assert "B2" not in page
