"""Words of an article are suggested as a claim when they are a clause at least."""

import pytest

from review.text.clauses import is_clause
from review.text.lexicon import load
from review.text.sentences import split
from review.text.spans import Span

TEXT = (
    "Forty pages\n\nIt rained for 3 days. Fares in Vantoria doubled, the ministry said, and trains "
    "ran late. Mira Gant, who fled in 2019, didn't come back. Nobody's well-known tariff rose."
)


def holds(words: str, text: str = TEXT, language: str = "en") -> bool:
    start = text.index(words)
    sentences = split(text, language)
    return is_clause(text, Span(start, start + len(words)), sentences, load(language))


@pytest.mark.parametrize(
    "words",
    [
        "It rained for 3 days.", "It rained for 3 days", "Fares in Vantoria doubled",
        "Fares in Vantoria doubled, the ministry said", "trains ran late", "and trains ran late.",
        "who fled in 2019", "Forty pages", "Nobody's well-known tariff rose",
    ],
)  # fmt: skip
def test_a_sentence_or_a_clause_of_it_holds(words: str) -> None:
    assert holds(words)


@pytest.mark.parametrize(
    "words",
    [
        "rained for 3 days", "It rained", "Fares in Vantoria", "in Vantoria doubled", "Mira Gant",
        "t come back", "known tariff rose", "s well-known tariff rose", "3 days. Fares", "ran late",
        "It rained for 3 days. Fares in Vantoria doubled", ", ",
    ],
)  # fmt: skip
def test_a_piece_torn_out_of_its_clause_or_of_a_word_does_not(words: str) -> None:
    assert not holds(words)


def test_what_stands_before_the_first_sentence_is_none() -> None:
    assert not is_clause("  \n It rained.", Span(0, 2), [Span(4, 14)], load("en"))


@pytest.mark.parametrize(
    ("language", "clause", "piece"),
    [
        ("de", "die Fahrpreise stiegen", "Fahrpreise stiegen"),
        ("uk", "тарифи зросли", "зросли"),
        ("ru", "тарифы выросли", "выросли"),
        ("fr", "les tarifs ont doublé", "tarifs ont doublé"),
    ],
)
def test_clauses_of_other_languages_are_told_by_pauses(
    language: str, clause: str, piece: str
) -> None:
    texts = {
        "de": "Es regnete, die Fahrpreise stiegen, und niemand kam.",
        "uk": "Ішов дощ, тарифи зросли, і ніхто не прийшов.",
        "ru": "Шёл дождь, тарифы выросли, и никто не пришёл.",
        "fr": "Il pleuvait, les tarifs ont doublé, et personne n'est venu.",
    }
    assert holds(clause, texts[language], language)
    assert not holds(piece, texts[language], language)
