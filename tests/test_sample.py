"""The sample article shows a new desk what the work is like, and decides nothing."""

from review.domain.vocabulary import ClaimKind, Disposition
from review.sample import SAMPLE_LANGUAGE, SAMPLE_TEXT, SAMPLE_TITLE
from review.text.canonical import canonical_text
from review.text.finder import find_claims


def test_it_is_an_article_of_a_page_in_canonical_form() -> None:
    assert 450 <= len(SAMPLE_TEXT.split()) <= 600
    assert SAMPLE_TEXT.startswith(SAMPLE_TITLE)
    assert canonical_text(SAMPLE_TEXT) == SAMPLE_TEXT


def test_it_brings_accusations_outcomes_figures_and_a_cue() -> None:
    found = find_claims(SAMPLE_TEXT, SAMPLE_LANGUAGE)
    kinds = {claim.kind for claim in found.claims}
    assert {ClaimKind.ACCUSATION, ClaimKind.LEGAL_OUTCOME} <= kinds
    assert any(claim.accusation for claim in found.claims)
    assert any(claim.fabrication_cue for claim in found.claims)
    assert any(claim.attributed_to for claim in found.claims)


def test_it_holds_sentences_of_both_kinds() -> None:
    dispositions = {s.disposition for s in find_claims(SAMPLE_TEXT, SAMPLE_LANGUAGE).sentences}
    assert {Disposition.CLAIM, Disposition.NO_FACTUAL_CONTENT} <= dispositions
