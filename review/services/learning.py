"""The finder learns from the desk: weights are fitted, kept, chosen and given up again."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy.orm import Session

from review.domain.errors import Conflict
from review.domain.policy import Actor, Permission, require_permission
from review.models import LedgerEntry
from review.queries.decisions import DecidedText
from review.queries.weights import LearningAct, newest_learned, version_in_use
from review.services.ledger import record
from review.text.learning import Learned, learn, samples_in

LEAST = 50
SUBJECT = "claim finder"


def learn_from(texts: Sequence[DecidedText]) -> Learned:
    """Fit weights on what was decided. Needs no database, and takes as long as finding does.

    Raises Conflict when too little was decided to learn anything from it.
    """
    samples = [
        sample
        for text in texts
        for sample in samples_in(text.article_id, text.body, text.language, text.decisions)
    ]
    positive = sum(sample.label for sample in samples)
    articles = len({sample.article for sample in samples})
    if len(samples) < LEAST or articles < 2 or not 0 < positive < len(samples):
        raise Conflict(
            f"There is too little to learn from: {len(samples)} decided sentences in {articles} "
            f"articles, {positive} of them worth checking and {len(samples) - positive} not.",
            f"Learning needs {LEAST} of both sorts together, from two articles or more. Sign off, "
            "withdraw and waive further, then try again. Nothing was changed.",
        )
    return learn(samples)


def keep(session: Session, *, learned: Learned, actor: Actor) -> LedgerEntry:
    """Keep learned weights with their figures, for good. The finder does not use them yet."""
    require_permission(actor, Permission.EDIT_POLICY)
    return record(
        session,
        actor=actor,
        action=LearningAct.LEARN,
        subject=SUBJECT,
        payload=asdict(learned),
    )


def use_learned(session: Session, *, actor: Actor) -> LedgerEntry:
    """Let the finder use the newest learned weights. Raises Conflict where it cannot, or does."""
    require_permission(actor, Permission.EDIT_POLICY)
    newest = newest_learned(session, actor.desk_id)
    if newest is None:
        raise Conflict(
            "This desk has not learned any weights.",
            "Run `proofdesk claims learn` first, and look at its figures.",
        )
    if version_in_use(session, actor.desk_id) == newest.number:
        raise Conflict(
            f"The desk uses its newest learned weights already, act {newest.number} of the ledger.",
            "Learn again first, or go --back to the shipped ones.",
        )
    payload = {"learned": newest.number}
    return record(session, actor=actor, action=LearningAct.USE, subject=SUBJECT, payload=payload)


def use_shipped(session: Session, *, actor: Actor) -> LedgerEntry:
    """Let the finder use the shipped weights again. Raises Conflict where it does."""
    require_permission(actor, Permission.EDIT_POLICY)
    before = version_in_use(session, actor.desk_id)
    if before is None:
        raise Conflict("The desk uses the shipped weights already.", "Nothing was changed.")
    payload = {"instead_of": before}
    return record(session, actor=actor, action=LearningAct.BACK, subject=SUBJECT, payload=payload)
