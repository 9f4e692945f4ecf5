"""The right of reply: who was asked what and how, and what they answered."""

from datetime import datetime

from sqlalchemy.orm import Session

from review.db import now
from review.domain.errors import Conflict, Invalid, NotFound
from review.domain.moments import iso_or_none
from review.domain.policy import Actor, require
from review.domain.workflow import Action
from review.models import Claim, ReplyRequest
from review.queries.claim_facts import facts_of
from review.services.ledger import record_on_claim
from review.services.loading import of_desk, require_version
from review.services.sign_offs import void_if_changed


def ask(
    session: Session,
    *,
    claim_id: int,
    actor: Actor,
    asked_of: str,
    channel: str,
    question: str,
    deadline_at: datetime | None = None,
) -> ReplyRequest:
    """Record that somebody was asked for a reply."""
    claim = of_desk(session, Claim, claim_id, actor, lock=True)
    require(Action.ASK_REPLY, facts_of(session, claim), actor)
    blank = {"asked_of": asked_of, "channel": channel, "question": question}
    found = {name: "This is needed." for name, value in blank.items() if not value.strip()}
    if found:
        raise Invalid("", fields=found)
    row = ReplyRequest(
        claim_id=claim.id,
        asked_of=asked_of.strip(),
        channel=channel.strip(),
        question=question.strip(),
        asked_at=now(),
        deadline_at=deadline_at,
        user_id=actor.user_id,
    )
    session.add(row)
    session.flush()
    _record(session, actor, "ask_reply", claim, row)
    void_if_changed(session, claim, because="a reply was asked for")
    return row


def answer(
    session: Session,
    *,
    reply_id: int,
    actor: Actor,
    version: int | None,
    answer: str,
    effect: str = "",
) -> ReplyRequest:
    """Record what was answered, and what it changed in the text."""
    row = session.get(ReplyRequest, reply_id)
    if row is None:
        raise NotFound("There is no such request on this desk.")
    claim = of_desk(session, Claim, row.claim_id, actor, lock=True)
    require(Action.ASK_REPLY, facts_of(session, claim), actor)
    require_version(row.version, version, row)
    if row.answered_at is not None:
        raise Conflict("An answer is recorded already.", "Record a new request for a further one.")
    if not answer.strip():
        raise Invalid("", fields={"answer": "Write down the answer, or that none came."})
    row.answer, row.effect, row.answered_at = answer.strip(), effect.strip(), now()
    session.flush()
    _record(session, actor, "record_answer", claim, row)
    void_if_changed(session, claim, because="an answer to a reply request came in")
    return row


def _record(session: Session, actor: Actor, action: str, claim: Claim, row: ReplyRequest) -> None:
    record_on_claim(
        session,
        claim,
        actor=actor,
        action=action,
        payload={
            "reply": row.id,
            "asked_of": row.asked_of,
            "channel": row.channel,
            "deadline_at": iso_or_none(row.deadline_at),
            "answered_at": iso_or_none(row.answered_at),
        },
    )
