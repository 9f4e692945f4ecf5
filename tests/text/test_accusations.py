"""Accusations, denials and what says that they may be made up. Everybody here is invented."""

from collections.abc import Callable

import pytest

from review.domain.vocabulary import ClaimKind
from review.text.finder import find_claims
from review.text.finding import AccusationFound, ClaimFound

ClaimWith = Callable[..., ClaimFound]

ACCUSING = [
    "Bureau 9 accuses Ilan Maresk of spying.",
    "Ilan Maresk was sentenced to six years in prison.",
    "Ilan Maresk was arrested for leaving the port.",
    "Nine officers took bribes in 2019.",
    "Oda Brekke claims that she was forced to sign.",
    "The case against Ilan Maresk was fabricated.",
]
HARMLESS = [
    "Ilan Maresk was born in Port Ilm in 1961.",
    "The port handled 9 million tonnes in 2019.",
    "Police arrested two people on Monday.",
    "The court ruled on Monday.",
]


@pytest.mark.parametrize("text", ACCUSING)
def test_an_accusation_is_seen(text: str) -> None:
    [claim] = find_claims(text, "en").claims
    assert claim.accusation


@pytest.mark.parametrize("text", HARMLESS)
def test_no_accusation_is_seen_where_none_is_made(text: str) -> None:
    [claim] = find_claims(text, "en").claims
    assert claim.accusation is None
    assert claim.fabrication_cue is None


def test_an_accusation_names_accused_act_and_accuser() -> None:
    [claim] = find_claims("Bureau 9 accuses Ilan Maresk of spying, again.", "en").claims
    assert claim.accusation == AccusationFound("Ilan Maresk", "spying", "Bureau 9", is_person=True)


def test_a_denial_by_a_lawyer_names_the_client_as_the_accused() -> None:
    [claim] = find_claims("A lawyer for Ilan Maresk rejected the charges.", "en").claims
    assert claim.accusation
    assert claim.accusation.accused == "Ilan Maresk"
    assert claim.accusation.accuser is None


def test_a_denial_for_oneself_names_the_denier(claim_with: ClaimWith) -> None:
    claim = claim_with("The Harrow Union denied the accusations.", "denied")
    assert claim.accusation
    assert claim.accusation.accused == "Harrow Union"


def test_these_charges_reach_back_to_the_accused(claim_with: ClaimWith) -> None:
    text = "Ilan Maresk is accused of treason. These charges were read out in May."
    claim = claim_with(text, "read out")
    assert claim.accusation
    assert claim.accusation.accused == "Ilan Maresk"


CUES = {
    "fabricated": "many cases were fabricated",
    "politically motivated": "the charges were politically motivated",
    "no evidence": "there was no evidence of treason",
    "doubts about the charges": "there were doubts about the charges of treason",
}


@pytest.mark.parametrize("words", CUES)
def test_words_that_contest_an_accusation_are_marked_exactly(words: str) -> None:
    text = f"Ilan Maresk is accused of treason. Critics said {CUES[words]}."
    claim = find_claims(text, "en").claims[-1]
    assert claim.fabrication_cue
    cue = claim.fabrication_cue
    assert text[cue.start : cue.end] == cue.text
    assert cue.text in words or words in cue.text


def test_a_denial_in_ones_own_words_is_a_cue(claim_with: ClaimWith) -> None:
    text = (
        "Ilan Maresk accused the Harrow Union of fraud. The Harrow Union denied the accusations. "
        "It said that nobody was ever forced to sign. It said Maresk was never forced. "
        "The Harrow Union claims that signing was routine. It claims."
    )
    forced = claim_with(text, "never forced").fabrication_cue
    assert forced
    assert forced.text == "never forced"
    routine = claim_with(text, "routine").fabrication_cue
    assert routine
    assert routine.text == "that signing was routine"
    assert claim_with(text, "It claims").fabrication_cue is None


def test_never_far_from_the_deed_is_no_cue(claim_with: ClaimWith) -> None:
    text = (
        "Ilan Maresk accused the Harrow Union of fraud. "
        "Oda Brekke said she never saw that day the paper on which people were forced to sign."
    )
    assert claim_with(text, "Brekke").fabrication_cue is None


def test_what_the_accuser_goes_on_to_assert_belongs_to_the_accusation(
    claim_with: ClaimWith,
) -> None:
    text = (
        "Ilan Maresk claims that Bureau 9 tortured him. Maresk also claims that his door was shut."
    )
    assert claim_with(text, "door").accusation


KINDS = {
    "Bureau 9 accuses Ilan Maresk of spying.": ClaimKind.ACCUSATION,
    "Ilan Maresk was sentenced for spying.": ClaimKind.LEGAL_OUTCOME,
    "The court ruled on Monday.": ClaimKind.LEGAL_OUTCOME,
    "Prices grew by 9 percent in May.": ClaimKind.STATISTIC,
    "Nine ships cost €40 in 1970.": ClaimKind.STATISTIC,
    "The fleet had 12 tugs and 14 barges.": ClaimKind.STATISTIC,
    "At least 12 tugs were there.": ClaimKind.STATISTIC,
    "The gate was shut because the lock was old.": ClaimKind.CAUSAL,
    "Oda Brekke said the gate was old.": ClaimKind.ATTRIBUTED,
    "Oda Brekke met the crew on 9 May 2019.": ClaimKind.EVENT,
    "Oda Brekke is the mayor of Port Ilm, aged 44.": ClaimKind.FACT,
}


@pytest.mark.parametrize("text", KINDS)
def test_the_first_kind_that_fits_is_the_kind(text: str) -> None:
    [claim] = find_claims(text, "en").claims
    assert claim.kind is KINDS[text]


def test_two_who_speak_together_do_not_accuse_each_other():
    found = find_claims("Ada Lorn and Edda Vale accuse Bureau 9 of treason.", "en")
    accusation = found.claims[0].accusation
    assert accusation is not None
    assert accusation.accused == "Bureau 9"
    assert "Edda Vale" in (accusation.accuser or "")
