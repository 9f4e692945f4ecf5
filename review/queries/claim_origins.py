"""Where the evidence of a claim comes from, piece by piece, in words."""

from dataclasses import dataclass

from review.domain.disclosure import name_for
from review.domain.policy import Actor
from review.domain.vocabulary import DerivationKind
from review.models import ClaimEvidence, Source
from review.queries.claim_file import ClaimFile

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


@dataclass(frozen=True, slots=True)
class OriginLine:
    """One piece: how it is called, whose it is, and what it rests on, which may be itself."""

    evidence_id: int
    called: str
    source: str
    words: str
    parents: tuple[str, ...]
    is_origin: bool
    is_accuser: bool


def origin_lines(file: ClaimFile, actor: Actor) -> tuple[OriginLine, ...]:
    """A line for every attached piece, in the order of the E-numbers, as `actor` may read it."""
    return tuple(_line(file, row, actor) for row in file.attached)


def _line(file: ClaimFile, row: ClaimEvidence, actor: Actor) -> OriginLine:
    key = row.evidence_id
    links = [link for link in file.derivations if link.child_id == key]
    is_origin = key in file.origins.roots_of[key]
    said = [f"{COMES_FROM[link.kind]} E{file.numbers[link.parent_id or 0]}" for link in links]
    if not links and not is_origin:
        same = min(file.numbers[root] for root in file.origins.roots_of[key])
        said = [f"has the same source as E{same}"]
    accuser = file.is_accuser(row.evidence)
    return OriginLine(
        evidence_id=key,
        called=f"E{row.number}",
        source=source_name(row.evidence.source, actor),
        words=_words(said, is_origin=is_origin, accuser=accuser),
        parents=tuple(f"E{file.numbers[link.parent_id or 0]}" for link in links),
        is_origin=is_origin,
        is_accuser=accuser,
    )


def source_name(source: Source | None, actor: Actor) -> str:
    """What `actor` may read of whose a piece is; empty where nobody said."""
    if source is None:
        return ""
    return name_for(actor, key=source.id, name=source.name, level=source.disclosure)


def _words(said: list[str], *, is_origin: bool, accuser: bool) -> str:
    if is_origin:
        ending = "an origin, the accuser" if accuser else "an origin of its own"
        return "; ".join([*said, ending])
    return ", ".join([*said, "adds no origin"])
