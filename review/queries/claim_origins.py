"""Where the evidence of a claim comes from, piece by piece, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from review.domain.derivation_graph import source_key
from review.domain.disclosure import name_for
from review.domain.policy import Actor
from review.domain.sealed import SEALED_PIECE, reads_piece
from review.domain.vocabulary import DerivationKind, DisclosureLevel
from review.models import Derivation, Evidence, Source
from review.queries.claim_file import ClaimFile
from review.queries.lineage import parent_key

COMES_FROM = {
    DerivationKind.QUOTES: "quotes",
    DerivationKind.REWRITES: "rewrites",
    DerivationKind.SAME_WIRE: "is the same agency report as",
    DerivationKind.SAME_OWNER: "has the same owner as",
    DerivationKind.SAME_OFFICIAL: "rests on the same official as",
    DerivationKind.SAME_DOCUMENT: "rests on the same document as",
    DerivationKind.SHARED_AUTHOR: "shares an author with",
    DerivationKind.UNKNOWN: "comes, nobody knows yet how, from",
}
FROM_NOWHERE_KNOWN = "comes from nobody knows where"
NOBODY_SAID = "nobody has said where it comes from"


class Sort(StrEnum):
    """What a line is about: an attached piece, or what attached pieces come from."""

    ATTACHED = "attached"
    BEYOND = "beyond"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Step:
    """One step up. `parent` is how that is called, empty where nobody knows whereto; `known` is
    False where it is not known how the piece comes from there.
    """

    id: int
    parent: str
    words: str
    known: bool


@dataclass(frozen=True, slots=True)
class OriginLine:
    """One piece or source: how it is called, whose it is, and what it rests on.

    `id` is that of the piece, or of the source where the line is about one.
    """

    id: int
    sort: Sort
    called: str
    title: str
    source: str
    words: str
    steps: tuple[Step, ...]
    is_origin: bool
    is_accuser: bool
    in_circle: bool


def origin_lines(file: ClaimFile, actor: Actor) -> tuple[OriginLine, ...]:
    """A line for every attached piece in the order of the E-numbers, then for everything that
    these come from, as `actor` may read it.
    """
    names = called(file)
    pieces = [(row.evidence, Sort.ATTACHED) for row in file.attached]
    pieces += [(row, Sort.BEYOND) for row in file.lineage.beyond.values()]
    return (
        *(_of_piece(file, names, row, sort, actor) for row, sort in pieces),
        *(_of_source(file, names, row, actor) for row in file.lineage.sources.values()),
    )


def called(file: ClaimFile) -> dict[int, str]:
    """How everything in the graph is called on this claim, by its key: E1, P1 and S1.

    P are pieces that are not attached, S are sources. Numbers, as a name would tell a source.
    """
    names = {key: f"E{number}" for key, number in file.numbers.items()}
    names |= {key: f"P{at}" for at, key in enumerate(file.lineage.beyond, 1)}
    names |= {source_key(key): f"S{at}" for at, key in enumerate(file.lineage.sources, 1)}
    return names


def _of_piece(
    file: ClaimFile, names: Mapping[int, str], row: Evidence, sort: Sort, actor: Actor
) -> OriginLine:
    steps = tuple(_step(link, names) for link in file.lineage.links if link.child_id == row.id)
    readable = sort is Sort.ATTACHED or _reads(row, actor)
    said, accuser = [step.words for step in steps], file.accuses(row.source)
    return OriginLine(
        id=row.id,
        sort=sort,
        called=names[row.id],
        title=row.title if readable else SEALED_PIECE,
        source=source_name(row.source, actor),
        words=_words(file, row.id, said or _silent(file, names, row.id), accuser=accuser),
        steps=steps,
        is_origin=row.id in file.origins.roots(row.id),
        is_accuser=accuser,
        in_circle=row.id in file.origins.looped,
    )


def _of_source(file: ClaimFile, names: Mapping[int, str], row: Source, actor: Actor) -> OriginLine:
    key, name = source_key(row.id), source_name(row, actor)
    pieces = [row.evidence for row in file.attached] + list(file.lineage.beyond.values())
    accuser = file.accuses(row)
    own = [names[piece.id] for piece in pieces if piece.source_id == row.id]
    return OriginLine(
        id=row.id,
        sort=Sort.SOURCE,
        called=names[key],
        title=name,
        source=name,
        words=_words(
            file, key, [f"the source of {' and '.join(own)}"] if own else [], accuser=accuser
        ),
        steps=(),
        is_origin=key in file.origins.roots(key),
        is_accuser=accuser,
        in_circle=key in file.origins.looped,
    )


def _reads(row: Evidence, actor: Actor) -> bool:
    level = row.source.disclosure if row.source else DisclosureLevel.PUBLIC
    return reads_piece(actor, level=level, brought=row.added_by_id == actor.user_id)


def source_name(source: Source | None, actor: Actor) -> str:
    """What `actor` may read of whose a piece is; empty where nobody said."""
    if source is None:
        return ""
    return name_for(actor, key=source.id, name=source.name, level=source.disclosure)


def _step(link: Derivation, names: Mapping[int, str]) -> Step:
    key = parent_key(link)
    if key is None:
        return Step(link.id, "", FROM_NOWHERE_KNOWN, known=False)
    words = f"{COMES_FROM[link.kind]} {names[key]}"
    return Step(link.id, names[key], words, link.kind is not DerivationKind.UNKNOWN)


def _silent(file: ClaimFile, names: Mapping[int, str], key: int) -> list[str]:
    """What can be said of a piece that no link leads away from."""
    if key in file.origins.unknown:
        return [NOBODY_SAID]
    others = sorted(names[root] for root in file.origins.roots(key) - {key})
    return [f"has the same source as {' and '.join(others)}"] if others else []


def _as_origin(file: ClaimFile, key: int) -> str:
    if key in file.origins.accusing:
        return "an origin, the accuser"
    if key in file.origins.unknown:
        return "counts as one at most"
    return "an origin of its own"


def _words(file: ClaimFile, key: int, said: list[str], *, accuser: bool) -> str:
    origins = file.origins
    if key in file.retracted:
        return "; ".join([*said, "retracted, counts for nothing"])
    if key in origins.looped:
        said = [*said, "in a circle"]
    if key in origins.roots(key):
        return "; ".join([*said, _as_origin(file, key)])
    ending = "adds no origin"
    if accuser:
        ending = f"the accuser's own, {ending}"
    elif origins.rests_on_accuser(key):
        ending += ", rests on the accuser alone"
    return ", ".join([*said, ending])
