"""An editor makes claims of any words, and asks for more eyes on one."""

import pytest

from review.domain.errors import Conflict, Invalid
from review.domain.vocabulary import ClaimKind, ClaimState, Disposition
from review.models import Claim
from review.services import claims
from review.services.claims import ADDED_BY_HAND, look_at, open_sheet
from review.text.finding import AccusationFound
from tests.desk import Desk
from tests.services.verbs import add_claim


def test_any_words_can_be_a_claim_and_their_sentence_is_covered_by_it(desk: Desk) -> None:
    sentence = desk.sentence(3)
    made = add_claim(desk)(start=sentence.start - 1, end=sentence.end + 1)
    assert made.text == "What a cold spring it was!"
    assert (made.number, made.state, made.found_by_machine) == (4, ClaimState.QUEUED, False)
    assert made.why[0] == ADDED_BY_HAND
    assert made.created_by_id == desk.editor.user_id
    assert sentence.disposition is Disposition.CLAIM


def test_words_that_are_called_an_accusation_get_a_sheet_and_two_assessors(desk: Desk) -> None:
    made = add_claim(desk)(kind=ClaimKind.ACCUSATION)
    assert (made.kind, made.required) == (ClaimKind.ACCUSATION, 2)
    assert desk.file(made).accusation is not None


@pytest.mark.parametrize("place", [(5, 5), (9, 4), (0, 99_999), (-1, 4)])
def test_words_outside_the_text_are_refused(desk: Desk, place: tuple[int, int]) -> None:
    with pytest.raises(Invalid) as refused:
        add_claim(desk)(start=place[0], end=place[1])
    assert "start" in refused.value.fields


def test_words_that_are_a_claim_already_are_refused_by_its_number(desk: Desk) -> None:
    with pytest.raises(Conflict, match="claim 2 already"):
        add_claim(desk)(start=desk.plain.start, end=desk.plain.end)


def test_an_article_without_claims_numbers_its_first_one_with_1(desk: Desk) -> None:
    for claim in (desk.accusation, desk.plain, desk.third):
        claim.number += 100
    desk.session.flush()
    assert add_claim(desk)().number == 105 - 1


def test_the_finder_looks_at_chosen_words_at_their_own_place() -> None:
    body = "It rained. Fares in Vantoria doubled in 2025, the ministry said."
    seen = look_at(body, 11, len(body), "en", None)
    assert (seen.start, seen.end, seen.text) == (11, len(body), body[11:])
    assert seen.checkpoints
    assert all(body[p.start : p.end] == p.text for p in seen.checkpoints)


def test_words_in_which_the_finder_sees_nothing_are_a_plain_fact() -> None:
    seen = look_at("Hm. So", 0, 3, "en", None)
    assert (seen.kind, seen.text, seen.score) == (ClaimKind.FACT, "Hm.", 0.5)
    assert look_at("Hm. So", 0, 3, "en", ClaimKind.EVENT).kind is ClaimKind.EVENT


def test_a_sheet_without_anything_seen_is_empty(desk: Desk) -> None:
    sheet = open_sheet(desk.session, desk.plain, None)
    assert (sheet.accused, sheet.accuser, sheet.act, sheet.names_person) == ("", "", "", False)


@pytest.mark.parametrize(
    ("accused", "is_person", "named"),
    [
        ("Ilan Maresk", None, True),
        ("Ilan Maresk", True, True),
        ("Harrow Union", False, False),
        ("two officers", None, False),
        (None, None, False),
    ],
)
def test_a_sheet_says_that_a_person_is_named_when_in_doubt(
    desk: Desk, accused: str | None, is_person: bool | None, named: bool
) -> None:
    seen = AccusationFound(accused, "spying", None, is_person)
    assert open_sheet(desk.session, desk.plain, seen).names_person is named


def ask(desk: Desk, claim: Claim, required: int) -> Claim:
    return claims.ask_second(
        desk.session, claim_id=claim.id, actor=desk.editor, version=None, required=required
    )


def test_a_second_pair_of_eyes_puts_a_taken_claim_back_into_the_queue(desk: Desk) -> None:
    desk.taken(desk.plain)
    assert ask(desk, desk.plain, 2).state is ClaimState.QUEUED
    desk.taken(desk.plain, desk.jon)
    assert desk.plain.state is ClaimState.IN_REVIEW


@pytest.mark.parametrize("required", [1, 2, 6])
def test_nobody_asks_for_fewer_eyes_or_for_more_than_five(desk: Desk, required: int) -> None:
    with pytest.raises(Invalid) as refused:
        ask(desk, desk.accusation, required)
    assert "required" in refused.value.fields
