"""The finder in German, Ukrainian and Russian. Everything told here is invented."""

from collections.abc import Callable

import pytest

from review.domain.vocabulary import ClaimKind, Disposition
from review.text.finder import find_claims
from review.text.finding import ClaimFound

ClaimWith = Callable[..., ClaimFound]

GERMAN = """Bote der Küste
Ein Sprecher von Büro 9 sagte am Dienstag, die Verfahren seien rechtmäßig. Man habe alle Akten \
geprüft.
Laut der Zeitung Harrower Bote wurden seit 2019 mindestens 14 Menschen wegen Spionage \
verurteilt.
Der Ingenieur Ilan Maresk wurde im Februar 2024 wegen Landesverrats verurteilt. „Ich habe \
niemanden verraten“, sagte Maresk vor Gericht. Seiner Anwältin zufolge gibt es keine Beweise.
Kritiker halten viele Verfahren für konstruiert. Der Prozess könnte im Herbst beginnen.
Der Hafen wurde geschlossen. Das berichtet der Harrower Bote."""

UKRAINIAN = """Міністерство юстиції відкинуло звинувачення проти Бюро 9. Про це повідомляє \
Гарровський вісник.
За словами адвокатки Олени Бренко, доказів немає. За даними газети, з 2019 року засудили 14 \
людей за шпигунство.
Критики вважають, що багато справ сфабриковано. Інженера Ілана Мареска заарештували в лютому \
2024 року.
«За 9 років ніхто нічого не передав», — сказав Мареск у суді. Він додав, що зізнання \
дав під тортурами.
Суд може початися восени. Чи це справедливо?"""

RUSSIAN = """Министерство юстиции отвергло обвинения против Бюро 9. Об этом сообщает «Харроу \
Леджер».
По словам адвоката Олега Бренко, доказательств нет. По данным газеты, с 2019 года осуждены 14 \
человек за шпионаж.
Критики считают, что многие дела сфабрикованы. Инженера Илана Мареска арестовали в феврале \
2024 г. в порту.
«Я никого не предавал», — сказал Мареск в суде. Он добавил, что признание дал под пытками.
Суд может начаться осенью. Разве это справедливо?"""


def test_german_reported_speech_goes_on_in_the_subjunctive(claim_with: ClaimWith) -> None:
    assert claim_with(GERMAN, "Man habe", "de").attributed_to == "Sprecher von Büro 9"


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("seit 2019", "Zeitung Harrower Bote"),
        ("niemanden verraten", "Ilan Maresk"),
        ("keine Beweise", "Seiner Anwältin"),
        ("Kritiker", "Kritiker"),
        ("geschlossen", "Harrower Bote"),
        ("Ingenieur", None),
    ],
)
def test_german_sources_are_named(words: str, source: str | None, claim_with: ClaimWith) -> None:
    assert claim_with(GERMAN, words, "de").attributed_to == source


def test_german_accusations_cues_and_kinds_are_seen(claim_with: ClaimWith) -> None:
    sentenced = claim_with(GERMAN, "Ingenieur", "de")
    assert sentenced.kind is ClaimKind.LEGAL_OUTCOME
    assert sentenced.accusation
    assert sentenced.accusation.accused == "Ilan Maresk"
    doubted = claim_with(GERMAN, "Kritiker", "de")
    assert doubted.fabrication_cue
    assert doubted.fabrication_cue.text == "konstruiert"


@pytest.mark.parametrize(
    ("language", "text", "sources"),
    [
        (
            "uk",
            UKRAINIAN,
            {
                "юстиції": "Міністерство юстиції",
                "адвокатки": "Олени Бренко",
                "газети": "Гарровський вісник",
                "Критики": "Критики",
                "тортурами": "Ілана Мареска",
            },
        ),
        (
            "ru",
            RUSSIAN,
            {
                "юстиции": "Министерство юстиции",
                "адвоката": "Олега Бренко",
                "газеты": "Харроу Леджер",
                "Критики": "Критики",
                "пытками": "Илана Мареска",
            },
        ),
    ],
)
def test_ukrainian_and_russian_sources_are_named(
    language: str, text: str, sources: dict[str, str], claim_with: ClaimWith
) -> None:
    found = {words: claim_with(text, words, language).attributed_to for words in sources}
    assert found == sources


@pytest.mark.parametrize(("language", "text"), [("uk", UKRAINIAN), ("ru", RUSSIAN)])
def test_ukrainian_and_russian_accusations_and_cues_are_seen(language: str, text: str) -> None:
    claims = find_claims(text, language).claims
    assert sum(c.accusation is not None for c in claims) >= 5
    assert sum(c.fabrication_cue is not None for c in claims) >= 4


@pytest.mark.parametrize(("language", "text"), [("de", GERMAN), ("uk", UKRAINIAN), ("ru", RUSSIAN)])
def test_forecasts_questions_and_topics_are_no_claims_in_any_of_them(
    language: str, text: str
) -> None:
    found = find_claims(text, language).sentences
    refused = [text[s.start : s.end] for s in found if s.disposition is not Disposition.CLAIM]
    assert 1 <= len(refused) <= 3
    assert all(
        any(w in words for w in ("könnte", "Bote der", "може", "?", "может")) for words in refused
    )


def test_the_language_is_told_when_nobody_gives_it() -> None:
    assert find_claims(UKRAINIAN).language == "uk"
    assert find_claims(RUSSIAN).language == "ru"
    assert find_claims(GERMAN).language == "de"
    assert find_claims("").language == "und"
