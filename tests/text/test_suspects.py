"""Who is accused, and who is followed as a suspect. Everybody here is invented."""

from collections.abc import Callable

import pytest

from review.text.finder import find_claims
from review.text.finding import ClaimFound

ClaimWith = Callable[..., ClaimFound]

IDENTIFIED = (
    "Police in Harrow arrested a man on Monday after a fire at the bank. "
    "He was named as Rolf Anders. "
    "The lamp at the gate was identified as a port lamp by Ilan Maresk. "
    "The dead clerk was identified as Oda Brekke. "
    "Anders bought the rifle in May. "
    "Officers found a knife in his cellar. "
    "Officers found a knife in the harbour. "
    "Brekke bought the lamp in June."
)


@pytest.mark.parametrize("words", ["named as", "rifle", "his cellar"])
def test_a_suspect_who_gets_a_name_later_is_followed_by_it(
    claim_with: ClaimWith, words: str
) -> None:
    accusation = claim_with(IDENTIFIED, words).accusation
    assert accusation
    assert accusation.accused == "Rolf Anders"


@pytest.mark.parametrize("words", ["port lamp", "dead clerk", "harbour", "June"])
def test_whoever_else_is_identified_is_no_suspect(claim_with: ClaimWith, words: str) -> None:
    assert claim_with(IDENTIFIED, words).accusation is None


def test_an_accused_firm_is_followed_without_a_name(claim_with: ClaimWith) -> None:
    text = (
        "The company was accused of dumping waste in the river. "
        "The company said the nine tons were not waste. The port has a gate."
    )
    accusation = claim_with(text, "nine tons").accusation
    assert accusation
    assert accusation.accused == "company"
    assert claim_with(text, "gate").accusation is None


def test_a_lawyer_known_by_name_speaks_for_the_accused(claim_with: ClaimWith) -> None:
    text = (
        "Ilan Maresk was accused of theft. His lawyer, Petra Onn, came by train. "
        'The port has nine gates. "He copied nine pages by mistake," Onn said. '
        'The district attorney, Rolf Anders, came by boat. "It has 9 rooms now," Anders said.'
    )
    accusation = claim_with(text, "nine pages").accusation
    assert accusation
    assert accusation.accused == "Ilan Maresk"
    assert claim_with(text, "9 rooms").accusation is None


VICTIMS = {
    '"They beat us with sticks," said Oda Brekke.': None,
    "Oda Brekke told the court that her husband had beaten her.": "husband",
    "Bureau 9 killed nine guards at the gate.": "Bureau 9",
    "Bureau 9 said soldiers have killed nine clerks.": "soldiers",
    "Bureau 9 says Norland ordered the killing of a clerk.": "Norland",
}


@pytest.mark.parametrize("text", VICTIMS)
def test_what_was_done_to_people_accuses_whoever_did_it(text: str) -> None:
    [claim] = find_claims(text, "en").claims
    assert claim.accusation
    assert claim.accusation.accused == VICTIMS[text]


@pytest.mark.parametrize(
    "text",
    [
        "Ilan Maresk kicked the post twice.",
        "Oda Brekke told the court that the road was long.",
        "A guard left when the lamp hit the gate.",
        "The boat was identified as a raft.",
    ],
)
def test_what_is_done_to_nobody_accuses_nobody(text: str) -> None:
    [claim] = find_claims(text, "en").claims
    assert claim.accusation is None


def test_a_court_that_sentences_somebody_is_not_accused(claim_with: ClaimWith) -> None:
    text = (
        "Ilan Maresk was accused of theft in Harrow. "
        "A court in Harrow said the sentence of nine years was right. "
        "A judge was accused of taking bribes."
    )
    sentence = claim_with(text, "was right").accusation
    assert sentence is None or sentence.accused != "court"
    bribes = claim_with(text, "bribes").accusation
    assert bribes
    assert bribes.accused == "judge"


ACCUSED = {
    "Ilan Maresk, a brother of the singer Oda Brekke, was jailed for theft.": "Ilan Maresk",
    "After a jury trial in Harrow, two port officers were found guilty of theft.": (
        "two port officers"
    ),
    "In May, after nine days, a clerk was jailed for robbing Oda Brekke.": "clerk",
    "Ilan Maresk confessed to robbing his sister.": "Ilan Maresk",
    "Ilan Maresk admitted robbing Oda Brekke when Bureau 9 accused him of theft.": "Ilan Maresk",
    "A guard was stabbed by soldiers.": "soldiers",
    "A reporter was beaten by guards in Harrow.": "guards",
    "A guard was shot by Ilan Maresk.": "Ilan Maresk",
    "The mayor resigned amid a row over missing funds.": "mayor",
    "The teacher was dismissed for insulting a pupil.": "teacher",
    'Oda Brekke said: "Guards tied us to chairs."': None,
}


@pytest.mark.parametrize("text", ACCUSED)
def test_the_accused_is_told_from_whoever_stands_nearer_to_the_verb(text: str) -> None:
    [claim] = find_claims(text, "en").claims
    assert claim.accusation
    assert claim.accusation.accused == ACCUSED[text]


@pytest.mark.parametrize(
    "text",
    [
        "Police fired a warning shot into the air.",
        "Ilan Maresk has been charged with leading the port.",
        "A guard was hurt by a falling lamp.",
    ],
)
def test_words_of_charge_with_another_meaning_accuse_nobody(text: str) -> None:
    [claim] = find_claims(text, "en").claims
    assert claim.accusation is None


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("At least 14 people were convicted of treason in Vantoria.", "14 people"),
        ("In May he was jailed for secret dealings with a foreign company.", None),
        ("The council officially downplays the extent of Norlandic espionage.", "council"),
    ],
)
def test_whoever_only_stands_near_the_charge_is_not_accused(text: str, accused: str | None) -> None:
    [claim] = find_claims(text, "en").claims
    assert claim.accusation
    assert claim.accusation.accused == accused
