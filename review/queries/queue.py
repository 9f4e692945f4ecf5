"""The queue: which claims a page of it shows, in which order, and how many each view holds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import UtcDateTime, now
from review.domain.policy import Actor
from review.domain.vocabulary import ClaimKind, ClaimState
from review.domain.workflow import OPEN, RULES, Action
from review.models import Article, Claim
from review.queries.claim_lines import ClaimLine, claim_lines
from review.queries.finding import mentions, words_of
from review.queries.paging import PAGE, Page, beyond, read_cursor, write_cursor
from review.queries.queue_views import VIEWS, Condition, View

NO_PRESS_TIME = datetime(9999, 1, 1, tzinfo=UTC)


class Sort(StrEnum):
    PRIORITY = "priority"
    AGE = "age"
    PRESS = "press"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks of the queue. Words look through claims in whatever state."""

    view: View | None = None
    state: ClaimState | None = None
    kind: ClaimKind | None = None
    article_id: int | None = None
    words: str = ""
    sort: Sort = Sort.PRIORITY

    @property
    def asked(self) -> dict[str, str | int]:
        """The same as names and values of an address, without what is not asked for."""
        asked = {
            "view": self.view,
            "state": self.state,
            "article": self.article_id,
            "kind": self.kind,
            "q": self.words,
            "sort": None if self.sort is Sort.PRIORITY else self.sort,
        }
        return {name: value for name, value in asked.items() if value}

    @property
    def states(self) -> frozenset[ClaimState]:
        """The states looked through: the one asked for, else all open ones."""
        if self.state is not None:
            return frozenset({self.state})
        return frozenset(ClaimState) if self.words and self.view is None else OPEN


def page(
    session: Session,
    wanted: Wanted,
    *,
    actor: Actor,
    after: str = "",
    before: str = "",
    size: int = PAGE,
) -> Page[ClaimLine]:
    """One page of the queue in seven queries, however many claims there are.

    It begins after the row of one cursor, or ends before the row of the other.
    """
    at = now()
    keys, kinds = _order(wanted.sort)
    columns = [Claim.id, *(key.label(f"key_{place}") for place, key in enumerate(keys))]
    found = sa.select(*columns).where(*_conditions(wanted, actor, at)).cte("found")
    order = [found.c[f"key_{place}"] for place in range(len(keys))]
    total = sa.select(sa.func.count()).select_from(found).scalar_subquery()
    seen = read_cursor(before or after, kinds)
    backwards = bool(before and seen)
    rows = session.execute(
        sa.select(found, total.label("total"))
        .where(beyond(order, seen, backwards=backwards) if seen else sa.true())
        .order_by(*(key.desc() if backwards else key for key in order))
        .limit(size + 1)
    ).all()
    if backwards and not rows:
        # What stood before is gone by now, so this is where the queue begins.
        return page(session, wanted, actor=actor, size=size)
    shown = rows[:size][::-1] if backwards else rows[:size]
    more, less = len(rows) > size, seen is not None
    if backwards:
        more, less = less, more
    lines = claim_lines(session, [row.id for row in shown], actor=actor, at=at)
    return Page(
        tuple(lines[row.id] for row in shown),
        on=write_cursor(shown[-1][1:-1]) if more else "",
        total=rows[0].total if rows else 0,
        back=write_cursor(shown[0][1:-1]) if less and shown else "",
    )


def _order(sort: Sort) -> tuple[Sequence[sa.ColumnElement[Any]], Sequence[type]]:
    """Sort keys, all ascending, and the kinds of their values in a cursor."""
    urgent, came = -Claim.priority, Claim.id + 0
    if sort is Sort.AGE:
        # Claims are numbered as they come in, so the number tells the age.
        return (came,), (int,)
    if sort is Sort.PRESS:
        press = sa.func.coalesce(Claim.due_at, sa.literal(NO_PRESS_TIME, UtcDateTime()))
        return (press, urgent, came), (datetime, float, int)
    return (urgent, came), (float, int)


def _conditions(wanted: Wanted, actor: Actor, at: datetime) -> list[Condition]:
    found = [Claim.desk_id == actor.desk_id]
    if wanted.states != frozenset(ClaimState):
        found.append(Claim.state.in_(sorted(wanted.states)))
    if wanted.view is not None:
        found.append(VIEWS[wanted.view](actor, at))
    if wanted.kind is not None:
        found.append(Claim.kind == wanted.kind)
    if wanted.article_id is not None:
        found.append(Claim.article_id == wanted.article_id)
    return found + [mentions(word, actor) for word in words_of(wanted.words)]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many claims stand in each view of the open ones, and in each state of all."""

    views: Mapping[View, int]
    states: Mapping[ClaimState, int]
    overdue: int

    @property
    def open(self) -> int:
        return sum(self.states[state] for state in OPEN)


def counts(session: Session, *, actor: Actor, views: Collection[View] = tuple(View)) -> Counts:
    """The numbers at the head of the queue and of the desk, in one query; of `views` only."""
    at = now()
    ours, late = Claim.desk_id == actor.desk_id, Claim.due_at < at
    opened = Claim.state.in_(sorted(OPEN))
    asked: dict[str, tuple[Condition, ...]] = {
        f"v_{view}": (opened, VIEWS[view](actor, at)) for view in views
    }
    asked |= {f"s_{state}": (Claim.state == state,) for state in ClaimState}
    asked["late"] = (opened, late)
    row = (
        session.execute(
            sa.select(*(_count(ours, *where).label(name) for name, where in asked.items()))
        )
        .one()
        ._mapping
    )
    return Counts(
        views={view: row[f"v_{view}"] for view in views},
        states={state: row[f"s_{state}"] for state in ClaimState},
        overdue=row["late"],
    )


def _count(*where: Condition) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.count()).select_from(Claim).where(*where).scalar_subquery()


def article_title(session: Session, wanted: Wanted, *, actor: Actor) -> str:
    """The title of the article asked for, empty without one or for one of another desk."""
    if wanted.article_id is None:
        return ""
    title = sa.select(Article.title).filter_by(id=wanted.article_id, desk_id=actor.desk_id)
    return session.scalars(title).one_or_none() or ""


def may_take(actor: Actor) -> bool:
    """Whether the actor takes claims at all; whether this one or that, the policy says."""
    return bool(actor.roles & RULES[Action.TAKE].roles)
