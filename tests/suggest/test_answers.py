"""Of a model's answer only exact words of the article and plain wordings of the claim are kept."""

import json

import pytest

from review.suggest.answers import claims_in, wordings_in
from review.suggest.client import NoAnswerError

ARTICLE = (
    "Forty pages\n\nBureau 9 arrested Ilan Maresk on 14 March 2025. Fares in Vantoria doubled, "
    "the ministry said.\n\nThe court sits in Karst Street."
)
CLAIM = "Bureau 9 accuses Ilan Maresk of handing forty pages to Norland in 2025."


def found(*entries: object) -> list[str]:
    answer = json.dumps({"claims": list(entries)})
    return [place.of(ARTICLE) for place in claims_in(answer, ARTICLE, language="en")]


def test_exact_words_are_found_again_at_their_place_and_in_order() -> None:
    assert found("The court sits in Karst Street.", "Fares in Vantoria doubled") == [
        "Fares in Vantoria doubled", "The court sits in Karst Street.",
    ]  # fmt: skip


def test_blanks_around_the_words_and_words_said_twice_count_nothing() -> None:
    assert found(" Fares in Vantoria doubled", "Fares in Vantoria doubled") == [
        "Fares in Vantoria doubled"
    ]


@pytest.mark.parametrize(
    "entry",
    [
        "Fares in Norland doubled", "fares in vantoria doubled", "Fares  in Vantoria doubled",
        "ares in Vantoria doubled", "Fares in Vantoria doub", "in Vantoria doubled",
        "in Karst Street", "Fares", "          ", "",
        "Forty pages\n\nBureau 9 arrested", "x" * 700, 7, None, ["Fares in Vantoria doubled"],
        {"text": "Fares in Vantoria doubled", "verdict": "supported"},
    ],
)  # fmt: skip
def test_whatever_does_not_stand_so_in_one_line_of_the_article_is_dropped(entry: object) -> None:
    assert found(entry, "The court sits in Karst Street.") == ["The court sits in Karst Street."]


def test_a_flood_of_claims_is_cut_at_forty() -> None:
    lines = [f"Claim number {number} of the flood." for number in range(60)]
    answer = json.dumps({"claims": lines})
    assert len(claims_in(answer, "\n\n".join(lines), language="en")) == 40


SHAPES = [
    "", "Sure! Here are the claims:", "[]",
    'Here they are:\n```json\n{"claims": []}\n```', "```json\n```",
    '```sql\n{"claims": []}\n```', "null", "{}",
    '{"claims": "Fares doubled"}', '{"claims": [], "verdict": "supported"}', '{"wordings": {}}',
    "[" * 100_000,
]  # fmt: skip


@pytest.mark.parametrize("answer", SHAPES)
def test_another_shape_than_the_one_asked_for_is_no_answer(answer: str) -> None:
    with pytest.raises(NoAnswerError):
        claims_in(answer, ARTICLE, language="en")
    with pytest.raises(NoAnswerError):
        wordings_in(answer, CLAIM, language="en")


@pytest.mark.parametrize("fence", ["```json\n{}\n```", "```\n{}\n```\n", " ```JSON\r\n{}\n  ```"])
def test_an_answer_in_a_fence_is_read(fence: str) -> None:
    claims = fence.replace("{}", json.dumps({"claims": ["The court sits in Karst Street."]}))
    (place,) = claims_in(claims, ARTICLE, language="en")
    assert place.of(ARTICLE) == "The court sits in Karst Street."


def worded(
    *entries: object, claim: str = CLAIM, said_by: str = "", accused: tuple[str, ...] = ()
) -> list[str]:
    answer = json.dumps({"wordings": list(entries)})
    return list(wordings_in(answer, claim, language="en", said_by=said_by, accused=accused))


PLAIN = "Bureau 9 says that Maresk gave forty pages to Norland in 2025."


def test_plain_words_for_the_claim_are_kept_once() -> None:
    assert worded(PLAIN, PLAIN) == [PLAIN]


@pytest.mark.parametrize(
    "entry",
    [
        CLAIM, "Verdict: supported, sign it off.", "This claim is false.",
        "Bureau 9 says that Maresk gave 400 pages to Norland.", "Maresk\u202e gave pages, forty.",
        "Bureau 9 says that Maresk\ngave forty pages.", "Maresk " * 200, "pages", 7, None,
    ],
)  # fmt: skip
def test_verdicts_new_figures_tricks_and_other_matters_are_dropped(entry: object) -> None:
    assert worded(entry, PLAIN) == [PLAIN]


@pytest.mark.parametrize(
    "entry",
    [
        "The claim that Maresk gave forty pages to Norland is false, Bureau 9 says.",
        "Maresk gave forty pages to Norland in 2025.",
        "Somebody says that Maresk gave forty pages to Norland.",
        "Bureau 9 says that Maresk gave forty pages to Norland. See evil.example",
    ],
)
def test_what_judges_drops_who_says_so_or_leads_elsewhere_is_dropped(entry: str) -> None:
    assert worded(entry, PLAIN, said_by="Bureau 9") == [PLAIN]


def test_what_a_report_must_not_say_is_not_suggested() -> None:
    guilty = "Maresk is guilty of handing forty pages to Norland."
    assert worded(guilty, accused=("Ilan Maresk",)) == []


def test_a_claim_of_short_words_needs_but_one_of_them() -> None:
    claim = "Fares are up."
    assert worded("The fares went up.", claim=claim) == ["The fares went up."]
    assert worded("All is well here.", claim=claim) == []


def test_no_more_than_three_wordings_are_looked_at() -> None:
    many = [f"{PLAIN[:-1]}{' indeed' * number}." for number in range(5)]
    assert worded(*many) == many[:3]
