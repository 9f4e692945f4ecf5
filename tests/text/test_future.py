"""German tells a future from a passive by the last word of the clause. All of it is invented."""

from collections.abc import Callable

import pytest

from review.domain.vocabulary import Disposition
from review.text.finding import SentenceFound


@pytest.mark.parametrize(
    ("text", "is_claim"),
    [
        ("Die Regierung von Vantorien wird den Hafen schließen.", False),
        ("Die Verwaltung werde im Herbst neue Kais bauen, sagte ein Sprecher.", False),
        ("Delia Forsant und ihr Bruder werden den Hafen verkaufen müssen.", False),
        ("Der Hafen von Port Ilm wird geschlossen.", True),
        ("Die Preise werden zentral erhoben.", True),
        ("Der Hafen werde zurzeit umgebaut, sagte ein Sprecher.", True),
        ("Die Wachen würden bedroht, sagte ein Sprecher.", True),
        ("Ingenieur wird er in Port Ilm genannt, und das Leben geht weiter.", True),
        ("Vantorien kauft den Hafen, der Minister wird", True),
    ],
)
def test_a_german_future_is_a_forecast_and_a_passive_is_not(
    text: str, is_claim: bool, sentence_with: Callable[..., SentenceFound]
) -> None:
    found = sentence_with(text, text, "de").disposition
    assert (found is Disposition.CLAIM) is is_claim
