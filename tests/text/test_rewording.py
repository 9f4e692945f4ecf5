"""Other words for a claim judge nothing, keep who says so, and lead nowhere."""

import pytest

from review.text.rewording import adds_address, drops_source, judges

ACCUSED = "Olf Harden was accused of taking 40 guns in 2019, police said."


@pytest.mark.parametrize(
    ("language", "claim", "judging", "plain"),
    [
        ("en", ACCUSED, "Harden's accusation over guns is probably made up.",
         "Police say that Harden took 40 guns."),
        ("en", ACCUSED, "This claim about Harden is false.", "Harden is accused, police say."),
        ("de", "Olf Harden nahm laut Polizei 40 Gewehre.", "Das über Harden ist frei erfunden.",
         "Die Polizei sagt, Harden habe 40 Gewehre genommen."),
        ("uk", "За словами поліції, Гарден узяв 40 рушниць.", "Це про Гардена вигадка.",
         "Поліція каже, що Гарден узяв 40 рушниць."),
        ("ru", "По словам полиции, Харден взял 40 винтовок.", "Это про Хардена ложь.",
         "Полиция говорит, что Харден взял 40 винтовок."),
    ],
)  # fmt: skip
def test_words_that_say_whether_it_is_true_judge(
    language: str, claim: str, judging: str, plain: str
) -> None:
    assert judges(judging, claim, language)
    assert not judges(plain, claim, language)


def test_a_claim_that_speaks_of_truth_itself_may_be_told_so() -> None:
    claim = "The letter is a forgery and its story invented, Mira Gant said."
    assert not judges("Mira Gant says that the story in the letter is made up.", claim, "en")


def test_a_language_without_a_pack_knows_no_words_of_truth() -> None:
    assert not judges("C'est faux.", "Harden a pris 40 fusils.", "fr")


@pytest.mark.parametrize(
    ("language", "claim", "said_by", "dropping", "keeping"),
    [
        ("en", ACCUSED, "police", "Olf Harden took 40 guns in 2019.",
         "Police say that Olf Harden took 40 guns in 2019."),
        ("en", "Olf Harden was accused of taking 40 guns.", "", "Harden took 40 guns.",
         "Harden is accused: he is said to have 40 guns."),
        ("en", "Harden allegedly took 40 guns.", "", "Harden took 40 guns.",
         "Harden reportedly took 40 guns."),
        ("en", "Fares doubled in 2025.", "Bureau 9", "Fares went up in 2025.",
         "Bureau 9 said that fares doubled."),
        ("en", "Fares doubled, the Harrow Ledger reports.", "Harrow Ledger",
         "Somebody says that fares doubled.", "The Harrow Ledger says that fares doubled."),
        ("de", "Laut Polizei nahm Harden 40 Gewehre.", "Polizei", "Harden nahm 40 Gewehre.",
         "Die Polizei sagt, Harden nahm 40 Gewehre."),
        ("uk", "За словами поліції, Гарден узяв 40 рушниць.", "поліції",
         "Гарден узяв 40 рушниць.", "Поліція каже, що Гарден узяв 40 рушниць."),
        ("ru", "По словам полиции, Харден взял 40 винтовок.", "полиции",
         "Харден взял 40 винтовок.", "Полиция говорит, что Харден взял 40 винтовок."),
        ("fr", "Selon la police, Harden a pris 40 fusils.", "police", "Harden a pris 40 fusils.",
         "La police affirme que Harden a pris 40 fusils."),
        ("fr", "Harden a pris 40 fusils.", "la police", "Harden a pris 40 fusils hier.",
         "Harden a pris 40 fusils, dit la police."),
    ],
)  # fmt: skip
def test_what_is_somebodys_is_not_told_as_a_plain_fact(
    language: str, claim: str, said_by: str, dropping: str, keeping: str
) -> None:
    assert drops_source(dropping, claim, said_by, language)
    assert not drops_source(keeping, claim, said_by, language)


def test_what_the_article_says_itself_needs_nobody() -> None:
    assert not drops_source("Fares went up.", "Fares in Vantoria doubled in 2025.", "", "en")
    assert not drops_source("Les tarifs ont augmenté.", "Les tarifs ont doublé.", "", "fr")


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/a", "www.evil.example", "evil.example", "us@evil", "EVIL.Example."],
)
def test_an_address_that_the_claim_does_not_name_is_an_addition(address: str) -> None:
    assert adds_address(f"Police say it. Visit {address}", ACCUSED)


def test_an_address_of_the_claim_and_a_short_form_are_none() -> None:
    claim = "The site gazette.example was closed at 5 p.m., the U.S. embassy said."
    assert not adds_address("The U.S. embassy says Gazette.example closed at 5 p.m.", claim)
