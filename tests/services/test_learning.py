"""A desk's decisions teach the finder; what was learned is kept, chosen, and given up again."""

import pytest
import sqlalchemy as sa

from review.domain.errors import Conflict, Forbidden
from review.domain.vocabulary import ClaimKind, Disposition
from review.models import Claim
from review.queries.decisions import DecidedText, decided_texts
from review.queries.weights import newest_learned, version_in_use, weights_in_use
from review.services import claim_words, claims, learning, sentences, sign_offs
from review.services.article_versions import add_version
from review.services.articles import About, prepare
from review.services.imports import Read, looked_through
from review.text.learning import Decision, Learned
from tests.desk import Desk, article_of

LINES = ("Fares rose by 12 percent in 2025.", "What a cold spring it was, and how long!")


def decided(desk: Desk) -> dict[str, bool]:
    """What was decided, by its words."""
    return {
        text.body[d.start : d.end]: d.worth_checking
        for text in decided_texts(desk.session, desk_id=desk.id)
        for d in text.decisions
    }


def withdraw(desk: Desk, claim: Claim, *, same_as: Claim | None = None) -> None:
    sign_offs.withdraw(
        desk.session, claim_id=claim.id, actor=desk.editor, version=claim.version,
        reason="a remark", same_as_id=same_as.id if same_as else None,
    )  # fmt: skip


def dispose(desk: Desk, number: int, disposition: Disposition) -> None:
    row = desk.sentence(number)
    sentences.dispose(
        desk.session, article_id=desk.article.id, sentence_id=row.id, actor=desk.editor,
        version=row.version, disposition=disposition, reason="a remark",
    )  # fmt: skip


def texts(count: int) -> list[DecidedText]:
    """Articles whose figure is worth checking and whose remark is not."""
    body = "\n\n".join(LINES)
    places = [(body.index(line), body.index(line) + len(line)) for line in LINES]
    both = tuple(Decision(*at, worth_checking=at == places[0]) for at in places)
    return [DecidedText(number, "en", body, both) for number in range(count)]


@pytest.fixture
def learned() -> Learned:
    return learning.learn_from(texts(25))


def test_before_anybody_decides_there_is_nothing_to_learn_from(desk: Desk) -> None:
    assert decided(desk) == {}


def test_a_signed_claim_was_worth_checking_and_one_withdrawn_as_a_remark_was_not(
    desk: Desk,
) -> None:
    desk.signed(desk.plain)
    withdraw(desk, desk.third)
    assert decided(desk) == {desk.plain.text: True, desk.third.text: False}


def test_a_duplicate_says_neither(desk: Desk) -> None:
    withdraw(desk, desk.third, same_as=desk.plain)
    assert decided(desk) == {}


def test_a_claim_added_by_hand_was_worth_checking_until_it_is_withdrawn(desk: Desk) -> None:
    row = desk.sentence(3)
    made = claims.add(
        desk.session, article_id=desk.article.id, actor=desk.editor, start=row.start, end=row.end
    )
    assert decided(desk) == {made.text: True}
    withdraw(desk, made)
    assert decided(desk) == {made.text: False}


def test_the_pieces_of_a_split_claim_count_and_the_claim_itself_does_not(desk: Desk) -> None:
    start = desk.plain.start
    pieces = claim_words.split(
        desk.session, claim_id=desk.plain.id, actor=desk.editor, version=desk.plain.version,
        places=[(start, start + 5), (start + 9, start + 17)],
    )  # fmt: skip
    assert decided(desk) == {piece.text: True for piece in pieces}


@pytest.mark.parametrize(
    ("disposition", "expected"),
    [
        (Disposition.WAIVED, False),
        (Disposition.NO_FACTUAL_CONTENT, False),
        (Disposition.UNDECIDED, None),
    ],
)
def test_a_sentence_that_a_person_set_aside_was_not_worth_checking(
    desk: Desk, disposition: Disposition, expected: bool | None
) -> None:
    dispose(desk, 3, disposition)
    words = "What a cold spring it was!"
    assert decided(desk) == ({} if expected is None else {words: expected})


def test_words_that_a_new_version_lost_say_neither(desk: Desk) -> None:
    dispose(desk, 3, Disposition.WAIVED)
    lost = desk.third
    add_version(
        desk.session, article_id=desk.article.id, actor=desk.editor, version=1,
        prepared=prepare("Fares in Vantoria doubled in 2025.", About(language="en")),
    )  # fmt: skip
    withdraw(desk, lost)
    assert decided(desk) == {}


def test_what_was_withdrawn_before_a_new_version_counts_once(desk: Desk) -> None:
    withdraw(desk, desk.third)
    body = desk.third.article_version_id
    prepared = article_of(
        (("It rained.", None), ("The court sits in Karst Street.", ClaimKind.FACT))
    )
    add_version(
        desk.session, article_id=desk.article.id, actor=desk.editor, version=1, prepared=prepared
    )
    assert decided(desk) == {desk.third.text: False}
    assert desk.third.article_version_id == body


def test_the_decisions_of_another_desk_are_its_own(desk: Desk) -> None:
    desk.signed(desk.plain)
    assert decided_texts(desk.session, desk_id=desk.id + 1) == []


@pytest.mark.parametrize("count", [0, 1, 24])
def test_too_few_decisions_are_refused_with_how_many_there_are(count: int) -> None:
    with pytest.raises(Conflict) as refused:
        learning.learn_from(texts(count))
    assert f"{2 * count} decided sentences" in refused.value.message
    assert "50" in refused.value.remedy


def test_decisions_of_one_sort_and_of_one_article_are_refused() -> None:
    one_sort = [DecidedText(t.article_id, t.language, t.body, t.decisions[:1]) for t in texts(60)]
    one_article = [DecidedText(1, t.language, t.body, t.decisions) for t in texts(60)]
    for lot in (one_sort, one_article):
        with pytest.raises(Conflict, match="too little to learn from"):
            learning.learn_from(lot)


def test_what_was_learned_is_kept_and_not_used(desk: Desk, learned: Learned) -> None:
    kept = learning.keep(desk.session, learned=learned, actor=desk.editor)
    assert kept.payload["weights"] == learned.weights
    assert kept.payload["after"]["log_loss"] < kept.payload["before"]["log_loss"]
    assert kept.payload["decisions"] == 50
    assert weights_in_use(desk.session, desk.id) == {}
    assert version_in_use(desk.session, desk.id) is None


def test_every_learning_is_a_version_of_its_own(desk: Desk, learned: Learned) -> None:
    first = learning.keep(desk.session, learned=learned, actor=desk.editor)
    second = learning.keep(desk.session, learned=learned, actor=desk.editor)
    newest = newest_learned(desk.session, desk.id)
    assert first.number < second.number
    assert newest is not None
    assert newest.number == second.number
    assert [act.number for act in desk.acts("learn_weights")] == [first.number, second.number]


def test_a_desk_chooses_its_learned_weights_and_goes_back(desk: Desk, learned: Learned) -> None:
    kept = learning.keep(desk.session, learned=learned, actor=desk.editor)
    learning.use_learned(desk.session, actor=desk.editor)
    assert weights_in_use(desk.session, desk.id) == learned.weights
    assert weights_in_use(desk.session, desk.id + 1) == {}
    learning.keep(desk.session, learned=learned, actor=desk.editor)
    assert version_in_use(desk.session, desk.id) == kept.number
    learning.use_shipped(desk.session, actor=desk.editor)
    assert weights_in_use(desk.session, desk.id) == {}
    assert desk.acts()[-1].payload == {"instead_of": kept.number}


def test_a_choice_that_would_change_nothing_is_refused(desk: Desk, learned: Learned) -> None:
    with pytest.raises(Conflict, match="not learned any"):
        learning.use_learned(desk.session, actor=desk.editor)
    with pytest.raises(Conflict, match="shipped weights already"):
        learning.use_shipped(desk.session, actor=desk.editor)
    learning.keep(desk.session, learned=learned, actor=desk.editor)
    learning.use_learned(desk.session, actor=desk.editor)
    with pytest.raises(Conflict, match="newest learned weights already"):
        learning.use_learned(desk.session, actor=desk.editor)


def test_only_who_may_set_the_policy_may_let_the_finder_learn(desk: Desk, learned: Learned) -> None:
    for refused in (
        lambda: learning.keep(desk.session, learned=learned, actor=desk.ana),
        lambda: learning.use_learned(desk.session, actor=desk.ana),
        lambda: learning.use_shipped(desk.session, actor=desk.ana),
    ):
        with pytest.raises(Forbidden):
            refused()


def test_a_claim_added_by_hand_is_scored_as_the_desk_chose(desk: Desk, learned: Learned) -> None:
    row = desk.sentence(3)
    place = {"article_id": desk.article.id, "actor": desk.editor, "start": row.start}
    shipped = claims.add(desk.session, end=row.start + 18, **place)
    old = {claim.id: claim.score for claim in desk.session.scalars(sa.select(Claim))}
    learning.keep(desk.session, learned=learned, actor=desk.editor)
    learning.use_learned(desk.session, actor=desk.editor)
    taught = claims.look_at(
        "\n\n".join(LINES), 0, len(LINES[0]), "en", None, weights_in_use(desk.session, desk.id)
    )
    plain = claims.look_at("\n\n".join(LINES), 0, len(LINES[0]), "en", None)
    assert taught.score > plain.score
    made = claims.add(desk.session, end=row.end, **place)
    assert made.id not in old
    assert {c.id: c.score for c in desk.session.scalars(sa.select(Claim)) if c.id in old} == old
    assert shipped.score == old[shipped.id]


def test_an_article_is_looked_through_with_the_weights_it_is_given(learned: Learned) -> None:
    found = Read("\n\n".join(LINES), About(language="en"))
    plain, taught = looked_through(found), looked_through(found, learned.weights)
    assert taught.found.claims[0].score > plain.found.claims[0].score
    assert taught.found.sentences == plain.found.sentences
