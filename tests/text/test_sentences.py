import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.text.sentences import split

CASES = {
    "an abbreviation before a name": (
        "en",
        "He met Dr. Solen and Mr. J. K. Venn. They left.",
        ["He met Dr. Solen and Mr. J. K. Venn.", "They left."],
    ),
    "sentences inside a quotation": (
        "en",
        "“The port is shut. Nobody works.” Venn left.",
        ["“The port is shut.", "Nobody works.”", "Venn left."],
    ),
    "an attribution behind a quotation": (
        "fr",
        "«Le port est fermé.» dit-elle. Fin.",
        ["«Le port est fermé.» dit-elle.", "Fin."],
    ),
    "a bracketed sentence": (
        "en",
        "[The file is lost.] Then e.g. nothing happened.",
        ["[The file is lost.]", "Then e.g. nothing happened."],
    ),
    "an omission in brackets": (
        "en",
        "She said: “It matters [...] But how much, we do not know.”",
        ["She said: “It matters [...] But how much, we do not know.”"],
    ),
    "a heading without a stop": (
        "en",
        "What the bureau says\nIt says nothing.",
        ["What the bureau says", "It says nothing."],
    ),
    "initials in Russian": (
        "ru",
        "В 2024 г. суд оправдал А. Б. Мареска. Он дома.",
        ["В 2024 г. суд оправдал А. Б. Мареска.", "Он дома."],
    ),
    "a sum in Russian": (
        "ru",
        "Штраф 3 млн. руб. отменён. Дело закрыто.",
        ["Штраф 3 млн. руб. отменён.", "Дело закрыто."],
    ),
    "abbreviations in Ukrainian": (
        "uk",
        "Бюро на вул. Портовій, буд. 5. Воно зачинене.",
        ["Бюро на вул. Портовій, буд. 5.", "Воно зачинене."],
    ),
    "an ordinal in German": (
        "de",
        "Der 2. Zeuge schwieg am 5. Juli. Das Gericht wartete.",
        ["Der 2. Zeuge schwieg am 5. Juli.", "Das Gericht wartete."],
    ),
    "a year at the end in German": (
        "de",
        "Das war 2019. Danach kam nichts.",
        ["Das war 2019.", "Danach kam nichts."],
    ),
    "a month at the end": (
        "en",
        "It rained until 9 May. Then it snowed.",
        ["It rained until 9 May.", "Then it snowed."],
    ),
    "a year at the end in English": (
        "en",
        "It was 2019. Then it rained.",
        ["It was 2019.", "Then it rained."],
    ),
}


@pytest.mark.parametrize(("language", "text", "wanted"), CASES.values(), ids=CASES)
def test_sentences_end_where_a_reader_ends_them(
    language: str, text: str, wanted: list[str]
) -> None:
    assert [span.of(text) for span in split(text, language)] == wanted


def test_a_line_longer_than_any_article_is_split_like_a_short_one() -> None:
    sentence = "Oda Brekke met the crew of ship 9 at noon. "
    spans = split(sentence * 1000, "en")
    assert len(spans) == 1000
    assert {span.of(sentence * 1000) for span in spans} == {sentence.strip()}
    assert len(split("ship " * 10_000, "en")) == 1


def test_a_text_without_words_has_no_sentences() -> None:
    assert split(" \n\t\n ", "en") == []


@given(
    st.text(alphabet='aB. \n!?“”"«»()[]1Жё’😀\u200f', max_size=200),
    st.sampled_from(["en", "de", "uk", "ru", "fr"]),
)
def test_sentences_are_in_order_and_cover_every_character_once(text: str, language: str) -> None:
    reached = 0
    for span in split(text, language):
        assert reached <= span.start < span.end <= len(text)
        assert not text[reached : span.start].strip()
        assert "\n" not in span.of(text)
        assert span.of(text) == span.of(text).strip()
        reached = span.end
    assert not text[reached:].strip()
