"""What a source is called on a page: a sealed one by its number, but to those who may know it."""

import sqlalchemy as sa

from review.domain.disclosure import NUMBERED, knows_sealed
from review.domain.policy import Actor
from review.domain.vocabulary import DisclosureLevel
from review.models import Source


def hidden_from(actor: Actor, source: type[Source] = Source) -> sa.ColumnElement[bool]:
    """That the source's name, and all that would tell it, is kept from `actor`."""
    if knows_sealed(actor):
        return sa.false()
    return source.disclosure == DisclosureLevel.SEALED


def shown_name(actor: Actor, source: type[Source] = Source) -> sa.ColumnElement[str]:
    """The name as `actor` may read it; the database hands out no other."""
    return _unless_hidden(actor, source.name, source)


def shown_key(actor: Actor) -> sa.ColumnElement[str]:
    """What sources are sorted and found by: the place in a list must tell no more than the name."""
    return _unless_hidden(actor, Source.name_key, Source)


def _unless_hidden(
    actor: Actor,
    column: sa.ColumnElement[str] | sa.orm.InstrumentedAttribute[str],
    source: type[Source],
) -> sa.ColumnElement[str]:
    numbered = sa.literal(NUMBERED) + sa.cast(source.id, sa.String)
    return sa.case((hidden_from(actor, source), numbered), else_=column)
