"""No sentence is silently skipped, whatever becomes of its claims."""

import pytest

from review.domain.vocabulary import Disposition
from review.services import claim_words, claims, sign_offs
from tests.desk import Desk


def disposition(desk: Desk, number: int) -> Disposition:
    return desk.sentence(number).disposition


def test_a_claim_by_hand_accounts_for_its_sentence(desk: Desk) -> None:
    sentence = desk.sentence(3)
    claims.add(
        desk.session,
        article_id=desk.article.id,
        actor=desk.editor,
        start=sentence.start,
        end=sentence.end,
    )
    assert sentence.disposition is Disposition.CLAIM
    assert sentence.decided_by_id == desk.editor.user_id


def test_a_sentence_that_its_only_claim_has_left_is_to_be_decided_again(desk: Desk) -> None:
    third = desk.sentence(3)
    claim_words.reword(
        desk.session,
        claim_id=desk.plain.id,
        actor=desk.editor,
        version=desk.plain.version,
        start=third.start,
        end=third.end,
    )
    assert disposition(desk, 2) is Disposition.UNDECIDED
    assert disposition(desk, 3) is Disposition.CLAIM


def test_withdrawing_the_only_claim_waives_its_sentence_by_name_and_reason(desk: Desk) -> None:
    sign_offs.withdraw(
        desk.session,
        claim_id=desk.plain.id,
        actor=desk.editor,
        version=desk.plain.version,
        reason="A forecast, on second reading.",
    )
    sentence = desk.sentence(2)
    assert sentence.disposition is Disposition.WAIVED
    assert sentence.reason == "claim 2 withdrawn: A forecast, on second reading."
    assert sentence.decided_by_id == desk.editor.user_id


def test_a_sentence_keeps_its_other_claims_word(desk: Desk) -> None:
    sentence = desk.sentence(2)
    claims.add(
        desk.session,
        article_id=desk.article.id,
        actor=desk.editor,
        start=sentence.start,
        end=sentence.start + len("Fares in Vantoria"),
    )
    sign_offs.withdraw(
        desk.session,
        claim_id=desk.plain.id,
        actor=desk.editor,
        version=desk.plain.version,
        reason="Said twice.",
    )
    assert disposition(desk, 2) is Disposition.CLAIM


def test_the_words_of_a_withdrawn_claim_may_be_a_claim_again(desk: Desk) -> None:
    sign_offs.withdraw(
        desk.session,
        claim_id=desk.plain.id,
        actor=desk.editor,
        version=desk.plain.version,
        reason="Withdrawn by mistake.",
    )
    again = claims.add(
        desk.session,
        article_id=desk.article.id,
        actor=desk.editor,
        start=desk.plain.start,
        end=desk.plain.end,
    )
    assert again.text == desk.plain.text
    assert disposition(desk, 2) is Disposition.CLAIM


@pytest.mark.parametrize("cut", [9, 17])
def test_splitting_keeps_the_sentence_accounted_for(desk: Desk, cut: int) -> None:
    claim = desk.plain
    claim_words.split(
        desk.session,
        claim_id=claim.id,
        actor=desk.editor,
        version=claim.version,
        places=[(claim.start, claim.start + cut), (claim.start + cut, claim.end)],
    )
    assert disposition(desk, 2) is Disposition.CLAIM
