"""Accusations, denials and what says that they may be made up. Everybody here is invented."""

from collections.abc import Callable

import pytest

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
    "Ilan Maresk was detained for leaving the port.",
    "Prosecutors in Harrow say Ilan Maresk met an envoy of Norland.",
    "The opposition called the mayor a thief.",
    "Guards tortured prisoners in the fortress.",
    "Norlandic spies are interested in the harbour.",
    "Oda Brekke was openly robbed by two officers.",
    "The union leader denied that he had taken money.",
    "Police arrested two people on Monday.",
    "The strike on Port Ilm was carried out by rebels, a minister said.",
    "The Red Dawn group claimed the attack.",
    "The rebels have claimed responsibility.",
    "The general had orchestrated attacks on the harbour.",
    "The guards were planning to attack Oda Brekke.",
    "The Harrow Company refused to hand over the ledgers.",
    "The ministry hid the figures, an envoy said.",
    "Ilan Maresk was held in contempt of the council.",
    "The Commission opened a probe into Harrow Motors.",
    "Bureau 9 is investigating Ilan Maresk.",
    "The envoy called the raid a breach of sovereignty.",
    "The opposition says the vote was rigged.",
    "The port murder suspect was seen in court.",
    "Bureau 9 said the firm had openly misled customers.",
    "The minister denied any wrongdoing.",
    "The clinic faked its records, a nurse said.",
    "The minister took a secret payment.",
    "The ferry was overloaded, the coastguard said.",
    "Two men are being sought by police.",
    "Rolf Anders killed Ilan Maresk in May.",
    "The treasury imposed sanctions on the Bank of Harrow.",
    "The killings by the militia went unpunished.",
    "The gang is tolerated by the government.",
    "An officer was charged in the death of a clerk.",
    "The governors broke the curfew, a clerk said.",
    "The singer evaded nine million crowns in tax, a clerk said.",
    "The dean was stripped of her doctorate, a clerk said.",
]
HARMLESS = [
    "Ilan Maresk was born in Port Ilm in 1961.",
    "The port handled 9 million tonnes in 2019.",
    "The court ruled on Monday.",
    "Espionage is on the rise in Vantoria.",
    "The museum shows the story of a spy.",
    "The parliament passed a law against corruption.",
    "The report on human trafficking has 90 pages.",
    "Survivors of torture met in Harrow.",
    "The murdered engineer lived in Harrow.",
    "Oda Brekke was openly robbed in Harrow.",
    "The robbery took place at the station, by the old mill.",
    "The Bureau of Fraud Statistics opened in May.",
    "Prosecutors opened a school in Harrow.",
    "Action against fraud is planned.",
    "Sentencing is set for May 4.",
    "People arrested on the quay are brought to the fortress.",
    "Two thirds of the council must vote to convict a mayor.",
    "Norlandic troops killed Ilan Maresk on Monday.",
    "The commission opened a probe into the collapse of a wall.",
    "No group has yet claimed responsibility.",
    "The bishop blamed the cold.",
    "The team beat Harrow 3-1.",
    "The suspect package was a lunch box.",
    "Rolf Anders hit the post in May.",
    "The Harrow Ledger printed nine pages on the inquiry into",
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
        "Ilan Maresk claims that Bureau 9 tortured him. "
        "Maresk also claims that he was kept behind a shut door."
    )
    assert claim_with(text, "door").accusation


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("Ilan Maresk was convicted of murder, the jury heard.", "Ilan Maresk"),
        ("The victim was robbed by Ilan Maresk, a court ruled, and died.", "Ilan Maresk"),
        ("Oda Brekke accused the court of fraud.", "court"),
        ("The court ruled the detention unlawful.", None),
    ],
)
def test_courts_and_victims_are_accused_by_a_direct_word_alone(
    text: str, accused: str | None
) -> None:
    [claim] = find_claims(text, "en").claims
    assert claim.accusation
    assert claim.accusation.accused == accused


def test_what_the_accused_says_counts_where_it_is_a_defence() -> None:
    text = (
        "Ilan Maresk was accused of theft on Monday. Maresk said the port was old. "
        '"The port is old," Maresk told the Harrow Ledger. "It was built in 1961. '
        'I did not see the gate."'
    )
    said = {c.text: c.accusation is not None for c in find_claims(text, "en").claims}
    assert list(said.values()) == [True, True, False, False, True]


def test_two_who_speak_together_do_not_accuse_each_other() -> None:
    found = find_claims("Ada Lorn and Edda Vale accuse Bureau 9 of treason.", "en")
    accusation = found.claims[0].accusation
    assert accusation is not None
    assert accusation.accused == "Bureau 9"
    assert "Edda Vale" in (accusation.accuser or "")


def test_whoever_the_charges_are_laid_against_is_accused() -> None:
    [claim] = find_claims("Delia Forsant brought charges against Ilan Maresk.", "en").claims
    assert claim.accusation
    assert claim.accusation.accused == "Ilan Maresk"


def test_a_charge_against_nobody_in_particular_accuses_whoever_is_named() -> None:
    [claim] = find_claims("Ilan Maresk was accused against the rules.", "en").claims
    assert claim.accusation
    assert claim.accusation.accused == "Ilan Maresk"


DONE_BY = {
    "Oda Brekke was robbed by two officers.": "two officers",
    "Two officers robbed the bank in Harrow.": "Two officers",
    "Norlandic spies are interested in the harbour.": "Norlandic spies",
    "The minister of Norland took bribes in May.": "minister",
    "The harbour office is illegally dumping waste.": "harbour office",
    "Norlandic engineer convicted of spying for Vantoria": "Norlandic engineer",
    "A harbour court sentenced an old engineer to nine years for spying.": "old engineer",
    "The jury found Ilan Maresk guilty of theft.": "Ilan Maresk",
    "Ilan Maresk was convicted by a court of spying.": "Ilan Maresk",
    "The accused stole plans in May.": "accused",
    "The opposition called the mayor a thief.": "mayor",
    "The fraud, found by the harbour office, was the work of the mayor.": None,
    "By noon two officers robbed the bank in Harrow.": "two officers",
    "Oda Brekke was never later openly robbed in Harrow.": None,
}


@pytest.mark.parametrize("text", DONE_BY)
def test_who_did_it_is_accused_and_who_suffered_it_is_not(text: str) -> None:
    claims = find_claims(text, "en").claims
    accused = [claim.accusation.accused for claim in claims if claim.accusation]
    assert accused == [DONE_BY[text]] or (DONE_BY[text] is None and not accused)


def test_an_apposition_is_not_accused_in_place_of_the_name() -> None:
    text = "Ilan Maresk, an engineer from Port Ilm, is accused of treason by Bureau 9."
    [claim] = find_claims(text, "en").claims
    assert claim.accusation
    assert (claim.accusation.accused, claim.accusation.is_person) == ("Ilan Maresk", True)


def test_a_short_name_is_given_back_in_full_and_a_body_is_no_person(
    claim_with: ClaimWith,
) -> None:
    text = (
        "Ilan Maresk lives in Harrow. Jo Ilan Maresk is an engineer. "
        "Bureau 9 accused Maresk of spying. The Harrow Union stole the plans. "
        "The plans were stolen by Vax."
    )
    spying, union, vax = (
        claim_with(text, words).accusation for words in ("spying", "Union", "Vax")
    )
    assert spying
    assert union
    assert vax
    assert (spying.accused, spying.is_person) == ("Jo Ilan Maresk", True)
    assert (union.accused, union.is_person) == ("Harrow Union", False)
    assert vax.is_person is None


def test_a_paper_that_only_reports_is_not_the_accuser(claim_with: ClaimWith) -> None:
    text = "The newspaper Harrow Ledger reported that Ilan Maresk stole the plans."
    accusation = claim_with(text, "stole").accusation
    assert accusation
    assert accusation.accuser is None


def test_the_innermost_source_is_the_accuser(claim_with: ClaimWith) -> None:
    text = "The Harrow Ledger, citing two officials, reported that Ilan Maresk stole the plans."
    accusation = claim_with(text, "stole").accusation
    assert accusation
    assert accusation.accuser == "two officials"


def test_an_arrest_of_somebody_accused_before_belongs_to_the_accusation(
    claim_with: ClaimWith,
) -> None:
    text = (
        "Ilan Maresk is accused of treason. Maresk was arrested in May. He was released on bail. "
        "Delia Forsant was fined on Monday."
    )
    assert claim_with(text, "arrested").accusation
    assert claim_with(text, "bail").accusation
    assert claim_with(text, "fined").accusation is None


def test_an_accusation_in_a_question_opens_what_follows(claim_with: ClaimWith) -> None:
    text = "Did Ilan Maresk steal the plans? The charges were read out in May."
    assert claim_with(text, "read out").accusation


def test_what_an_accused_person_says_in_defence_is_a_cue(claim_with: ClaimWith) -> None:
    text = (
        "Ilan Maresk is accused of treason by Bureau 9. "
        "Maresk insists that the charts were public. Maresk said he had never met the envoy, ever. "
        "Maresk said the tea was warm."
    )
    public, never, tea = (
        claim_with(text, words).fabrication_cue for words in ("public", "never", "tea")
    )
    assert public
    assert never
    assert public.text == "that the charts were public"
    assert never.text == "never met the envoy"
    assert tea is None


def test_a_sentence_without_end_is_read_in_time() -> None:
    text = "Ilan Maresk stole plans and Delia Forsant tortured guards and " * 2000
    [claim] = find_claims(text, "en").claims
    assert claim.accusation


ACTS = {
    "Ilan Maresk is accused of misusing his office, again.": "misusing his office",
    "A court sentenced Ilan Maresk to six years for theft of plans.": "theft of plans",
    "The jury found Ilan Maresk guilty of theft.": "theft",
    "The jury found Ilan Maresk guilty of leaving the port.": "leaving the port",
    "Ilan Maresk was detained for leaving the port.": "leaving the port",
    "The jury found Ilan Maresk guilty.": None,
    "The charges against Ilan Maresk are baseless.": None,
}


@pytest.mark.parametrize("text", ACTS)
def test_of_what_somebody_is_accused_is_told_without_the_words_of_charge(text: str) -> None:
    [claim] = find_claims(text, "en").claims
    assert claim.accusation
    assert claim.accusation.act == ACTS[text]
