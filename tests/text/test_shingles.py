from hypothesis import given
from hypothesis import strategies as st

from review.text.shingles import FEWEST, NEARLY_THE_SAME, likeness, shingles

WORDS = (
    "Bureau 9 of the Republic of Vantoria says that Ilan Maresk sold drawings of the harbour wall "
    "at Port Ilm to a foreign company in the spring of 2019, three years after the ministry had "
    "cleared the very same drawings for its own calendar, of which 4,000 copies were printed."
)
OTHER = (
    "The council of Harrow met on Tuesday to talk about the price of bread, and nobody could "
    "say why the mill at the lower bridge had stood still for eleven days while the bakers waited "
    "for flour that had been paid for long before the first snow fell on the hills."
)


def test_a_text_is_like_itself_whatever_its_capitals_and_marks() -> None:
    assert likeness(shingles(WORDS), shingles(WORDS.upper().replace(",", " —"))) == 1.0


def test_a_text_that_was_taken_over_with_words_around_it_is_found() -> None:
    retold = f"From our correspondent. {WORDS} {OTHER}"
    assert likeness(shingles(WORDS), shingles(retold)) == 1.0


def test_a_changed_word_costs_little_and_another_text_shares_nothing() -> None:
    changed = WORDS.replace("spring", "summer")
    assert NEARLY_THE_SAME < likeness(shingles(WORDS), shingles(changed)) < 1.0
    assert likeness(shingles(WORDS), shingles(OTHER)) == 0.0


def test_scraps_prove_nothing() -> None:
    scrap = " ".join(WORDS.split()[: FEWEST + 3])
    assert likeness(shingles(scrap), shingles(WORDS)) == 0.0
    assert likeness(shingles(""), shingles("")) == 0.0


@given(st.text(max_size=400), st.text(max_size=400))
def test_likeness_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    a, b = shingles(one), shingles(other)
    assert likeness(a, b) == likeness(b, a)
    assert 0.0 <= likeness(a, b) <= 1.0
