"""Where pieces of evidence come from, as far back as the desk knows, beyond one claim as well."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from review.domain.corroboration import Origins, count_origins
from review.domain.derivation_graph import Item, Link, source_item, source_key
from review.domain.errors import NotFound
from review.domain.vocabulary import DerivationKind
from review.models import Derivation, Evidence, Source

Accuses = Callable[[Source | None], bool]


@dataclass(frozen=True, slots=True)
class Lineage:
    """`links` that stand, up from the pieces asked for; `beyond` are the other pieces on the way,
    and `sources` those that something is said to come from.
    """

    links: Sequence[Derivation]
    beyond: Mapping[int, Evidence]
    sources: Mapping[int, Source]

    def above(self, evidence_ids: Collection[int]) -> "Lineage":
        """The part that these pieces come from."""
        seen, links = set(evidence_ids), list[Derivation]()
        of_child: dict[int, list[Derivation]] = {}
        for link in self.links:
            of_child.setdefault(link.child_id, []).append(link)
        todo = list(evidence_ids)
        while todo:
            for link in of_child.get(todo.pop(), ()):
                links.append(link)
                if link.parent_id is not None and link.parent_id not in seen:
                    seen.add(link.parent_id)
                    todo.append(link.parent_id)
        return Lineage(
            links=sorted(links, key=lambda link: link.id),
            beyond={key: row for key, row in self.beyond.items() if key in seen},
            sources={link.parent_source_id: self.sources[link.parent_source_id]
                     for link in links if link.parent_source_id is not None},
        )  # fmt: skip


def lineage_of(session: Session, evidence_ids: Collection[int]) -> Lineage:
    """Everything that these pieces come from, in at most three queries."""
    these = Evidence.id.in_(evidence_ids)
    upwards = _closure(these, step=Derivation.parent_id, at=Derivation.child_id)
    links = session.scalars(
        sa.select(Derivation)
        .where(Derivation.ended_at.is_(None), Derivation.child_id.in_(upwards))
        .order_by(Derivation.id)
    ).all()
    met = {key for link in links for key in (link.child_id, link.parent_id)}
    named = {link.parent_source_id for link in links}
    return Lineage(
        links,
        _beyond(session, {key for key in met if key is not None} - set(evidence_ids)),
        _sources(session, {key for key in named if key is not None}),
    )


def _beyond(session: Session, ids: set[int]) -> dict[int, Evidence]:
    """Most claims have none, and then nothing is asked."""
    wanted = sa.select(Evidence).where(Evidence.id.in_(ids)).order_by(Evidence.id)
    rows = session.scalars(wanted.options(joinedload(Evidence.source))) if ids else ()
    return {row.id: row for row in rows}


def _sources(session: Session, ids: set[int]) -> dict[int, Source]:
    wanted = sa.select(Source).where(Source.id.in_(ids)).order_by(Source.id)
    return {row.id: row for row in (session.scalars(wanted) if ids else ())}


def descending_from(evidence_ids: Collection[int], *, ever: bool = False) -> sa.Select[int]:
    """The ids of these pieces and of all that comes from them, or that was `ever` said to."""
    these = Evidence.id.in_(evidence_ids)
    return _closure(these, step=Derivation.child_id, at=Derivation.parent_id, ever=ever)


def resting_on_source(source_id: int, *, ever: bool = False) -> sa.Select[int]:
    """The ids of the pieces of a source, of what is said, or was `ever` said, to come from it, and
    so on downwards.
    """
    from_it = sa.select(Derivation.child_id).where(
        Derivation.parent_source_id == source_id,
        sa.true() if ever else Derivation.ended_at.is_(None),
    )
    these = sa.or_(Evidence.source_id == source_id, Evidence.id.in_(from_it))
    return _closure(these, step=Derivation.child_id, at=Derivation.parent_id, ever=ever)


def _closure(
    these: sa.ColumnElement[bool],
    *,
    step: sa.orm.InstrumentedAttribute[int] | sa.orm.InstrumentedAttribute[int | None],
    at: sa.orm.InstrumentedAttribute[int] | sa.orm.InstrumentedAttribute[int | None],
    ever: bool = False,
) -> sa.Select[int]:
    """These pieces and everything that links lead to from `at` to `step`. Circles end it too."""
    reached = sa.select(Evidence.id.label("id")).where(these).cte(recursive=True)
    further = (
        sa.select(step)
        .join(reached, at == reached.c.id)
        .where(sa.true() if ever else Derivation.ended_at.is_(None), step.is_not(None))
    )
    return sa.select(reached.union(further).c.id)


def origins_of(attached: Sequence[Evidence], lineage: Lineage, accuses: Accuses) -> Origins:
    """Count the origins of pieces that are attached to one claim.

    A retracted one is in the graph only where another comes from it, so that two that quote the
    same retracted paper do not become two origins.
    """
    counting = [row for row in attached if row.retracted_at is None]
    above = lineage.above([row.id for row in counting])
    met = {link.parent_id for link in above.links}
    retold = [row for row in attached if row.retracted_at is not None and row.id in met]
    items = [
        *(_item(row, accuses, attached=True) for row in counting),
        *(_item(row, accuses, attached=False) for row in (*retold, *above.beyond.values())),
        *(source_item(row.id, accuser=accuses(row)) for row in above.sources.values()),
    ]
    return count_origins(items, _links(above.links))


def _item(row: Evidence, accuses: Accuses, *, attached: bool) -> Item:
    return Item(row.id, row.source_id, accuses(row.source), attached)


def _links(links: Iterable[Derivation]) -> list[Link]:
    return [
        Link(link.child_id, parent_key(link), link.kind is not DerivationKind.UNKNOWN)
        for link in links
    ]


def parent_key(link: Derivation) -> int | None:
    """The key in the graph of what a link leads to; None where nobody knows."""
    if link.parent_source_id is not None:
        return source_key(link.parent_source_id)
    return link.parent_id


def child_of(session: Session, derivation_id: int) -> int:
    """The piece that a link is about. Raises NotFound where there is none."""
    found = session.scalars(
        sa.select(Derivation.child_id).where(Derivation.id == derivation_id)
    ).one_or_none()
    if found is None:
        raise NotFound("There is no such link on this desk.", "Check the address.")
    return found
