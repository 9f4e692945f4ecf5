"""A case followed through an article. Everybody and everything here is invented."""

from collections.abc import Callable

import pytest

from review.text.finder import find_claims
from review.text.finding import ClaimFound

ClaimWith = Callable[..., ClaimFound]

TRIAL = (
    "Ilan Maresk was convicted on Monday of murdering a guard. "
    "He was seen at the old gate. "
    "The guard was shot at close range. "
    "A clerk was tied to her chair when she was found. "
    "Maresk hid the papers in a boat. "
    "The engineer Rolf Anders sold him the boat. "
    "The files were deleted by Maresk. "
    "A window was broken by a storm. "
    "Maresk was beaten as a boy. "
    "Maresk appeared in court in May. "
    "He faces life in prison. "
    "His lawyer, Petra Onn, told the Harrow Ledger that it was an accident. "
    "Oda Brekke, a lawyer of the port, praised the weather. "
    "The police searched the flat of a neighbour. "
    "Bureau 9 believes that Maresk bought a second boat. "
    "The guard's sister told the court how the house went dark. "
    "The port has nine gates."
)


@pytest.mark.parametrize(
    ("words", "accused"),
    [
        ("close range", "Ilan Maresk"),
        ("her chair", "Ilan Maresk"),
        ("hid the papers", "Ilan Maresk"),
        ("deleted by", "Ilan Maresk"),
        ("appeared in court", "Ilan Maresk"),
        ("life in prison", "Ilan Maresk"),
        ("an accident", "Ilan Maresk"),
        ("searched the flat", "neighbour"),
        ("second boat", "Ilan Maresk"),
        ("went dark", "Ilan Maresk"),
    ],
)
def test_what_belongs_to_the_case_of_a_suspect_is_an_accusation(
    claim_with: ClaimWith, words: str, accused: str
) -> None:
    accusation = claim_with(TRIAL, words).accusation
    assert accusation
    assert accusation.accused == accused


@pytest.mark.parametrize("words", ["old gate", "sold him", "nine gates"])
def test_what_has_nothing_to_do_with_the_case_is_none(claim_with: ClaimWith, words: str) -> None:
    assert claim_with(TRIAL, words).accusation is None


def test_nobody_is_a_suspect_before_somebody_is_accused(claim_with: ClaimWith) -> None:
    text = "Ilan Maresk appeared in court. He hid the papers. Oda Brekke was tied to a chair."
    for words in ("court", "papers", "chair"):
        assert claim_with(text, words).accusation is None


def test_she_is_not_the_man_who_was_accused(claim_with: ClaimWith) -> None:
    text = (
        "Ilan Maresk was convicted of murdering a guard. Oda Brekke saw the deed. "
        "She said the gate was open. Maresk left Harrow. "
        "She was tested in court. He was tested in prison. "
        "Maresk said he was cold. Delia Forsant was fined for theft. She was sent to prison."
    )
    assert claim_with(text, "tested in court").accusation is None
    assert claim_with(text, "tested in prison").accusation
    found = [c for c in find_claims(text, "en").claims if "sent to prison" in c.text]
    assert all(c.accusation is None or c.accusation.accused for c in found)


VIOLENT = {
    "The attacker fled to the harbour and stabbed a guard.": "attacker",
    "A man with a knife wounded three people in Harrow.": "man",
    "Nine soldiers who came by boat robbed the bank.": "Nine soldiers",
    "The clerk was robbed by two gunmen.": "two gunmen",
    "Police arrested nine students in Harrow.": "nine students",
    "Two students were taken into custody.": "Two students",
    "Norland admits shooting down the plane.": None,
    "The grocer Rolf Anders has admitted selling old fish for years.": "Rolf Anders",
    "Norland admitted that its guards had shot at the plane.": "Norland",
}


@pytest.mark.parametrize("text", VIOLENT)
def test_violence_of_people_without_a_name_is_an_accusation(text: str) -> None:
    [claim] = find_claims(text, "en").claims
    accusation = claim.accusation
    if VIOLENT[text] is None:
        return
    assert accusation
    assert accusation.accused == VIOLENT[text]


ANYBODY = [
    "The law allows the police to hold people who are accused of theft.",
    "Priests are required to report any allegation to the bishop.",
    "Police counted 9,000 thefts in Harrow.",
    "A third of all murders were solved.",
    "The union had sued over cuts in the budget.",
    "Oda Brekke lives in the house of a spy.",
    "Oda Brekke met the spy in Harrow.",
    "The Harrow Security Service (HSS) said a pipe was the cause of the smoke.",
    "An earthquake killed nine people in Harrow.",
]


@pytest.mark.parametrize("text", ANYBODY)
def test_what_a_law_says_or_a_count_tells_accuses_nobody(text: str) -> None:
    [claim] = find_claims(text, "en").claims
    assert claim.accusation is None


def test_a_law_does_not_hide_who_is_accused_under_it() -> None:
    [claim] = find_claims("Ilan Maresk is accused of theft under a law banning maps.", "en").claims
    assert claim.accusation
    assert claim.accusation.accused == "Ilan Maresk"


def test_whoever_gains_from_a_deed_is_not_accused() -> None:
    for text in (
        "Two clerks of the port were caught spying for Norland.",
        "Spying on behalf of Norland is what Oda Brekke is accused of.",
    ):
        [claim] = find_claims(text, "en").claims
        assert claim.accusation
        assert claim.accusation.accused != "Norland"


@pytest.mark.parametrize(
    ("text", "accuser"),
    [
        ("The newspaper Harrow Kurier reports that Ilan Maresk is accused of theft.", None),
        ("The Harrow Ledger writes that Ilan Maresk is accused of theft.", None),
        ("The Harrow Ledger accused Ilan Maresk of theft.", "Harrow Ledger"),
        ("Bureau 9 says that Ilan Maresk is accused of theft.", "Bureau 9"),
    ],
)
def test_a_medium_accuses_only_where_it_does_so_itself(text: str, accuser: str | None) -> None:
    [claim] = find_claims(text, "en").claims
    assert claim.accusation
    assert claim.accusation.accuser == accuser


def test_two_who_are_accused_together_are_both_named_and_followed(claim_with: ClaimWith) -> None:
    text = (
        "Ilan Maresk and Delia Forsant were accused of theft. Maresk was arrested in May. "
        "Forsant stood trial in June. The port accused the mayor and Ilan Maresk of theft."
    )
    both = claim_with(text, "were accused").accusation
    assert both
    assert (both.accused, both.is_person) == ("Ilan Maresk and Delia Forsant", True)
    assert claim_with(text, "arrested").accusation
    assert claim_with(text, "stood trial").accusation


def test_a_court_convicts_both_who_stand_behind_the_verb() -> None:
    [claim] = find_claims("A court convicted Ilan Maresk and Delia Forsant of theft.", "en").claims
    assert claim.accusation
    assert claim.accusation.accused == "Ilan Maresk and Delia Forsant"


def test_what_the_side_of_a_suspect_claims_belongs_to_the_case(claim_with: ClaimWith) -> None:
    text = (
        "Vantoria was accused of hacking a bank. The embassy of Vantoria in Harrow is closed. "
        "Vantoria's embassy in Harrow called the report a tale."
    )
    assert claim_with(text, "a tale").accusation


def test_the_subject_of_two_deeds_did_both() -> None:
    [claim] = find_claims("Rioters set fire to a police station and looted shops.", "en").claims
    assert claim.accusation
    assert claim.accusation.accused == "Rioters"


def test_who_only_owns_somebody_is_not_accused() -> None:
    text = "Police arrested Vantoria's former minister, Rolf Anders, for taking bribes."
    [claim] = find_claims(text, "en").claims
    assert claim.accusation
    assert claim.accusation.accused == "Rolf Anders"


FERRY = (
    "A ferry sank off Port Ilm on Sunday. The sea was calm. Nine people were on the deck. "
    "The harbour was open. Divers found the bell. Police have arrested the captain, Ilan Maresk. "
    "A sailor told investigators that his hands were shaking. "
    "Maresk said the wheel came from Norland. "
    "The harbour company has suspended Maresk. "
    "The port has nine gates. The old mill has a roof. The town has a wall. "
    "The engineer was arrested as a boy. "
    "The gunmen came from abroad, the minister said."
)


@pytest.mark.parametrize(
    "words", ["Police have arrested", "came from Norland", "suspended", "gunmen"]
)
def test_police_and_whoever_follows_a_suspect_tell_of_the_case(
    claim_with: ClaimWith, words: str
) -> None:
    assert claim_with(FERRY, words).accusation


@pytest.mark.parametrize("words", ["calm", "deck", "gates", "as a boy"])
def test_an_arrest_long_ago_and_what_stands_around_belong_to_no_case(
    claim_with: ClaimWith, words: str
) -> None:
    assert claim_with(FERRY, words).accusation is None
