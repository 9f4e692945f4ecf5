"""What is said and done around a claim: replies, discussion, history, as one person may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.policy import (
    Actor,
    ClaimFacts,
    available_actions,
    sees_judgements,
)
from review.domain.vocabulary import CommentKind, Role
from review.domain.workflow import Action
from review.models import Comment, LedgerEntry, ReplyRequest
from review.queries.claim_file import ClaimFile


@dataclass(frozen=True, slots=True)
class Remark:
    id: int
    name: str
    kind: CommentKind
    text: str
    written_at: datetime
    open: bool
    answer: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Discussion:
    remarks: tuple[Remark, ...]
    writing: bool
    answering: bool


def discussion_of(session: Session, file: ClaimFile, facts: ClaimFacts, actor: Actor) -> Discussion:
    """The remarks on a claim. While a round runs a reviewer does not read the other assessors."""
    hidden = _hidden_authors(file, facts, actor)
    actions = available_actions(facts, actor)
    rows = session.scalars(
        sa.select(Comment).filter_by(claim_id=file.claim.id).order_by(Comment.id)
    )
    return Discussion(
        remarks=tuple(_remark(row, file.names) for row in rows if row.user_id not in hidden),
        writing=Action.COMMENT in actions,
        answering=Action.ANSWER_QUERY in actions,
    )


def _hidden_authors(file: ClaimFile, facts: ClaimFacts, actor: Actor) -> frozenset[int]:
    if sees_judgements(file.claim.state, actor) or Role.REVIEWER not in actor.roles:
        return frozenset()
    others = facts.holders | facts.assessed_this_round
    return frozenset(others - {actor.user_id})


def _remark(row: Comment, names: Mapping[int, str]) -> Remark:
    return Remark(
        id=row.id,
        name=names.get(row.user_id, ""),
        kind=row.kind,
        text=row.text,
        written_at=row.written_at,
        open=row.kind is CommentKind.QUERY and row.answered_at is None,
        answer=row.answer,
        answered_by=names.get(row.answered_by_id or 0, ""),
        answered_at=row.answered_at,
    )


@dataclass(frozen=True, slots=True)
class Replies:
    requests: Sequence[ReplyRequest]
    names: Mapping[int, str]
    asking: bool
    at: datetime


def replies_of(file: ClaimFile, facts: ClaimFacts, actor: Actor, at: datetime) -> Replies:
    return Replies(
        requests=file.replies,
        names=file.names,
        asking=Action.ASK_REPLY in available_actions(facts, actor),
        at=at,
    )


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    number: int
    at: datetime
    name: str
    words: str
    why: str
    hash: str


ACT_WORDS = {
    "take": "took the claim",
    "release": "gave the claim back",
    "expire": "ended a lease that had run out",
    "submit": "submitted an assessment",
    "adjudicate": "adjudicated",
    "send_back": "sent it back",
    "sign_off": "signed it off",
    "reopen": "reopened it",
    "void": "voided the signature",
    "ripple": "put it back in the queue",
    "withdraw": "withdrew it",
    "attach": "attached evidence",
    "detach": "took evidence off",
    "flag": "flagged it as possibly fabricated",
    "settle_flag": "settled the flag",
    "record_accusation": "entered the record of the accusation",
    "note_exculpatory": "noted what speaks for the accusation",
    "confirm_level": "spoke on level 3",
    "comment": "wrote in the discussion",
    "answer_query": "answered a query",
    "ask_reply": "recorded a request for a reply",
    "record_answer": "recorded an answer",
    "waive_gate": "waived a gate",
    "ask_second": "asked for another assessment",
    "reword": "changed the words of the claim",
    "split": "split the claim",
    "merge": "merged claims",
    "add_claim": "made the claim",
    "correct_kind": "corrected the kind",
    "correct_source": "corrected who says so",
    "dismiss_cue": "set a doubt of the finder aside",
    "add_checkpoint": "added a checkpoint",
    "remove_checkpoint": "took a checkpoint off",
    "assign": "gave claims to a reviewer",
    "take_back": "took back what was meant for a reviewer",
}


# Acts whose reasons say what somebody thinks of the claim, in whichever round.
LEADING = frozenset(
    {Action.ADJUDICATE, Action.SIGN_OFF, Action.FLAG, Action.CONFIRM_LEVEL, Action.WAIVE_GATE}
)
# Acts of a fellow assessor that go by a neutral name while the round runs: that somebody is done,
# how many notes they made, or that they raised a flag, is not told either.
QUIET = frozenset({Action.SUBMIT, Action.NOTE_EXCULPATORY, Action.FLAG})
AT_WORK = "was at work on the claim"


def history_of(
    session: Session, file: ClaimFile, facts: ClaimFacts, actor: Actor
) -> tuple[HistoryEntry, ...]:
    """Every act on a claim, newest first; the acts of judging carry no word of the judgement."""
    blind = _hidden_authors(file, facts, actor)
    rows = session.scalars(
        sa.select(LedgerEntry)
        .where(LedgerEntry.claim_id == file.claim.id)
        .order_by(LedgerEntry.number.desc())
    )
    return tuple(
        HistoryEntry(
            number=row.number,
            at=row.at,
            name=row.actor,
            words=_words(row, blind),
            why="" if _kept_back(row, blind, file, actor) else _why(row),
            hash=row.hash,
        )
        for row in rows
    )


def _words(row: LedgerEntry, blind: frozenset[int]) -> str:
    if row.action in QUIET and row.actor_id in blind:
        return AT_WORK
    return ACT_WORDS.get(row.action, row.action.replace("_", " "))


def _kept_back(row: LedgerEntry, blind: frozenset[int], file: ClaimFile, actor: Actor) -> bool:
    """Whether the reason of an act would lead somebody who may still assess the claim."""
    if row.actor_id in blind:
        return True
    leads = row.action in LEADING and row.actor_id != actor.user_id
    sees = sees_judgements(file.claim.state, actor) or Role.REVIEWER not in actor.roles
    return leads and not sees


def _why(row: LedgerEntry) -> str:
    return str(row.payload.get("reason") or row.payload.get("because") or "")
