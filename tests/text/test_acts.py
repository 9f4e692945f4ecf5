"""Of what somebody is accused: whole, exact, and without what stands around it."""

import pytest

from review.text.finder import find_claims

ENGLISH = {
    "Two officers accused Harl Denner of selling 40 guns to smugglers.": (
        "selling 40 guns to smugglers"
    ),
    "Bureau 9 accuses Ilan Maresk of plotting to blow up a bridge.": "plotting to blow up a bridge",
    "The union blames the mayor for the collapse.": "the collapse",
    "A neighbour alleged that Olf Harden beat his wife.": "beat his wife",
    "Delia Forsant alleged that she was beaten by Olf Harden.": "she was beaten by Olf Harden",
    "Olf Harden was charged with fraud on Monday.": "fraud",
    "Olf Harden was convicted of murder in 2019.": "murder",
    "Olf Harden was convicted of murder on 3 May 2019.": "murder",
    "Olf Harden is accused of torturing guards last year.": "torturing guards",
    "Olf Harden is accused of torturing guards for two years.": "torturing guards for two years",
    "Olf Harden was charged on Tuesday with taking bribes and hiding the money.": (
        "taking bribes and hiding the money"
    ),
    "Olf Harden was accused of theft and was jailed.": "theft",
    "Olf Harden was accused of theft by the bank.": "theft",
    "Olf Harden was accused of misusing his office by selling maps.": (
        "misusing his office by selling maps"
    ),
    "The paper accused the head of the bank of tax evasion.": "tax evasion",
    "The paper accused the head of the bank of leniency.": None,
    "The paper accused Olf Harden of leniency.": "leniency",
    "The paper accused Olf Harden, who ran the port for years, of leniency.": None,
    "The mayor of Port Ilm was accused of the theft of 40 boats.": "the theft of 40 boats",
    "Olf Harden pleaded guilty to charges of stealing 40 boats.": "stealing 40 boats",
    "Olf Harden pleaded not guilty to the charges.": None,
    "Olf Harden was sentenced to six years in prison.": None,
    "Olf Harden was sentenced to six years in prison for theft of plans.": "theft of plans",
    "Olf Harden was convicted in 2019 for lack of evidence.": None,
    "Olf Harden is accused of spying as a clerk of the port.": "spying as a clerk of the port",
    "Olf Harden is accused of taking about 15–25 million crowns.": (
        "taking about 15–25 million crowns"
    ),
    "Olf Harden is accused of taking maps - and worse.": "taking maps",
    'Olf Harden was jailed for "secret cooperation with Norland".': (
        "secret cooperation with Norland"
    ),
    'Olf Harden was jailed for "selling" maps of the port.': '"selling" maps of the port',
    'Critics accused the mayor of a "breach of the law" in Port Ilm.': (
        'a "breach of the law" in Port Ilm'
    ),
    'Critics accused the mayor of a "breach of the law".': 'a "breach of the law"',
    'The mayor said: "Olf Harden is accused of theft" and left.': "theft",
    "Three terrorists were killed in Port Ilm, Bureau 9 said.": "terrorists",
    "Olf Harden was convicted of violations of the Harbour Act of 1867.": (
        "violations of the Harbour Act of 1867"
    ),
    "The court convicted Olf Harden of the mayor's murder.": "the mayor's murder",
    "Olf Harden is accused of": None,
}

GERMAN = {
    "Die Staatsanwaltschaft wirft Anna Brekke Betrug vor.": "Betrug",
    "Anna Brekke wird Betrug vorgeworfen.": "Betrug",
    "Ihm ist auch Verrat vorgeworfen worden.": "Verrat",
    "Bureau 9 wirft Iwan Petrenko vor, einen Anschlag auf eine Brücke geplant zu haben.": (
        "einen Anschlag auf eine Brücke geplant zu haben"
    ),
    "Ihm wird vorgeworfen, 40 Gewehre verkauft zu haben.": "40 Gewehre verkauft zu haben",
    "Olf Harden steht im Verdacht, Pläne verraten zu haben.": "Pläne verraten zu haben",
    "Olf Harden wird beschuldigt, dass er 40 Gewehre stahl.": "40 Gewehre stahl",
    "Olf Harden soll 3 Millionen Euro veruntreut haben.": "3 Millionen Euro veruntreut haben",
    "Olf Harden wurde wegen Bestechlichkeit angeklagt.": "Bestechlichkeit",
    "Olf Harden wurde wegen Mordes zu 9 Jahren Haft verurteilt.": "Mordes",
    "Gegen Olf Harden wird wegen Betrugs ermittelt.": "Betrugs",
    "Olf Harden hat am Montag 40 Gewehre gestohlen.": "40 Gewehre gestohlen",
    "Die Gewerkschaft macht den Bürgermeister für den Einsturz verantwortlich.": "den Einsturz",
    "Die Anwohner beschuldigen die Fabrik, den Fluss vergiftet zu haben.": (
        "den Fluss vergiftet zu haben"
    ),
    "Die Armee bestreitet, das Krankenhaus beschossen zu haben.": (
        "das Krankenhaus beschossen zu haben"
    ),
    "Das Gericht sprach Olf Harden der Bestechlichkeit schuldig.": "Bestechlichkeit",
    "Der Bericht macht den Piloten für den Absturz verantwortlich.": "den Absturz",
    "Das Amt für Statistik wirft Olf Harden Betrug vor.": "Betrug",
    "Olf Harden, der Gewehre gestohlen hat, schweigt.": "Gewehre gestohlen hat",
}

SLAVIC = {
    ("uk", "СБУ звинувачує Івана Петренка в підготовці вибуху мосту."): "підготовці вибуху мосту",
    ("uk", "Олега Коваля звинувачують у тому, що він передав координати ворогу."): (
        "передав координати ворогу"
    ),
    ("uk", "Йому інкримінують шпигунство."): "шпигунство",
    ("uk", "Івана Коваля засудили до 9 років за шпигунство."): "шпигунство",
    ("uk", "Мера звинувачують у хабарництві в понеділок."): "хабарництві",
    ("ru", "ФСБ обвиняет Ивана Петренко в подготовке взрыва моста."): "подготовке взрыва моста",
    ("ru", "Иван Коваль обвиняется в том, что передал координаты врагу."): (
        "передал координаты врагу"
    ),
    ("ru", "Ему вменяют в вину шпионаж."): "шпионаж",
    ("ru", "Олега Коваля обвиняют в получении взятки в 2019 году."): "получении взятки",
}


def _acts(text: str, language: str) -> list[str | None]:
    claims = find_claims(text, language).claims
    acts = [claim.accusation.act for claim in claims if claim.accusation]
    assert all(act is None or act in text for act in acts)
    return acts


@pytest.mark.parametrize("text", ENGLISH)
def test_the_act_is_what_the_charge_says_without_a_tail(text: str) -> None:
    assert _acts(text, "en") == [ENGLISH[text]]


@pytest.mark.parametrize("text", GERMAN)
def test_in_german_the_act_may_stand_before_its_verb_or_in_a_clause(text: str) -> None:
    assert _acts(text, "de") == [GERMAN[text]]


@pytest.mark.parametrize(("language", "text"), SLAVIC)
def test_in_ukrainian_and_russian_the_act_follows_its_preposition(language: str, text: str) -> None:
    assert _acts(text, language) == [SLAVIC[language, text]]
