"""Every act on the claim's page: done, refused with the typed words kept, done once only."""

from __future__ import annotations

import html

import pytest

from tests.web.claim_acts import ACTS, REASON, Sent
from tests.web.claim_room import Room

EACH = pytest.mark.parametrize("sent", ACTS, ids=lambda sent: sent.name)


def prepared(room: Room, sent: Sent) -> None:
    with room.at_work() as desk:
        sent.prepare(desk)


@EACH
def test_who_may_does_it_and_comes_back_to_the_page(room: Room, sent: Sent) -> None:
    prepared(room, sent)
    before = room.acts()
    page = room.as_(sent.who).act(sent.address(room), sent.fields(room))
    assert 'role="status"' in page
    assert room.acts()[: len(before)] == before
    assert (sent.ledger or sent.name) in room.acts()[len(before) :]


@EACH
def test_a_role_that_may_not_is_refused_and_nothing_happens(room: Room, sent: Sent) -> None:
    prepared(room, sent)
    before = room.acts()
    for who in ("reader", "admin"):
        assert room.as_(who).post(sent.address(room), sent.fields(room)).status_code == 403
    assert room.acts() == before


@EACH
def test_another_desks_claim_is_not_there(room: Room, sent: Sent) -> None:
    prepared(room, sent)
    before = room.acts()
    answer = room.stranger().post(sent.address(room), sent.fields(room))
    assert answer.status_code == 404
    assert [act for act in room.acts() if act == (sent.ledger or sent.name)] == [
        act for act in before if act == (sent.ledger or sent.name)
    ]


@pytest.mark.parametrize("sent", [s for s in ACTS if s.wrong], ids=lambda sent: sent.name)
def test_a_form_that_does_not_hold_comes_back_with_every_word(room: Room, sent: Sent) -> None:
    prepared(room, sent)
    before = room.acts()
    answer = room.as_(sent.who).post(sent.address(room), sent.fields(room, **(sent.wrong or {})))
    page = html.unescape(answer.text)
    assert answer.status_code == 422
    assert sent.said in page
    assert "to put right" in page
    kept = [value for name, value in sent.good.items() if name not in (sent.wrong or {})]
    assert [words for words in kept if len(words) > 9 and words not in page] == []
    assert room.acts() == before


@EACH
def test_the_same_form_sent_twice_acts_once(room: Room, sent: Sent) -> None:
    prepared(room, sent)
    browser = room.as_(sent.who)
    fields = sent.fields(room, once="the mark of this form")
    assert browser.post(sent.address(room), fields).status_code == 303
    done = room.acts()
    assert browser.post(sent.address(room), fields).status_code == 409
    assert room.acts() == done


@EACH
def test_without_its_token_nothing_is_done(room: Room, sent: Sent) -> None:
    prepared(room, sent)
    before = room.acts()
    browser = room.as_(sent.who)
    answer = browser.client.post(sent.address(room), data=sent.fields(room))
    assert answer.status_code == 400
    assert room.acts() == before


@pytest.mark.parametrize("sent", [s for s in ACTS if s.wrong], ids=lambda sent: sent.name)
def test_a_program_is_told_the_faults_as_json(room: Room, sent: Sent) -> None:
    prepared(room, sent)
    answer = room.as_(sent.who).post(
        sent.address(room),
        sent.fields(room, **(sent.wrong or {})),
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 422
    assert sent.said in str(answer.json["fields"])


@pytest.mark.parametrize(
    ("who", "path", "fields"),
    [
        ("editor", "/claims/2/withdraw", {"reason": REASON, "same_as": "9" * 30}),
        ("ana", "/evidence/1/derivations", {"parent": "9" * 30, "kind": "quotes", "claim": "2"}),
        ("ana", "/evidence/1/derivations", {"parent": "1", "kind": "quotes", "claim": "9" * 30}),
        ("ana", "/evidence/1/derivations", {"parent": "-1", "kind": "quotes"}),
        ("ana", "/evidence/1/capture", {"claim": "0"}),
    ],
)
def test_a_number_that_no_row_can_have_is_refused_in_words(
    room: Room, who: str, path: str, fields: dict[str, str]
) -> None:
    with room.at_work() as desk:
        desk.attached(desk.plain)
    before = room.acts()
    answer = room.as_(who).post(path, fields)
    assert answer.status_code == 422
    assert "There is nothing with this number." in answer.text
    assert room.acts() == before
