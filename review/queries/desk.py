"""The desk: what waits for one person, gathered in a fixed number of queries."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from review.db import now
from review.domain.policy import Actor
from review.domain.workflow import RULES, Action
from review.queries import desk_lists
from review.queries.alarms import alarms_on
from review.queries.articles import ArticleRow, in_progress
from review.queries.claim_lines import ClaimLine, claim_lines
from review.queries.desk_lists import Said
from review.queries.queue import Counts, counts
from review.queries.queue_views import View

MOST_ARTICLES = 8

# Each list with the act that it calls for: who may not do that act does not see the list.
CLAIMS: Mapping[str, tuple[Action, Callable[[Session, Actor, datetime], Sequence[int]]]] = {
    "held": (Action.SUBMIT, desk_lists.held),
    "meant": (Action.TAKE, desk_lists.meant),
    "sent_back": (Action.SUBMIT, desk_lists.sent_back),
    "to_sign": (Action.SIGN_OFF, desk_lists.to_sign),
    "to_decide": (Action.ADJUDICATE, desk_lists.to_decide),
    "to_confirm": (Action.CONFIRM_LEVEL, desk_lists.to_confirm),
}
NOTES: Mapping[str, tuple[Action, Callable[[Session, Actor, datetime], Sequence[Said]]]] = {
    "questions": (Action.ANSWER_QUERY, desk_lists.questions),
    "replies": (Action.ASK_REPLY, desk_lists.replies),
    "uncaptured": (Action.ATTACH, desk_lists.uncaptured),
    "flags": (Action.SETTLE_FLAG, desk_lists.flags),
    "alarms": (Action.WAIVE_GATE, alarms_on),
}


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a claim: the id of its own row, its words, by whom and when."""

    line: ClaimLine
    id: int
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DeskView:
    """What waits for one reader. Every list is short: the queue and the registers hold the rest.

    `claims` and `notes` have a list for each name of CLAIMS and NOTES that is the reader's to act
    on, empty when nothing waits there.
    """

    counts: Counts
    articles: tuple[ArticleRow, ...]
    claims: Mapping[str, tuple[ClaimLine, ...]]
    notes: Mapping[str, tuple[Note, ...]]

    @property
    def waiting(self) -> int:
        """How many things are listed."""
        return sum(map(len, self.claims.values())) + sum(map(len, self.notes.values()))


def desk_view(session: Session, *, actor: Actor) -> DeskView:
    """What the actor's roles let them do something about."""
    at = now()
    claims = {
        name: read(session, actor, at)
        for name, (action, read) in CLAIMS.items()
        if _may(actor, action)
    }
    notes = {
        name: read(session, actor, at)
        for name, (action, read) in NOTES.items()
        if _may(actor, action)
    }
    wanted = {claim_id for ids in claims.values() for claim_id in ids}
    wanted |= {said.claim_id for rows in notes.values() for said in rows}
    lines = claim_lines(session, wanted, actor=actor, at=at)
    return DeskView(
        counts=counts(session, actor=actor, views=(View.UNASSIGNED, View.SECOND)),
        articles=in_progress(session, desk_id=actor.desk_id, most=MOST_ARTICLES),
        claims={name: tuple(lines[one] for one in ids) for name, ids in claims.items()},
        notes={
            name: tuple(Note(lines[s.claim_id], s.id, s.words, s.by, s.at) for s in rows)
            for name, rows in notes.items()
        },
    )


def _may(actor: Actor, action: Action) -> bool:
    return bool(actor.roles & RULES[action].roles)
