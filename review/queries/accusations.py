"""The register of accusations on a desk: who accuses whom of what, how far it went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.vocabulary import ClaimState, Stage
from review.models import Accusation, Article, Claim
from review.queries.decided import levels_of

PAGE = 50


FILTERS = ("stage", "flagged", "accuser", "law", "place", "q")


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the register is asked for; empty fields ask for nothing.

    `stage` is a code of Stage, `flagged` any word; accuser, law and place are whole, `q` is a part
    of the accuser, the accused or the claim. `before` is an id: older accusations follow.
    """

    stage: str = ""
    flagged: str = ""
    accuser: str = ""
    law: str = ""
    place: str = ""
    q: str = ""
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """`level` is None until everything about the claim is settled, so that nobody is led by it."""

    id: int
    claim_id: int
    claim_text: str
    state: ClaimState
    article: str
    accuser: str
    accused: str
    act: str
    place: str
    began_on: date | None
    level: int | None
    stage: Stage
    flagged_at: datetime | None
    flag_open: bool
    recorded: bool


@dataclass(frozen=True, slots=True)
class Register:
    """One page of the register; `more` is where the next one begins, None on the last."""

    lines: Sequence[Line]
    more: int | None


def register(session: Session, *, desk_id: int, filters: Filters) -> Register:
    """The register, newest first, in a fixed number of queries whatever its length."""
    rows = session.execute(
        sa.select(Accusation, Claim.text, Claim.state, Article.title)
        .join(Claim, Claim.id == Accusation.claim_id)
        .join(Article, Article.id == Claim.article_id)
        .where(
            *conditions(desk_id, filters),
            *([Accusation.id < filters.before] if filters.before else []),
        )
        .order_by(Accusation.id.desc())
        .limit(PAGE + 1)
    ).all()
    levels = levels_of(session, [row[0].claim_id for row in rows[:PAGE]])
    lines = [
        _line(row, text, state, article, levels.get(row.claim_id))
        for row, text, state, article in rows[:PAGE]
    ]
    return Register(lines, lines[-1].id if len(rows) > PAGE else None)


def conditions(desk_id: int, filters: Filters) -> list[sa.ColumnElement[bool]]:
    """What a row of Accusation, joined with its Claim, must be to be asked for."""
    found: list[sa.ColumnElement[bool]] = [Accusation.desk_id == desk_id]
    if filters.stage:
        found.append(Accusation.stage == Stage(filters.stage))
    if filters.flagged:
        found.append(Accusation.flagged_at.is_not(None))
    for name in ("accuser", "law", "place"):
        if wanted := getattr(filters, name):
            found.append(getattr(Accusation, name) == wanted)
    if filters.q:
        sought = (Accusation.accuser, Accusation.accused, Claim.text)
        found.append(sa.or_(*(part.icontains(filters.q, autoescape=True) for part in sought)))
    return found


def _line(row: Accusation, text: str, state: ClaimState, article: str, level: int | None) -> Line:
    return Line(
        id=row.id,
        claim_id=row.claim_id,
        claim_text=text,
        state=state,
        article=article,
        accuser=row.accuser,
        accused=row.accused,
        act=row.act,
        place=row.place,
        began_on=row.began_on,
        level=level,
        stage=row.stage,
        flagged_at=row.flagged_at,
        flag_open=row.flag_open,
        recorded=row.recorded_at is not None,
    )
