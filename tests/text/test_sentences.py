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
    "a quotation that its line does not close": (
        "en",
        '"The port is shut," she said. "The pumps broke.',
        ['"The port is shut," she said.', '"The pumps broke.'],
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
    "blanks inside French quotation marks": (
        "fr",
        "« Le port est fermé. » dit Oda Brekke. Fin.",
        ["« Le port est fermé. » dit Oda Brekke.", "Fin."],
    ),
    "a single letter that ends a sentence": (
        "en",
        "They tried plan B. It failed. Oda B. Brekke left.",
        ["They tried plan B.", "It failed.", "Oda B. Brekke left."],
    ),
    "a firm at the end, and one before more": (
        "en",
        "She left Harrow Inc. The firm closed. Harrow Inc. Vantoria stayed open.",
        ["She left Harrow Inc.", "The firm closed.", "Harrow Inc. Vantoria stayed open."],
    ),
    "ranks and firms of other countries": (
        "en",
        "He met Adm. Brekke and Cmdr. Venn of Harrow Kft. (HDT) in St. Ilm.",
        ["He met Adm. Brekke and Cmdr. Venn of Harrow Kft. (HDT) in St. Ilm."],
    ),
    "no is a word, and short for number": (
        "en",
        "He met Bureau No. 9. The answer was no. It rained.",
        ["He met Bureau No. 9.", "The answer was no.", "It rained."],
    ),
    "a bracket inside a sentence, and a sentence in brackets": (
        "en",
        "It was over (see fig. 3). (The gate was shut.) It rained.",
        ["It was over (see fig. 3).", "(The gate was shut.)", "It rained."],
    ),
    "a number at the head of a list": (
        "en",
        "1. The gate was shut.\n12) It rained.",
        ["1. The gate was shut.", "12) It rained."],
    ),
    "a year before a pronoun in Ukrainian": (
        "uk",
        "Його арештували у 2024 р. Він мовчав. У 2024 р. Бюро зачинили.",
        ["Його арештували у 2024 р.", "Він мовчав.", "У 2024 р. Бюро зачинили."],
    ),
    "a place and a day before the text": (
        "en",
        "PORT ILM, May 3 — The gate was shut. It rained.",
        ["PORT ILM, May 3 —", "The gate was shut.", "It rained."],
    ),
    "a news agency before the text": (
        "en",
        "Port Ilm (dpa) - The gate was shut.",
        ["Port Ilm (dpa) -", "The gate was shut."],
    ),
    "a name with a party is no dateline": (
        "en",
        "Oda Brekke (HVP) – The Mayor. HVP – the party – won.\nPORT ILM —",
        ["Oda Brekke (HVP) – The Mayor.", "HVP – the party – won.", "PORT ILM —"],
    ),
    "a body with a dash is no dateline": (
        "en",
        "NATION 9 — the party — won. It rained.",
        ["NATION 9 — the party — won.", "It rained."],
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
