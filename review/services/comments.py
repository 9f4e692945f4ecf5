"""The discussion of a claim: notes, and queries that block a sign-off until they are answered."""

from sqlalchemy.orm import Session

from review.db import now
from review.domain.errors import Conflict, Invalid, NotFound
from review.domain.policy import Actor, require
from review.domain.vocabulary import CommentKind
from review.domain.workflow import Action
from review.models import Claim, Comment
from review.queries.claim_facts import facts_of
from review.seal import digest
from review.services.ledger import record_on_claim
from review.services.loading import LOCK, of_desk


def comment(
    session: Session, *, claim_id: int, actor: Actor, text: str, kind: CommentKind
) -> Comment:
    """Write into the discussion. A query stays open until somebody answers it."""
    claim = of_desk(session, Claim, claim_id, actor, lock=True)
    require(Action.COMMENT, facts_of(session, claim), actor)
    if not text.strip():
        raise Invalid("", fields={"text": "Write something first."})
    row = Comment(
        claim_id=claim.id,
        kind=kind,
        text=text.strip(),
        user_id=actor.user_id,
        written_at=now(),
    )
    session.add(row)
    session.flush()
    _record(session, actor, Action.COMMENT, claim, row)
    return row


def answer_query(session: Session, *, comment_id: int, actor: Actor, answer: str) -> Comment:
    """Answer an open query, which opens its gate."""
    row = session.get(Comment, comment_id, with_for_update=LOCK)
    if row is None:
        raise NotFound("There is no such query on this desk.")
    claim = of_desk(session, Claim, row.claim_id, actor, lock=True)
    require(Action.ANSWER_QUERY, facts_of(session, claim), actor)
    if row.kind is not CommentKind.QUERY or row.answered_at is not None:
        raise Conflict("This is no open query.", "Load the page again.")
    if not answer.strip():
        raise Invalid("", fields={"answer": "Write the answer first."})
    row.answer, row.answered_by_id, row.answered_at = answer.strip(), actor.user_id, now()
    _record(session, actor, Action.ANSWER_QUERY, claim, row)
    return row


def _record(session: Session, actor: Actor, action: Action, claim: Claim, row: Comment) -> None:
    record_on_claim(
        session,
        claim,
        actor=actor,
        action=action,
        payload={
            "comment": row.id,
            "kind": row.kind.value,
            "words": digest([row.text, row.answer]),
        },
    )
