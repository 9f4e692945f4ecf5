"""Any input at all: work in proportion to its length, exact places, no crash."""

import random
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.text.finder import find_claims
from review.text.finding import Found

HOSTILE = [
    "a",
    "A. ",
    '"a. ',
    "“A b. ",
    "Oda, ",
    "He, said ",
    "Oda Brekke ",
    "9 million ",
    "never ",
    "forced ",
    "the report said, ",
    "“a” said ",
    "( ",
    " ",
    "a'",
    "A-",
    "A. B. C. ",
    "accused of ",
    "critics say ",
    "Oda said that ",
    "although was ",
    "and fled, ",
    "should, ",
    "who was ",
    "against Oda ",
    "; ",
    "(a [",
    "2024 May ",
    "\u200b",
    "Oda\u200d said ",
    "\u200f\u202eOda said. ",
    "日本。",
    "Oda сказала، قال ",
    "😀. ",
]
FIRST = ("Ilan", "Oda", "Delia", "Corin", "Edda")
SAID = (
    "{0} accused {1} of spying for Norland.",
    "{0} denied the charges, and {1} said so.",
    "According to {0}, {1} was sentenced to nine years for treason.",
    "“I did nothing,” {0} said.",
    "The court convicted {0} of fraud; {1} was acquitted.",
    "Critics say the case against {1} is fabricated.",
)


def calls(text: str) -> int:
    """Count the calls that reading a text takes: work that no busy machine can blur."""
    count = 0

    def note(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(note)
    try:
        find_claims(text, "en")
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("unit", HOSTILE)
def test_one_giant_line_of_anything_takes_work_in_proportion_to_its_length(unit: str) -> None:
    short, long = (calls((unit * length)[:length]) for length in (3_000, 12_000))
    # Four times the text may cost four times the work; sixteen times would be quadratic.
    assert long < 6 * short


def crowd(count: int) -> list[str]:
    """So many sentences about ever new people who accuse each other."""
    dice = random.Random(1)

    def name() -> str:
        syllables = (dice.choice("bdfgklmnprstv") + dice.choice("aeiou") for _ in range(4))
        return f"{dice.choice(FIRST)} {''.join(syllables).capitalize()}"

    return [dice.choice(SAID).format(name(), name()) for _ in range(count)]


@pytest.mark.parametrize("between", [" ", "\n", "\n\n"])
def test_ever_new_people_take_work_in_proportion_to_their_number(between: str) -> None:
    sentences = crowd(400)
    short, long = (calls(between.join(sentences[:count])) for count in (100, 400))
    assert long < 6 * short


def whole(text: str, found: Found) -> None:
    """Every sentence and claim stands at its place, and no word of the text is left out."""
    reached = 0
    for sentence in found.sentences:
        assert reached <= sentence.start < sentence.end <= len(text)
        assert not text[reached : sentence.start].strip()
        reached = sentence.end
    assert not text[reached:].strip()
    for claim in found.claims:
        assert claim.text == text[claim.start : claim.end]
        for part in (*claim.checkpoints, *claim.parts):
            assert claim.start <= part.start < part.end <= claim.end
            assert part.text == text[part.start : part.end]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b", "\u200f", ".", "“", "\ufeff", "\x00"])
def test_no_text_to_speak_of_holds_no_claim(text: str) -> None:
    found = find_claims(text, "en")
    assert not found.claims
    whole(text, found)


def test_a_line_of_initials_is_one_sentence_or_many_and_is_read_whole() -> None:
    text = "A. B. C. " * 20_000
    whole(text, find_claims(text, "en"))


ODD = st.sampled_from(
    ["\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069",
     "\ufeff", "\u00ad", "\u0301", "\u2028", "\t", "\x0b", "\x85", "\U000e0041", "\ud7ff"]
)  # fmt: skip
WORDS = st.sampled_from(
    ["Oda Brekke", "said", "сказала", "згідно з", "laut", "قال", "אמר", "説明した", "कहा", "9",
     "१२", "12 percent", "accused", "of spying", "звинувачує", "Spionage", ".", "?", "“", "”", "«",
     "»", "。", ",", "\n", "(", "]", "der", "was", "should", "2024", "May"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(WORDS, st.lists(ODD, max_size=2)), max_size=30), st.booleans())
def test_mixed_scripts_with_unseen_signs_are_read_with_exact_places(
    row: list[tuple[str, list[str]]], told: bool
) -> None:
    text = " ".join(word + "".join(signs) for word, signs in row)
    whole(text, find_claims(text, "en" if told else None))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(WORDS, st.lists(ODD, max_size=2)), min_size=1, max_size=12))
def test_unseen_signs_inside_words_leave_every_place_exact(
    row: list[tuple[str, list[str]]],
) -> None:
    text = " ".join("".join(signs).join(word) for word, signs in row)
    for language in ("de", "uk", "ru", "en"):
        whole(text, find_claims(text, language))
