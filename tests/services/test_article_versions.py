"""A new text takes along what is found for certain, and asks a person about the rest."""

import pytest
import sqlalchemy as sa

from review.domain.errors import Conflict, Forbidden, Stale
from review.domain.vocabulary import CheckpointKind, ClaimState, Disposition
from review.models import ArticleVersion, Checkpoint, Claim
from review.services import articles, claim_words, sentences, sign_offs
from review.services.article_versions import NewVersion, add_version
from review.services.articles import About
from review.text.anchors import AnchorStatus
from tests.desk import SENTENCES, Desk

FIRST, SECOND, THIRD, FOURTH = (words for words, _ in SENTENCES)
SAME, MOVED = AnchorStatus.SAME, AnchorStatus.MOVED
NEEDS_HUMAN, ORPHAN = AnchorStatus.NEEDS_HUMAN, AnchorStatus.ORPHAN


def new_text(desk: Desk, *words: str, version: int | None = 1) -> NewVersion:
    return add_version(
        desk.session,
        article_id=desk.article.id,
        actor=desk.editor,
        version=version,
        prepared=articles.prepare("\n\n".join(words), About(language="en")),
    )


def standing(desk: Desk, claim: Claim) -> str:
    """The words at the claim's place, in the text that it stands in."""
    text = desk.session.get_one(ArticleVersion, claim.article_version_id)
    assert text.body[claim.start : claim.end] == claim.text
    return f"{text.number}: {claim.text}"


def disposition(desk: Desk, made: NewVersion, words: str) -> Disposition:
    start = made.text.body.index(words)
    return desk.session.scalars(
        sa.text("SELECT disposition FROM sentence WHERE article_version_id = :text"
                " AND start_at = :start").bindparams(text=made.text.id, start=start)
    ).one()  # fmt: skip


def test_claims_before_the_change_stay_and_those_after_it_move(desk: Desk) -> None:
    made = new_text(desk, FIRST, SECOND, "It rained for a week.", THIRD, FOURTH)
    assert (made.text.number, made.claims[SAME], made.claims[MOVED]) == (2, [1], [2, 3])
    for claim in (desk.accusation, desk.plain, desk.third):
        assert standing(desk, claim) == f"2: {claim.text}"
    assert made.to_place == 0


def test_a_claim_that_moves_keeps_its_review(desk: Desk) -> None:
    desk.to_awaiting(desk.third)
    before = (desk.third.round, desk.third.revision)
    new_text(desk, FIRST, "It rained for a week.", SECOND, THIRD, FOURTH)
    assert desk.third.state is ClaimState.AWAITING_SIGN_OFF
    assert (desk.third.round, desk.third.revision) == before


def test_what_points_into_the_text_moves_along(desk: Desk) -> None:
    claim = desk.accusation
    desk.session.add(
        Checkpoint(claim_id=claim.id, kind=CheckpointKind.NAME, start=0, end=8, text="Bureau 9")
    )
    desk.session.flush()
    made = new_text(desk, "It rained.", FIRST, SECOND, THIRD, FOURTH)
    cue = claim.suggestion["fabrication_cue"]
    points = desk.session.scalars(sa.select(Checkpoint).filter_by(claim_id=claim.id)).all()
    spots = [(cue["start"], cue["end"]), *((p.start, p.end) for p in points)]
    assert {made.text.body[start:end] for start, end in spots} == {"Bureau 9"}


def test_changed_words_wait_for_a_person_and_are_not_queued_twice(desk: Desk) -> None:
    made = new_text(desk, FIRST, "Fares in Vantoria tripled in 2025.", THIRD, FOURTH)
    assert made.claims[NEEDS_HUMAN] == [2]
    assert (made.to_place, made.added) == (1, 0)
    assert standing(desk, desk.plain) == f"1: {SECOND}"
    assert disposition(desk, made, "Fares in Vantoria tripled") == Disposition.UNDECIDED.value


def test_words_that_are_gone_are_lost_and_stay_on_the_old_text(desk: Desk) -> None:
    made = new_text(desk, FIRST, THIRD, FOURTH)
    assert made.claims[ORPHAN] == [2]
    assert standing(desk, desk.plain) == f"1: {SECOND}"


def test_a_new_sentence_brings_its_claim_into_the_queue(desk: Desk) -> None:
    new = "The Ostrane City Court tried eleven such cases between 2012 and 2021."
    made = new_text(desk, FIRST, SECOND, THIRD, FOURTH, new)
    claim = desk.session.scalars(sa.select(Claim).filter_by(number=4)).one()
    assert made.added == 1
    assert standing(desk, claim) == f"2: {new}"
    assert claim.state is ClaimState.QUEUED


def test_what_a_person_decided_of_a_sentence_holds_in_the_new_text(desk: Desk) -> None:
    sentences.dispose(
        desk.session,
        article_id=desk.article.id,
        sentence_id=desk.sentence(3).id,
        actor=desk.editor,
        version=None,
        disposition=Disposition.WAIVED,
        reason="From our own archive.",
    )
    made = new_text(desk, "It rained.", FIRST, SECOND, THIRD, FOURTH)
    assert disposition(desk, made, THIRD) == Disposition.WAIVED.value


def test_a_claim_that_was_withdrawn_does_not_come_back(desk: Desk) -> None:
    sign_offs.withdraw(
        desk.session,
        claim_id=desk.plain.id,
        actor=desk.editor,
        version=desk.plain.version,
        reason="Not checkable.",
    )
    made = new_text(desk, FIRST, SECOND, THIRD, FOURTH, "It rained.")
    assert desk.plain.number not in [n for numbers in made.claims.values() for n in numbers]
    texts = desk.session.scalars(
        sa.select(Claim.text).where(Claim.state != ClaimState.WITHDRAWN)
    ).all()
    assert SECOND not in texts
    assert disposition(desk, made, SECOND) == Disposition.WAIVED.value


def test_a_signature_ends_with_the_text_that_it_was_given_for(desk: Desk) -> None:
    desk.signed(desk.third)
    new_text(desk, "It rained.", FIRST, SECOND, THIRD, FOURTH)
    assert desk.third.state is ClaimState.QUEUED
    assert "new version" in desk.third.sent_back_reason


def test_it_is_one_row_of_the_ledger_and_one_for_every_signature_that_ends(desk: Desk) -> None:
    desk.signed(desk.third)
    before = len(desk.acts())
    new_text(desk, "It rained.", FIRST, SECOND, FOURTH)
    assert [row.action for row in desk.acts()[before:]] == ["add_version", "void"]
    payload = desk.acts("add_version")[0].payload
    assert payload["claims"] == {"same": [], "moved": [1, 2, 3], "needs_human": [], "orphan": []}


def test_a_lost_claim_is_found_again_by_the_version_that_brings_its_words_back(desk: Desk) -> None:
    new_text(desk, FIRST, THIRD, FOURTH)
    made = new_text(desk, "It rained.", FIRST, SECOND, THIRD, FOURTH, version=2)
    assert 2 in made.claims[MOVED]
    assert standing(desk, desk.plain) == f"3: {SECOND}"


def test_a_lost_claim_is_not_split_before_it_has_its_place(desk: Desk) -> None:
    new_text(desk, FIRST, THIRD, FOURTH)
    claim = desk.plain
    with pytest.raises(Conflict, match="lost this claim's words"):
        claim_words.split(
            desk.session,
            claim_id=claim.id,
            actor=desk.editor,
            version=claim.version,
            places=[(claim.start, claim.start + 5), (claim.start + 6, claim.end)],
        )


def test_a_claim_is_given_its_place_in_the_new_text_by_its_new_words(desk: Desk) -> None:
    made = new_text(desk, FIRST, "Fares in Vantoria tripled in 2025.", THIRD, FOURTH)
    start = made.text.body.index("Fares")
    claim_words.reword(
        desk.session,
        claim_id=desk.plain.id,
        actor=desk.editor,
        version=desk.plain.version,
        start=start,
        end=start + len("Fares in Vantoria tripled in 2025."),
    )
    assert standing(desk, desk.plain) == "2: Fares in Vantoria tripled in 2025."
    assert disposition(desk, made, "Fares in Vantoria tripled") == Disposition.CLAIM.value


def test_a_text_that_came_in_between_makes_the_form_stale(desk: Desk) -> None:
    new_text(desk, FIRST, SECOND, THIRD, FOURTH, "It rained.")
    with pytest.raises(Stale):
        new_text(desk, FIRST, SECOND, THIRD, FOURTH, "It snowed.", version=1)


def test_the_same_text_is_no_new_version(desk: Desk) -> None:
    with pytest.raises(Conflict, match="a version of this article"):
        new_text(desk, FIRST, SECOND, THIRD, FOURTH)


def test_the_text_of_another_article_is_no_version_of_this_one(desk: Desk) -> None:
    other = articles.prepare("It rained for a week in Ostrane.", About(language="en"))
    twin = articles.import_article(desk.session, prepared=other, actor=desk.editor)
    with pytest.raises(Conflict, match=f"a version of article {twin.id}"):
        new_text(desk, other.text)


def test_only_an_editor_brings_in_a_new_text(desk: Desk) -> None:
    with pytest.raises(Forbidden):
        add_version(
            desk.session,
            article_id=desk.article.id,
            actor=desk.ana,
            version=1,
            prepared=articles.prepare("It rained.", About(language="en")),
        )
