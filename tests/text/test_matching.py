import pytest

from review.text.matching import match

CORPUS = [
    ("a", "Bureau 9 convicted 14 people of spying between 2019 and 2024."),
    ("b", "The harbour of Port Ilm froze over in January."),
    ("c", "Oda Brekke owns a boat that was paid for by the city."),
    ("d", "Гавань Порт-Ільма замерзла в січні."),
    ("e", ""),
]


def best(query: str, **options: float) -> list[str]:
    return [claim for _, claim, _ in match(CORPUS, [("q", query)], **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "claim"),
    [
        ("Is it true that fourteen people were convicted for spying by Bureau 9?", "a"),
        ("the HARBOUR at Port Ilm is freezing!", "b"),
        ("Did the city pay for Brekke's boats", "c"),
        ("Чи замерзла гавань Порт-Ільма?", "d"),
    ],
)
def test_a_repeated_claim_is_found_first(query: str, claim: str) -> None:
    assert best(query)[0] == claim


def test_the_same_words_score_about_one() -> None:
    [(_, claim, score), *_] = match(CORPUS, [("q", CORPUS[0][1])])
    assert claim == "a"
    assert score == pytest.approx(1, abs=0.01)


def test_scores_fall_and_no_more_than_k_are_given() -> None:
    found = list(match(CORPUS, [("q", "the city and the harbour of Bureau 9 in January")], k=2))
    assert len(found) == 2
    assert found[0][2] >= found[1][2]


def test_a_query_below_the_minimum_stays_without_an_answer() -> None:
    assert best("the weather in spring", minimum=0.6) == []


def test_words_that_nobody_used_find_nothing() -> None:
    assert best("xylophone") == []
    assert best("") == []


def test_an_empty_corpus_answers_nothing() -> None:
    assert list(match([], [("q", "anything")])) == []
    assert list(match([("a", "")], [("q", "anything")])) == []


def test_every_query_keeps_its_own_id_and_order() -> None:
    found = list(match(CORPUS, [("q1", "harbour froze"), ("q2", "boat paid")], k=1))
    assert [(q, c) for q, c, _ in found] == [("q1", "b"), ("q2", "c")]
