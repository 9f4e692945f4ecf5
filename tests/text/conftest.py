"""Shorthands for reading a text as the finder does. All people and places are invented."""

from collections.abc import Callable

import pytest

from review.text.finder import find_claims
from review.text.finding import ClaimFound, SentenceFound


@pytest.fixture
def claim_with() -> Callable[..., ClaimFound]:
    """Return the one claim of a text whose words hold the given ones."""

    def find(text: str, words: str, language: str = "en") -> ClaimFound:
        [claim] = [c for c in find_claims(text, language).claims if words in c.text]
        return claim

    return find


@pytest.fixture
def sentence_with() -> Callable[..., SentenceFound]:
    """Return the one sentence of a text that holds the given words, with its disposition."""

    def find(text: str, words: str, language: str = "en") -> SentenceFound:
        found = find_claims(text, language).sentences
        [sentence] = [s for s in found if words in text[s.start : s.end]]
        return sentence

    return find
