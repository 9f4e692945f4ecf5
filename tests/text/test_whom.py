"""Whom a sentence accuses, and who accuses, where names are few. All people are invented."""

from collections.abc import Callable

import pytest

from review.text.finder import find_claims
from review.text.finding import ClaimFound

ClaimWith = Callable[..., ClaimFound]

# Whom, and who accuses them.
SIDES = {
    ("de", "Die Staatsanwaltschaft wirft Anna Brekke Betrug vor."): (
        "Anna Brekke", "Staatsanwaltschaft",
    ),
    ("de", "Harden soll 3 Millionen Euro veruntreut haben."): ("Harden", None),
    ("de", "Tom Iver steht im Verdacht, Pläne verraten zu haben."): ("Tom Iver", None),
    ("de", "Gegen Olf Harden wird wegen Betrugs ermittelt."): ("Olf Harden", None),
    ("de", "Die Gewerkschaft macht den Bürgermeister für den Einsturz verantwortlich."): (
        "Bürgermeister", "Gewerkschaft",
    ),
    ("uk", "Коваля підозрюють у державній зраді."): ("Коваля", None),
    ("uk", "Йому інкримінують шпигунство."): (None, None),
    ("uk", "Івана Коваля звинувачують у шпигунстві."): ("Івана Коваля", None),
    ("uk", "Олегові Ковалю повідомили про підозру в розтраті."): ("Олегові Ковалю", None),
    ("ru", "Коваля подозревают в государственной измене."): ("Коваля", None),
    ("ru", "ФСБ обвиняет Ивана Петренко в подготовке взрыва моста."): ("Ивана Петренко", "ФСБ"),
    ("en", "Maresk was arrested over the killing of two guards."): ("Maresk", None),
    ("en", "It is alleged that the mayor stole 40 boats."): ("mayor", None),
    ("en", "He is accused of helping smugglers to move 40 guns."): (None, None),
    ("en", "The court charged Tom Iver with leaking secret plans to a rival."): ("Tom Iver", None),
    ("en", '"He robbed us," Oda Brekke said of the director.'): ("director", "Oda Brekke"),
    ("en", '"He robbed us," Oda Brekke said of last May.'): (None, "Oda Brekke"),
    ("en", "Brekke accused her brother of theft."): ("brother", "Brekke"),
}  # fmt: skip


@pytest.mark.parametrize(("language", "text"), SIDES)
def test_whom_and_by_whom_is_told(language: str, text: str) -> None:
    [claim] = find_claims(text, language).claims
    assert claim.accusation
    assert (claim.accusation.accused, claim.accusation.accuser) == SIDES[language, text]


NO_CHARGE = [
    ("en", "Nobody accused the mayor of anything in 2019."),
    ("en", "No one has accused Olf Harden of theft since 2019."),
    ("en", "The officers were not accused of any crime in 2019."),
    ("en", "Ilan Maresk has never been charged with a crime."),
    ("de", "Niemand beschuldigte Olf Harden im Jahr 2019."),
    ("uk", "Ніхто не звинувачував мера Олега Коваля у 2019 році."),
    ("ru", "Никто не обвинял мэра Олега Коваля в 2019 году."),
]


@pytest.mark.parametrize(("language", "text"), NO_CHARGE)
def test_a_charge_that_nobody_makes_is_no_accusation(language: str, text: str) -> None:
    [claim] = find_claims(text, language).claims
    assert claim.accusation is None


def test_not_only_denies_nothing(claim_with: ClaimWith) -> None:
    text = "Olf Harden was not only accused of theft, he was jailed in 2019."
    assert claim_with(text, "theft").accusation


def test_him_is_a_man_and_not_the_accuser(claim_with: ClaimWith) -> None:
    text = (
        "Anna Brekke met Robert Denner and Maria Gant at the port on Monday. "
        "Anna Brekke accused him of lying about 40 boats."
    )
    found = claim_with(text, "lying").accusation
    assert found
    assert (found.accused, found.accuser) == ("Robert Denner", "Anna Brekke")


def test_her_is_whoever_was_accused_last(claim_with: ClaimWith) -> None:
    text = (
        "Maria Gant was accused of theft. Robert Denner was at the port in 2019. "
        "The bank accused her of lying about 40 boats."
    )
    found = claim_with(text, "lying").accusation
    assert found
    assert found.accused == "Maria Gant"


def test_a_suspect_without_a_name_gives_way_to_whoever_is_named(claim_with: ClaimWith) -> None:
    text = (
        "The suspect has not been named in Port Ilm. It is alleged that the mayor stole 40 boats. "
        "Bureau 9 accused Tom Iver of selling 12 boats."
    )
    boats, iver = claim_with(text, "40 boats").accusation, claim_with(text, "Iver").accusation
    assert boats
    assert iver
    assert (boats.accused, iver.accused) == ("mayor", "Tom Iver")


def test_what_a_witness_suffered_accuses_nobody_from_another_story(claim_with: ClaimWith) -> None:
    text = (
        "Three men were shot by the police in May. "
        '"I was beaten every day," Tom Iver told the court.'
    )
    found = claim_with(text, "beaten").accusation
    assert found
    assert found.accused is None
    told = (
        'Tom Iver accused Olf Harden of torture. "I was beaten every day," Tom Iver told the court.'
    )
    again = claim_with(told, "beaten").accusation
    assert again
    assert again.accused == "Olf Harden"


HARMED = {
    # What a source says that a thing or a firm did.
    ("en", "Residents say the mill has poisoned their well for years."): ("mill", True),
    ("en", "Officials said the old mill poisoned the well."): ("old mill", True),
    ("en", "Bureau 9 said Ilan Maresk had misled nine customers."): ("Ilan Maresk", True),
    ("en", "Officials said the storm destroyed nine homes."): (None, False),
    ("en", "Officials said the theft of maps ended in 2019."): (None, False),
    ("en", "Officials said poisoned wells were closed in 2019."): (None, False),
    # What somebody had to bear for a deed.
    ("en", "The academy withdrew his degree for plagiarism."): (None, True),
    ("en", "The academy has nine rules for plagiarism."): (None, False),
    ("en", "The minister called for tougher sentences for thieves."): (None, False),
    # What victims tell of themselves.
    ("en", "'I was beaten every day,' Tom Iver told the court."): (None, True),
    ("en", '"I have been tortured in the camp," Oda Brekke said.'): (None, True),
    ("en", '"I was, they say, tortured in May," Oda Brekke said.'): (None, True),
    ("de", "„Ich wurde jeden Tag geschlagen“, sagte Olf Iver vor Gericht."): (None, True),
    ("uk", "«Мене били щодня», — сказав Іван Коваль у суді."): (None, True),
    ("ru", "«Меня били каждый день», — сказал Иван Коваль в суде."): (None, True),
    ("en", '"I was nine in 2019," Oda Brekke said.'): (None, False),
    # New words of charge.
    ("en", "Vantorian officials say Norland interfered in their election."): ("Norland", True),
    ("en", "Prosecutors suspect Delia Forsant of passing maps."): ("Delia Forsant", True),
    ("en", "The two brothers are believed to have planted the bomb."): ("two brothers", True),
    ("en", "The agency fights corruption in nine countries."): (None, False),
    ("de", "Zwei Ingenieure müssen sich wegen des Einsturzes vor Gericht verantworten."): (
        "Zwei Ingenieure",
        True,
    ),
    ("de", "Die Polizei nahm am Montag einen Lehrer fest."): ("Lehrer", True),
    ("de", "Die Opposition spricht von Wahlfälschung."): (None, True),
    ("uk", "Охоронці били в'язнів, розповіла Олена Коваль."): ("Охоронці", True),
    ("ru", "Охранники били заключённых, рассказала Елена Коваль."): ("Охранники", True),
}


@pytest.mark.parametrize(("language", "text"), HARMED)
def test_harm_that_is_told_is_laid_at_whoever_did_it(language: str, text: str) -> None:
    whom, accuses = HARMED[language, text]
    [claim] = find_claims(text, language).claims
    assert (claim.accusation is not None) == accuses
    assert (claim.accusation.accused if claim.accusation else None) == whom


def test_a_body_that_only_says_where_is_not_accused(claim_with: ClaimWith) -> None:
    title = claim_with("Ally in public, suspect in the laboratory\n\nThe port was shut.", "suspect")
    assert title.accusation is not None
    assert title.accusation.accused is None
