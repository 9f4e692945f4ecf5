"""Who is named as saying so, wherever a language puts its subject. All of it is invented."""

from collections.abc import Callable

import pytest

from review.text.finding import ClaimFound
from review.text.people import Register

GERMAN = [
    ("Am Dienstag sagte der Minister, der Hafen sei geschlossen.", "Minister"),
    ("Der Hafen sei seit Mai geschlossen, sagte der Gerichtssprecher.", "Gerichtssprecher"),
    ("In Port Ilm warf die Anklage der Ingenieurin Spionage vor.", "Anklage"),
    ("Den Vorwurf der Spionage wies Delia Forsant zurück.", "Delia Forsant"),
    ("Über den Prozess hatte der «Harrower Bote» berichtet.", "Harrower Bote"),
    ("Das Küstenamt teilte am Montag auf Anfrage mit, es gebe 14 Fälle.", "Küstenamt"),
    ("Es gebe 14 Fälle, teilte das Küstenamt auf seiner Seite mit.", "Küstenamt"),
    ("Nach Angaben der Küstenwache sind 14 Boote gesunken.", "Küstenwache"),
    ("Der Küstenwache zufolge sind 14 Boote gesunken.", "Küstenwache"),
    ("In der Anklageschrift heißt es, Delia Forsant habe 14 Karten verkauft.", "Anklageschrift"),
    ("Die Fälle seien erfunden, heißt es in der Erklärung von Büro 9.", "Erklärung von Büro 9"),
    ("Die Verteidigerin hat die Vorwürfe am Freitag bestritten.", "Verteidigerin"),
    ("Der Hafen von Port Ilm wurde im Mai geschlossen.", None),
]
UKRAINIAN = [
    ("У понеділок речниця суду заявила, що справу закрили.", "речниця суду"),
    ("Справу закрили, повідомило Бюро 9.", "Бюро 9"),
    ("Раніше повідомила газета «Гарровський вісник», що порт закрили.", "Гарровський вісник"),
    ("У міністерстві повідомили, що порт закрили в травні.", "міністерстві"),
    ("Порт закрили в травні, йдеться у заяві бюро.", "заяві бюро"),
    ("Мареска звинуватили у шпигунстві.", None),
    ("Вчора Мареска назвали зрадником.", None),
]
RUSSIAN = [
    ("В понедельник представитель суда заявил, что дело закрыли.", "представитель суда"),
    ("Дело закрыли, сообщило Бюро 9.", "Бюро 9"),
    ("Ранее сообщила газета «Харроу Леджер», что порт закрыли.", "Харроу Леджер"),
    ("В министерстве сообщили, что порт закрыли в мае.", "министерстве"),
    ("Порт закрыли в мае, говорится в заявлении бюро.", "заявлении бюро"),
    ("Мареска обвинили в шпионаже.", None),
    ("Цены выросли, обгоняя ставку банка (15%), сообщает Бюро 9.", "Бюро 9"),
    ("Вчера обвинил Мареска в шпионаже никому не известный моряк.", None),
    ("Илан Мареск и Делия Форсант сообщили, что порт закрыли.", "Илан Мареск и Делия Форсант"),
    ("Что в мае порт закрыли, сообщили", None),
]


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        *(("de", text, source) for text, source in GERMAN),
        *(("uk", text, source) for text, source in UKRAINIAN),
        *(("ru", text, source) for text, source in RUSSIAN),
    ],
)
def test_the_source_is_found_before_behind_and_without_its_verb(
    language: str, text: str, source: str | None, claim_with: Callable[..., ClaimFound]
) -> None:
    found = claim_with(text, text, language).attributed_to
    assert found == source or (found and source and source in found)


def test_marks_around_a_name_are_no_pause_and_those_around_words_are(
    claim_with: Callable[..., ClaimFound],
) -> None:
    text = 'The newspaper "Harrow Ledger" reported 14 cases.'
    assert claim_with(text, "14").attributed_to == "Harrow Ledger"
    text = '"We counted 14 cases in Port Ilm" Delia Forsant said.'
    assert claim_with(text, "14").attributed_to == "Delia Forsant"


@pytest.mark.parametrize(
    "text",
    [
        "Газета «Новости большого порта Ильм сегодня утром» сообщила, что порт закрыли.",
        "Издание «Порт, море» сообщило, что порт закрыли в мае.",
    ],
)
def test_a_long_or_a_parted_quotation_is_no_name(
    text: str, claim_with: Callable[..., ClaimFound]
) -> None:
    found = claim_with(text, text, "ru").attributed_to
    assert found is None or not found.startswith(("Порт", "Новости"))


def test_a_row_of_names_longer_than_any_name_is_read_in_bounded_steps(
    claim_with: Callable[..., ClaimFound],
) -> None:
    text = '"Ilan ' + "Maresk " * 20 + '" Delia Forsant said 14 boats sank.'
    assert claim_with(text, "14").attributed_to == "Delia Forsant"


def test_a_german_name_loses_its_genitive_s() -> None:
    assert Register({"maresk": "Ilan Maresk"}, genitive_s=True).fullest("Maresks") == "Ilan Maresk"
    assert Register({"maresk": "Ilan Maresk"}).fullest("Maresks") == "Maresks"
