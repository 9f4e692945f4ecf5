import pytest

from review.text.finder import find_claims
from review.text.ranking import models, rank

CHECKABLE = [
    "Unemployment fell by 4 percent under this government, the lowest in 20 years.",
    "They voted against the bill that cut taxes for 3 million families.",
]
IDLE = ["Thank you all very much.", "Good evening, and welcome.", "What do you think?"]


@pytest.mark.parametrize("checkable", CHECKABLE)
@pytest.mark.parametrize("idle", IDLE)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_checkable_sentence_ranks_before_an_idle_one(
    checkable: str, idle: str, language: str
) -> None:
    assert rank(checkable, language) > rank(idle, language)


@pytest.mark.parametrize("sentence", ["", "   ", "x" * 5000, *CHECKABLE, *IDLE])
def test_a_rank_lies_between_0_and_1_and_never_changes(sentence: str) -> None:
    assert 0 <= rank(sentence) <= 1
    assert rank(sentence) == rank(sentence)


def test_the_weights_hold_words_and_pairs_never_sentences() -> None:
    for model in models().values():
        assert all(len(word.split()) <= 2 for word in model.words)


def test_a_harmful_claim_scores_above_a_figure_and_a_figure_above_background() -> None:
    text = (
        "Ilan Maresk was convicted of spying in June. Exports fell by 9 percent in May.\n"
        "The river is green."
    )
    scores = [claim.score for claim in find_claims(text, "en").claims]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_every_score_has_reasons_in_words() -> None:
    text = (
        "Bureau closes the port\n"
        "Officers, anonymous sources said, were sentenced for fraud on baseless charges.\n"
        "Oda Brekke reportedly met nobody."
    )
    title, sentenced, hedged = find_claims(text, "en").claims
    assert "stands in the title" in title.why
    assert {"an act of court or police", "the accusation is contested", "an unnamed source"} <= set(
        sentenced.why
    )
    assert all(claim.why for claim in (title, sentenced, hedged))
