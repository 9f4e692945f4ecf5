"""Quoted words are found at their exact place, or it is said that they do not stand there."""

import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.vocabulary import ExcerptStatus
from review.text import nearby
from review.text.excerpts import LONGEST_TEXT, MOST_LEFT_OUT, Found, check, differences
from review.text.folding import fold
from review.text.nearby import nearest
from review.text.spans import Span

TEXT = (
    "Bureau 9 opened a case in March. The court said: “The plan of the of\xadfice — nine pages — "
    "was ﬁled on 3 May.” Women were released by the court on Friday, and the exam-\nple of Ilan\xa0"
    "Maresk shows why.\n\nHe was held for 1,200 days. The workers’ union paid nothing."
)
any_text = st.text(max_size=200)
texts = st.text(alphabet="ab Aé.,-–“’'…\n\xad\u200bﬁß1日İς\U0001f600", max_size=120)


def looked(quote: str, text: str = TEXT) -> tuple[ExcerptStatus, str]:
    found = check(text, quote)
    return found.status, "" if found.span is None else found.span.of(text)


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("opened a case in March", "opened a case in March"),
        (" Ilan Maresk shows\r\nwhy ", "Ilan\xa0Maresk shows why"),
        ('"The plan of the office - nine', "The plan of the of\xadfice — nine"),
        ("was filed on 3 May", "was ﬁled on 3 May"),
        ("the example of Ilan", "the exam-\nple of Ilan"),
        ("why. He was held", "why.\n\nHe was held"),
        ("„Women were released“", "Women were released"),
        ("The workers' union", "The workers’ union"),
        ("nine pages -- was", "nine pages — was"),
        ("plan of the of\u200bfice", "plan of the of\xadfice"),
    ],
)
def test_printing_makes_no_difference(quote: str, passage: str) -> None:
    assert looked(quote) == (ExcerptStatus.FOUND, passage)


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("women were RELEASED", "Women were released"),
        ("Bureau 9 opend a case in Mrach.", "Bureau 9 opened a case in March."),
        ("Bureau 9 opened a file in March.", "Bureau 9 opened a case in March."),
        ("He was held for 1,900 days", "He was held for 1,200 days"),
        ("men were released by the court on Friday", "Women were released by the court on Friday"),
        ("Women were all released by the court", "Women were released by the court"),
        ("released by the court on a Friday,", "released by the court on Friday,"),
        ("Ilan Mareks", "Ilan\xa0Maresk"),
        ("“he was held for 1,201 days.”", "He was held for 1,200 days."),
        ("(held for 1,210 days.", "held for 1,200 days."),
    ],
)
def test_other_words_are_found_with_differences(quote: str, passage: str) -> None:
    assert looked(quote) == (ExcerptStatus.DIFFERS, passage)


@pytest.mark.parametrize(
    "quote",
    [
        "Nothing of this stands here at all",
        "resk",
        "The pages were burned, and nobody knows why the court said so",
        "a fast of the",
        "",
        " ",
        "…",
        "“ ”",
        "日",
    ],
)
def test_words_that_do_not_stand_there_are_not_found(quote: str) -> None:
    assert check(TEXT, quote) == Found(ExcerptStatus.NOT_FOUND)


def test_without_a_text_there_is_nothing_to_look_in() -> None:
    assert check(" \n", "March").status is ExcerptStatus.NO_TEXT
    assert check("", "").span is None


@pytest.mark.parametrize("gap", ["…", "...", "[…]", "[...]", "(…)", "....", ". . .", "[ … ]"])
def test_words_left_out_split_the_quotation_into_pieces(gap: str) -> None:
    found = check(TEXT, f"Bureau 9 opened {gap} Women were released {gap} why.")
    assert found.status is ExcerptStatus.FOUND
    assert [place.of(TEXT) for place in found.pieces] == [
        "Bureau 9 opened",
        "Women were released",
        "why.",
    ]
    assert found.span == Span(0, TEXT.index("why.") + 4)


def test_pieces_must_stand_in_the_order_of_the_quotation() -> None:
    assert looked("Women were released … Bureau 9 opened")[0] is ExcerptStatus.NOT_FOUND
    assert looked("Women were released … nowhere at all to be seen")[1] == ""


def test_pieces_are_taken_as_close_together_as_they_stand() -> None:
    assert looked("one … two", "One day one. And one, two.")[1] == "one, two"
    assert looked("a b … a b c", "a b a b. And a b c.")[1] == "a b. And a b c"


def test_pieces_too_far_apart_are_no_quotation() -> None:
    far = "one " + "x " * MOST_LEFT_OUT + "two"
    assert looked("one … two", far)[0] is ExcerptStatus.NOT_FOUND
    assert looked("one … two", far + " one two") == (ExcerptStatus.FOUND, "one two")


def test_a_piece_may_differ_and_a_literal_ellipsis_is_found_as_it_is() -> None:
    status, passage = looked("Burau 9 opened a case … held for 1,200 days")
    assert (status, passage[:8], passage[-4:]) == (ExcerptStatus.DIFFERS, "Bureau 9", "days")
    assert looked("Well… no", "He said: Well… no.") == (ExcerptStatus.FOUND, "Well… no")


def test_a_quotation_in_very_many_pieces_is_found_whole_or_not_at_all() -> None:
    pieces = [f"word{number} and more of it" for number in range(30)]
    text = ". ".join(pieces)
    assert looked(" … ".join(pieces), text)[0] is ExcerptStatus.FOUND
    assert looked(" … ".join(["worf0 and more of it", *pieces[1:]]), text)[1] == ""


def test_words_are_found_at_the_edges_of_words_alone() -> None:
    assert check("women, men", "men").pieces == (Span(7, 10),)
    assert check("amen " * 300, "men").status is ExcerptStatus.NOT_FOUND
    assert check("彼は言った", "言った").pieces == (Span(2, 5),)


def test_a_crowded_text_keeps_the_places_first_found() -> None:
    """Where looking backwards meets too many halves of words, the first way found holds."""
    text = "men " + "omens " * 300 + "two"
    assert check(text, "men … two").pieces[0] == Span(0, 3)


def test_what_lies_beyond_ten_million_letters_is_not_looked_at() -> None:
    assert check("a " * (LONGEST_TEXT // 2) + "end", "end").status is ExcerptStatus.NOT_FOUND


def test_a_very_long_quotation_is_not_guessed_at() -> None:
    long = "of the court " * (nearby.LONGEST // 13 + 1)
    assert nearest(long, long + "x", 0) is None
    assert nearest("", "…", 0) is None


def test_a_guess_never_reaches_back_before_its_start() -> None:
    assert nearest("Ilan Maresk. " + "x " * 30, "ilan maresk", 13) is None
    assert nearest("Maresk, Ilan. Ilam Maresk.", "Ilan Maresk", 14) == Span(14, 25)


def test_marks_around_the_words_are_taken_in_where_they_stand() -> None:
    text = "He came back late (as the Harrow Ledger wrote)."
    assert looked("(as the Harrow Leger wrote)", text)[1] == "(as the Harrow Ledger wrote)"


def test_the_rarer_words_decide_where_to_look() -> None:
    noise = "the man of the court in the city of the north. " * 200
    text = noise + "The man of Bureau 9 in the city of Vantoria. " + noise
    assert looked("the men of Bureau 9 in the city of Vantorria", text)[1] == (
        "The man of Bureau 9 in the city of Vantoria"
    )


def test_the_differences_are_told_word_by_word() -> None:
    changed = [
        (one.old, one.new)
        for one in differences("He was held for 1,900 days", "He was held for 1,200 days")
        if not one.is_same
    ]
    assert changed == [("900", "200")]


def test_what_the_quotation_leaves_out_is_no_difference() -> None:
    quote = "“Burau 9 opened … held for 1,200 days”"
    told = differences(quote, TEXT[: TEXT.index(" days") + 5])
    assert ("Burau", "Bureau") in [(one.old, one.new) for one in told]
    assert "".join(one.new for one in told) == "Bureau 9 opened … held for 1,200 days"


@given(texts, texts)
def test_quotation_and_passage_can_be_read_off_their_differences(one: str, other: str) -> None:
    told = differences("Ab " + one, "Ab " + other)
    assert "".join(change.old for change in told).startswith("Ab")
    assert all(change.old or change.new for change in told)
    assert not any(
        not first.is_same and not second.is_same and first.old and second.old
        for first, second in pairwise(told)
    )


def test_a_passage_unlike_the_quotation_is_told_as_a_whole() -> None:
    assert "".join(one.new for one in differences("a … b", "Nothing")) == "Nothing"


@given(any_text, any_text)
def test_no_quotation_crashes_and_every_place_lies_in_the_text(text: str, quote: str) -> None:
    found = check(text, quote)
    assert bool(found.pieces) == (found.status in {ExcerptStatus.FOUND, ExcerptStatus.DIFFERS})
    at = 0
    for place in found.pieces:
        assert at <= place.start < place.end <= len(text)
        at = place.end


@given(texts, texts)
def test_hostile_pairs_give_places_that_fold_to_the_same(text: str, quote: str) -> None:
    found = check(text, quote)
    if found.stands:
        whole = fold(quote).text
        assert all(fold(place.of(text)).text.strip("'") in whole for place in found.pieces)


@given(
    st.lists(st.text(alphabet="abAéß1日İςﬁ", min_size=1, max_size=5), min_size=1, max_size=20),
    st.lists(st.text(alphabet=" ,.-–“’'…\n\xad\U0001f600", min_size=1, max_size=4), min_size=20),
    st.data(),
)
def test_whole_words_cut_from_any_text_are_found_where_they_stand(
    words: list[str], between: list[str], data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    parts = [part for pair in zip(words, between, strict=False) for part in pair]
    text, cut = "".join(parts), "".join(parts[2 * first : 2 * last + 1])
    found = check(text, cut)
    assert found.stands
    assert found.span is not None
    assert found.span.of(text) == cut


@given(texts)
def test_every_place_of_a_folded_text_leads_back_to_its_own(text: str) -> None:
    folded = fold(text)
    at = 0
    for place in range(len(folded.text)):
        back = folded.back(Span(place, place + 1))
        assert at <= back.start < back.end <= len(text)
        at = back.start


def test_small_letters_are_as_many_as_capitals() -> None:
    every = "".join(map(chr, range(0x10000)))
    folded = fold(every)
    assert len(folded.small().text) == len(folded.text)


def calls(text: str, quote: str) -> int:
    """Count the calls that looking takes: work that no busy machine can blur."""
    count = 0

    def note(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(note)
    try:
        check(text, quote)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    ("unit", "quote"),
    [
        ("a", "aaaa"),
        ("a ", "a a a b"),
        ("the court of ", "of the court, the"),
        ("aa bb ", "aa … bb … cc"),
        ("aa " + "x " * 20, "aa … bb"),
        ("a\xad", "aab"),
        ("'\" ", "'x'"),
        ("xab ", "ab"),
        ("ﬁ\n\n-- ", "fix fi"),
        ("日", "日本"),
    ],
)
def test_looking_takes_work_in_proportion_to_the_text(unit: str, quote: str) -> None:
    short, long = (calls((unit * length)[:length], quote) for length in (6_000, 24_000))
    assert long < 6 * short
