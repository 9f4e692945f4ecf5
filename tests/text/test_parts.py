"""Several facts in one sentence, each at its own place. All people and places are invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.text.finder import find_claims
from review.text.finding import Found
from review.text.lexicon import load
from review.text.parts import parts_in
from review.text.reading import read
from review.text.spans import Span

CUT = {
    "en": [
        "Fares rose by 12 per cent in 2024 | by 9 per cent in 2025.",
        "Ilan Maresk was arrested in 2019 | released in 2021.",
        "Ilan Maresk was arrested in 2019 | later released in 2021.",
        "Police arrested 12 people, | closed two offices, | then fined Delia Forsant $3 million.",
        "The bureau said that 12 people were arrested | that 40 pages were found.",
        "Bureau 9 denied it on 3 March 2024; | Ilan Maresk was freed in Port Ilm.",
        "Harrow counted 12 dead on Monday; | Port Ilm: 14.",
        "The factory employs 300 people, | the harbour has 1,200 workers, the bureau said.",
        "The court fined Maresk 12 million | Forsant 9 million in 2019.",
        "He was arrested in Harrow | died in custody.",
        "The minister was dismissed in 2019, | ships were sold to Norland in 2020.",
        "In 2019 the office closed in Harrow | wages fell by 3 per cent.",
    ],
    "de": [
        "Die Polizei verhaftete 12 Menschen | beschlagnahmte 40 Waffen.",
        "Die Preise stiegen 2024 um 12 Prozent, | die Löhne um 3 Prozent sanken.",
    ],
    "uk": ["Поліція затримала 12 людей | вилучила 40 одиниць зброї."],
    "ru": ["Полиция задержала 12 человек | изъяла 40 единиц оружия."],
}
WORDS = {"en": "and", "de": "und", "uk": "і", "ru": "и"}
WHOLE = [
    "The army and the police arrested 12 people in 2019.",
    "Between 12 and 14 people died in Port Ilm on Monday and Tuesday.",
    "Exports were between 12 million in 2019 and 14 million in 2020.",
    "He was sentenced to 9 years and 6 months in Port Ilm.",
    "Exports fell by two and a half million in 2024.",
    "Norland sold ships and planes built in 2019.",
    "He did not flee to Norland in 2019 and sell 40 pages.",
    "Delia Forsant, 41, and Ilan Maresk, 38, were sentenced to nine years in Harrow.",
    "Ilan Maresk, who is a tailor, was arrested in 2019.",
    "The office was closed in 2019 (12 people were dismissed and 14 were moved).",
    "“We lost 14 men in 2019 and were robbed in 2020,” Delia Forsant said in Harrow.",
    "Ilan Maresk was arrested in 2019 and will return to Harrow in 2030.",
    "The court sits in Karst Street.",
    "President Ilan Maresk of Norland and Delia Forsant of Vantoria signed it on 3 March 2024.",
    "The Harrow–Ilm railway was closed in 2019.",
    "Ilan Maresk, a tailor and a clerk in Harrow, was arrested in 2019.",
    "Bureau 9 freed Ilan Maresk and the Harrow Ledger in 2019.",
    "Delia Forsant left Harrow in 2019, and",
]


def parts(text: str, language: str = "en") -> list[str]:
    [claim] = find_claims(text, language).claims
    assert all(text[part.start : part.end] == part.text for part in claim.parts)
    return [part.text for part in claim.parts]


def joined(row: str, language: str) -> str:
    """The sentence that the marked one stands for."""
    word = WORDS[language]
    return row.replace("; |", ";").replace(", |", f", {word}").replace(" |", f" {word}")


@pytest.mark.parametrize(
    ("row", "language"), [(row, code) for code, rows in CUT.items() for row in rows]
)
def test_a_sentence_is_cut_where_another_fact_begins(row: str, language: str) -> None:
    wanted = [piece.strip(" ,;") for piece in row.split("|")]
    assert parts(joined(row, language), language) == wanted


@pytest.mark.parametrize("text", WHOLE)
def test_one_fact_has_no_parts(text: str) -> None:
    claims = find_claims(text, "en").claims
    assert [claim.parts for claim in claims] == [() for _ in claims]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Police arrested Ilan Maresk, who had sold 40 pages to Norland in 2019.",
            ["Police arrested Ilan Maresk",
             "Ilan Maresk, who had sold 40 pages to Norland in 2019."],
        ),
        (
            "The mine, which employs 300 people, was opened in 1990.",
            ["The mine, which employs 300 people", "was opened in 1990."],
        ),
        (
            "Norland fined the mine, which employs 300 people.",
            ["Norland fined the mine", "the mine, which employs 300 people."],
        ),
        (
            "In 2019 Norland freed engineers, who had sold 40 pages.",
            ["In 2019 Norland freed engineers", "engineers, who had sold 40 pages."],
        ),
        (
            "In 2019 Norland built new wide inland harbour shop roofs, which cost $9 million.",
            ["In 2019 Norland built new wide inland harbour shop roofs", "which cost $9 million."],
        ),
    ],
)  # fmt: skip
def test_a_relative_clause_takes_the_words_along_that_it_speaks_of(
    text: str, wanted: list[str]
) -> None:
    assert parts(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The factory employs 300 people, while the harbour has 1,200 workers.",
            ["The factory employs 300 people", "the harbour has 1,200 workers."],
        ),
        (
            "He sold 40 pages; and Delia Forsant left Harrow in 2019.",
            ["He sold 40 pages", "Delia Forsant left Harrow in 2019."],
        ),
        (
            "Bureau 9 said it “closed 40 offices,” and Delia Forsant fled in 2019.",
            ["Bureau 9 said it “closed 40 offices,”", "Delia Forsant fled in 2019."],
        ),
        (
            "The mine lost 12 ships in 2019, said the bureau, and closed in 2020.",
            ["The mine lost 12 ships in 2019, said the bureau", "closed in 2020."],
        ),
        (
            "The mine lost 14 ships in 2019, 9 in 2020 and 22 in 2021.",
            ["The mine lost 14 ships in 2019", "9 in 2020", "22 in 2021."],
        ),
    ],
)
def test_a_comma_cuts_only_before_another_fact(text: str, wanted: list[str]) -> None:
    assert parts(text) == wanted


def test_a_relative_clause_needs_no_known_verb() -> None:
    text = "The mine, whose 300 men guffaw, was opened in 1990."
    assert parts(text) == ["The mine, whose 300 men guffaw", "was opened in 1990."]


def test_a_quotation_that_fills_its_sentence_is_cut_too() -> None:
    text = "“Bureau 9 arrested 14 men in 2019 and closed 40 offices in 2020.”"
    assert parts(text) == ["“Bureau 9 arrested 14 men in 2019", "closed 40 offices in 2020.”"]


def test_a_language_without_a_pack_has_semicolons_only() -> None:
    text = "Bureau 9 : 12 à Port Ilm; Bureau 8 : 14 à Harrow"
    [reading] = read(text, [Span(0, len(text))], load("fr"))
    found = find_claims(text, "fr")
    assert len(parts_in(reading, found.claims[0].checkpoints, load("fr"))) == 2


def test_parts_stay_inside_their_claim_in_plain_data_and_in_json() -> None:
    found = find_claims("Ilan Maresk was arrested in 2019 and released in 2021.", "en")
    assert Found.from_plain(found.as_plain()) == found
    [claim] = found.as_json()["claims"]  # type: ignore[misc]
    assert claim["parts"] == [
        {"start": 0, "end": 32, "text": "Ilan Maresk was arrested in 2019"},
        {"start": 37, "end": 54, "text": "released in 2021."},
    ]


PIECES = st.sampled_from(
    ["Ilan Maresk", "was", "arrested", "and", ",", ";", "(", ")", "[", "]", "“", "”", "who", "$3",
     "which", "in 2019", "12", "people", "not", "between", "between 12", "both", "died", "also",
     "million", "he", "—", "the", "й", "und", "die", "9 years", "while", "said", "."]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=40), st.sampled_from(["en", "de", "uk", "ru", "fr"]))
def test_parts_never_leave_their_claim_and_are_two_at_the_least(
    row: list[str], language: str
) -> None:
    text = " ".join(row)
    for claim in find_claims(text, language).claims:
        assert len(claim.parts) != 1
        for part in claim.parts:
            assert claim.start <= part.start < part.end <= claim.end
            assert text[part.start : part.end] == part.text != claim.text
