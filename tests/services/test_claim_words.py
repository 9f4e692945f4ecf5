"""A claim's words are moved, split and merged; what anybody judged is never moved under them."""

import pytest
import sqlalchemy as sa

from review.domain.errors import Conflict, Invalid
from review.domain.vocabulary import ClaimKind, ClaimState
from review.models import Accusation, Checkpoint, Claim
from review.services import articles, assignments, claim_words, evidence, sign_offs
from tests.desk import SENTENCES, Desk, note
from tests.services.verbs import import_article, merge, reword, split


def test_other_words_are_another_revision_with_their_own_checkpoints(desk: Desk) -> None:
    desk.session.add(
        Checkpoint(claim_id=desk.plain.id, kind="name", start=0, end=1, text="of old words")
    )
    desk.session.flush()
    made = reword(desk)(end=desk.plain.end)
    assert (made.revision, made.text) == (2, SENTENCES[1][0])
    assert (made.prefix[-2:], made.suffix[:2]) == ("\n\n", "\n\n")
    points = desk.session.scalars(sa.select(Checkpoint).filter_by(claim_id=made.id)).all()
    assert points
    assert "of old words" not in {point.text for point in points}


def test_a_claim_that_is_called_an_accusation_gets_a_sheet_and_two_assessors(desk: Desk) -> None:
    made = reword(desk)(kind=ClaimKind.ACCUSATION)
    assert (made.kind, made.required) == (ClaimKind.ACCUSATION, 2)
    sheets = sa.select(Accusation.id).filter_by(claim_id=made.id)
    assert len(desk.session.scalars(sheets).all()) == 1
    reword(desk)(kind=ClaimKind.FACT, start=desk.plain.start, end=desk.plain.end)
    assert desk.plain.required == 1
    assert desk.session.scalars(sheets).all() == []


def test_the_same_kind_again_changes_nothing_of_it(desk: Desk) -> None:
    assert reword(desk)(kind=desk.plain.kind).required == 1


def test_words_outside_the_text_are_refused(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        reword(desk)(end=99_999)
    assert "start" in refused.value.fields


@pytest.mark.parametrize("change", [reword, split, merge])
def test_words_are_not_changed_while_somebody_is_at_work_on_them(
    desk: Desk, change: object
) -> None:
    desk.plain.required = 2
    desk.taken(desk.plain)
    with pytest.raises(Conflict, match="at work on this claim"):
        change(desk)()  # type: ignore[operator]
    desk.assessed(desk.plain, desk.jon)
    assignments.release(desk.session, claim_id=desk.plain.id, actor=desk.ana)
    with pytest.raises(Conflict, match="at work on this claim"):
        change(desk)()  # type: ignore[operator]


def test_pieces_of_a_claim_become_claims_and_the_claim_is_withdrawn(desk: Desk) -> None:
    first, second = split(desk)()
    assert (first.text, second.text) == ("Fares in Vantoria", "doubled in 2025.")
    assert (first.number, second.number) == (4, 5)
    assert desk.plain.state is ClaimState.WITHDRAWN
    assert desk.plain.withdrawn_reason == "split into claims 4, 5"
    assert desk.acts("split")[-1].payload["reason"] == "split into claims 4, 5"


def test_each_piece_is_said_by_whoever_says_the_whole(desk: Desk) -> None:
    desk.plain.attributed_to, desk.plain.source_chain = "The Quay", ["The Quay", "Bureau 9"]
    desk.session.flush()
    first, second = split(desk)()
    assert {piece.attributed_to for piece in (first, second)} == {"The Quay"}
    assert second.source_chain == ["The Quay", "Bureau 9"]


def test_a_piece_that_names_its_own_source_keeps_it(desk: Desk) -> None:
    text = "Bureau 9 said that fares doubled in 2025 and that Norland closed 40 offices."
    claim = found_in(desk, text)
    claim.attributed_to = "The Quay"
    desk.session.flush()
    first, second = in_parts(desk, claim)
    assert (first.attributed_to, second.attributed_to) == ("Bureau 9", "The Quay")


def test_the_facts_of_a_claim_become_claims_in_one_act(desk: Desk) -> None:
    claim = found_in(desk, "Ilan Maresk was arrested in 2019 and released in 2021.")
    before = len(desk.acts())
    made = in_parts(desk, claim)
    assert [part.text for part in made] == ["Ilan Maresk was arrested in 2019", "released in 2021."]
    assert [line.action for line in desk.acts()[before:]] == ["split"]
    assert claim.state is ClaimState.WITHDRAWN


def test_a_claim_of_one_fact_is_not_split_by_itself(desk: Desk) -> None:
    with pytest.raises(Conflict, match="one fact"):
        in_parts(desk, desk.plain)


def test_other_words_have_their_own_facts(desk: Desk) -> None:
    claim = found_in(desk, "Ilan Maresk was arrested in 2019 and released in 2021.")
    claim_words.reword(
        desk.session, claim_id=claim.id, actor=desk.editor, version=None,
        start=claim.start, end=claim.start + 32,
    )  # fmt: skip
    assert claim.suggestion["parts"] == []


def found_in(desk: Desk, text: str) -> Claim:
    """The only claim of an article of one sentence, as the finder sees it."""
    prepared = articles.prepare(text, articles.About(language="en"))
    article = articles.import_article(desk.session, prepared=prepared, actor=desk.editor)
    return desk.session.scalars(sa.select(Claim).filter_by(article_id=article.id)).one()


def in_parts(desk: Desk, claim: Claim) -> list[Claim]:
    return claim_words.split_parts(
        desk.session, claim_id=claim.id, actor=desk.editor, version=claim.version
    )


@pytest.mark.parametrize("count", [0, 1])
def test_a_split_needs_two_different_pieces(desk: Desk, count: int) -> None:
    place = (desk.plain.start, desk.plain.start + 5)
    with pytest.raises(Invalid) as refused:
        split(desk)(places=[place, place][: count * 2])
    assert "two different" in refused.value.fields["places"]


def test_pieces_lie_inside_the_claim(desk: Desk) -> None:
    start, end = desk.plain.start, desk.plain.end
    for outside in ((start - 1, end), (start, end + 1)):
        with pytest.raises(Invalid) as refused:
            split(desk)(places=[(start, start + 5), outside])
        assert "inside the claim" in refused.value.fields["places"]


def test_two_claims_become_one_over_both_places(desk: Desk) -> None:
    made = merge(desk)()
    assert (made.start, made.end) == (desk.plain.start, desk.third.end)
    assert made.kind is ClaimKind.STATISTIC
    for old in (desk.plain, desk.third):
        assert old.state is ClaimState.WITHDRAWN
        assert (old.same_as_id, old.withdrawn_reason) == (made.id, "merged into claim 4")


def test_it_does_not_matter_which_of_the_two_is_named_first(desk: Desk) -> None:
    made = merge(desk)(claim_id=desk.third.id, other_id=desk.plain.id, version=None)
    assert (made.start, made.end) == (desk.plain.start, desk.third.end)


def test_a_claim_is_not_merged_with_itself_or_with_another_text(desk: Desk) -> None:
    import_article(desk)()
    other = desk.session.scalars(sa.select(Claim).order_by(Claim.id.desc()).limit(1)).one()
    for partner in (desk.plain, other):
        with pytest.raises(Conflict, match="two different claims of the same text"):
            merge(desk)(other_id=partner.id)


def test_a_claim_inside_another_is_withdrawn_and_not_merged(desk: Desk) -> None:
    first, _second = split(desk)()
    whole = claim_words.reword(
        desk.session, claim_id=first.id, actor=desk.editor, version=None,
        start=desk.plain.start, end=desk.plain.end,
    )  # fmt: skip
    with pytest.raises(Conflict, match="covers the other"):
        merge(desk)(claim_id=_second.id, other_id=whole.id, version=None)


def test_words_of_a_signed_claim_are_changed_and_the_signature_ends(desk: Desk) -> None:
    desk.signed(desk.plain)
    reword(desk)()
    assert sign_offs.standing(desk.session, desk.plain) is None
    assert (desk.plain.state, desk.plain.round) == (ClaimState.QUEUED, 2)


def test_evidence_stays_on_a_claim_whose_words_move(desk: Desk) -> None:
    evidence.attach(desk.session, claim_id=desk.plain.id, actor=desk.ana, piece=note("Seen."))
    reword(desk)()
    assert len(desk.file(desk.plain).attached) == 1
