"""A tagger names the subjects that the rules do not see, and changes nothing else."""

from collections.abc import Iterable, Iterator

import pytest

from review.text import spacy_tagger
from review.text.finder import find_claims
from review.text.spacy_tagger import SpacyTagger, load_tagger
from review.text.spans import Span
from review.text.subjects import Subject

DREDGERS = "Dredgers hoping for a better year indicated the harbour lost 40 boats."
CLERK = "A cook the owners of the mill had hired in the spring says the harbour lost 40 boats."


class Told:
    """A tagger that says what a test gives it, for every sentence."""

    languages = frozenset({"en"})

    def __init__(self, *pairs: tuple[str, str]) -> None:
        self.pairs = pairs
        self.asked: list[str] = []

    def subjects(self, sentences: Iterable[str]) -> Iterator[tuple[Subject, ...]]:
        for sentence in sentences:
            self.asked.append(sentence)
            yield tuple(
                Subject(_span(sentence, verb), _span(sentence, words)) for verb, words in self.pairs
            )


def _span(sentence: str, words: str) -> Span:
    start = sentence.find(words)
    return Span(start, start + len(words))


def _source(text: str, tagger: Told | SpacyTagger | None) -> str | None:
    [claim] = find_claims(text, "en", tagger=tagger).claims
    return claim.attributed_to


def test_a_subject_that_the_rules_do_not_see_is_the_source() -> None:
    assert _source(DREDGERS, None) is None
    assert _source(DREDGERS, Told(("indicated", "Dredgers"))) == "Dredgers"


def test_words_without_a_name_that_the_rules_took_for_the_subject_give_way() -> None:
    assert _source(CLERK, None) != "cook"
    assert _source(CLERK, Told(("says", "A cook"))) == "cook"


def test_a_name_that_the_rules_found_stands() -> None:
    text = "Ilan Maresk, a clerk at the mill, said the harbour lost 40 boats."
    told = Told(("said", "a clerk"))
    assert _source(text, told) == _source(text, None) == "Ilan Maresk"
    assert told.asked == [text]


def test_a_subject_in_quotation_marks_is_no_source() -> None:
    text = "“Dredgers whose boats sank say no,” whose boats sank say 40 boats were lost."
    found = find_claims(text, "en", tagger=Told(("indicated", "Dredgers")))
    assert found == find_claims(text, "en")


@pytest.mark.parametrize("pair", [("say", " "), ("ay", "Dredgers")])
def test_what_fits_no_word_of_the_sentence_is_dropped(pair: tuple[str, str]) -> None:
    assert _source(DREDGERS, Told(pair)) is None


def test_only_sentences_with_a_verb_of_saying_are_asked_about() -> None:
    told = Told()
    find_claims(f"The mill burned in 2024. {DREDGERS} It rained.", "en", tagger=told)
    assert told.asked == [DREDGERS]


def test_a_language_that_the_tagger_does_not_read_is_left_to_the_rules() -> None:
    told = Told(("sagte", "Die Frau"))
    text = "Die Frau, deren Boot sank, sagte, der Hafen habe 40 Boote verloren."
    assert find_claims(text, "de", tagger=told) == find_claims(text, "de")
    assert told.asked == []


def test_spacy_names_the_subject_that_the_rules_miss() -> None:
    assert _source(DREDGERS, load_tagger()) == "Dredgers"
    assert _source(CLERK, load_tagger()) == "cook"


def test_spacy_is_given_no_row_of_words_without_an_end() -> None:
    tagger = load_tagger()
    assert tagger is not None
    assert list(tagger.subjects(["she said it rained. " * 200, "She said it rained."])) == [
        (),
        (Subject(Span(4, 8), Span(0, 3)),),
    ]


def test_without_the_extra_there_is_no_tagger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spacy_tagger, "MODEL", "a_model_that_nobody_has")
    assert load_tagger.__wrapped__() is None
