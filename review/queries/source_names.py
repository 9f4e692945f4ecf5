"""What a source is called on a page: a sealed one by its number, but to those who may know it."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.disclosure import NUMBERED, knows_sealed
from review.domain.policy import Actor
from review.domain.vocabulary import DisclosureLevel
from review.models import Source


def name_key(name: str) -> str:
    """The name folded, so that spelling in capitals or with more blanks is the same body."""
    return " ".join(name.casefold().split())


def known_as(session: Session, desk_id: int, name: str) -> int | None:
    """The source that one of this name was merged into; None where none was."""
    merged = sa.select(Source.merged_into_id).filter_by(desk_id=desk_id, name_key=name_key(name))
    return session.scalars(merged).first()


def hidden_from(actor: Actor, source: type[Source] = Source) -> sa.ColumnElement[bool]:
    """That the source's name, and all that would tell it, is kept from `actor`."""
    if knows_sealed(actor):
        return sa.false()
    return source.disclosure == DisclosureLevel.SEALED


def shown_name(actor: Actor, source: type[Source] = Source) -> sa.ColumnElement[str]:
    """The name as `actor` may read it; the database hands out no other."""
    return _unless_hidden(actor, source.name, source)


def shown_key(actor: Actor, source: type[Source] = Source) -> sa.ColumnElement[str]:
    """What sources are sorted and found by: the place in a list must tell no more than the name."""
    return _unless_hidden(actor, source.name_key, source)


def _unless_hidden(
    actor: Actor,
    column: sa.ColumnElement[str] | sa.orm.InstrumentedAttribute[str],
    source: type[Source],
) -> sa.ColumnElement[str]:
    numbered = sa.literal(NUMBERED) + sa.cast(source.id, sa.String)
    return sa.case((hidden_from(actor, source), numbered), else_=column)
