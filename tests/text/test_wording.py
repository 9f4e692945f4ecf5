"""What a report may not say as plain fact. Everybody here is invented."""

import pytest

from review.text.wording import Rule, check

MARESK = ["Ilan Maresk"]

REFUSED = {
    "en": ("Ilan Maresk spied for a foreign power.", "The case is fabricated."),
    "de": ("Ilan Maresk spionierte für eine fremde Macht.", "Der Fall ist fabriziert."),
    "uk": ("Ілан Мареск шпигував для чужої держави.", "Цю справу сфабриковано."),
    "ru": ("Илан Мареск шпионил для чужой державы.", "Это дело сфабриковано."),
}
LAST = {"en": "Ilan Maresk", "de": "Ilan Maresk", "uk": "Ілан Мареск", "ru": "Илан Мареск"}


@pytest.mark.parametrize("language", REFUSED)
def test_guilt_as_plain_fact_is_refused_without_a_verdict(language: str) -> None:
    text = REFUSED[language][0]
    [warning] = check(text, language, [LAST[language]], verdict_cited=False)
    assert warning.rule is Rule.GUILT_AS_FACT
    assert text[warning.start : warning.end] == warning.text
    assert "verdict" in warning.suggestion


@pytest.mark.parametrize("language", REFUSED)
def test_fabricated_as_plain_fact_is_refused_without_somebody_who_says_so(language: str) -> None:
    [warning] = check(REFUSED[language][1], language, [], verdict_cited=True)
    assert warning.rule is Rule.FABRICATED_AS_FACT
    assert "whose" in warning.suggestion


@pytest.mark.parametrize(
    "text",
    [
        "The Harrow Ledger says Maresk spied for a foreign power.",
        "Maresk is accused of having spied.",
        "Maresk allegedly spied for a foreign power.",
        "Maresk denied that he spied.",
        "According to his lawyer, the case is fabricated.",
        "Maresk is not guilty.",
        "Oda Brekke was a spy.",
        "Maresk went home.",
        "The case is not fabricated.",
    ],
)
def test_reported_hedged_and_denied_words_pass(text: str) -> None:
    assert check(text, "en", MARESK, verdict_cited=False) == ()


def test_an_accusation_called_fabricated_is_refused_although_it_speaks_of_accusers() -> None:
    assert len(check("The accusations are fabricated.", "en", [], verdict_cited=True)) == 1


def test_with_a_cited_verdict_guilt_may_be_stated() -> None:
    assert check("Ilan Maresk spied.", "en", MARESK, verdict_cited=True) == ()


def test_the_surname_alone_is_enough_and_places_count_in_the_whole_text() -> None:
    text = "The port was shut. Maresk is guilty."
    [warning] = check(text, "en", ["", "Ilan Maresk"], verdict_cited=False)
    assert text[warning.start : warning.end] == "guilty"


def test_the_language_is_told_when_it_is_not_given() -> None:
    text = "The harbour was closed and nobody was told about it. The case was fabricated."
    assert len(check(text, "", [], verdict_cited=True)) == 1
