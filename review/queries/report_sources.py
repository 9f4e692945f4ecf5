"""Which sources and which words a variant of an article's report has to leave out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.derivation_graph import source_key
from review.domain.disclosure import HIDDEN, HiddenSource, Redaction, strictest
from review.domain.vocabulary import DisclosureLevel, SourceKind, Variant
from review.models import Article, Capture, Claim, ClaimEvidence, Evidence, Source

# What tells of a piece, beside its title.
_TOLD = ("url", "final_url", "file_name", "note", "excerpt")


@dataclass(frozen=True, slots=True)
class _Use:
    """One evidence item as it was signed or as it stands now, with the source behind it."""

    evidence_id: int
    words: tuple[str, ...]
    source_id: int
    name: str
    owner: str
    kind: SourceKind
    level: DisclosureLevel


def redaction_of(
    session: Session,
    article: Article,
    contents: Sequence[Mapping[str, Any]],
    variant: Variant,
    people: Mapping[str, str],
) -> Redaction:
    """The stricter counts of what a source was when its claim was signed and what it is now."""
    registered = sa.select(Source).filter_by(desk_id=article.desk_id)
    sources = _bodies(session.scalars(registered).all())
    uses = [*_signed_uses(contents, sources), *_present_uses(session, article, sources)]
    of_source = {use.source_id: strictest(_levels(uses, use.source_id)) for use in uses}
    unsafe = [use for use in uses if of_source[use.source_id] in HIDDEN[variant]]
    hidden: dict[int, DisclosureLevel] = {}
    for use in unsafe:
        known = hidden.get(use.evidence_id, DisclosureLevel.PUBLIC)
        hidden[use.evidence_id] = strictest([known, of_source[use.source_id]])
    # A piece that stood under a hidden source at any time keeps all its words back.
    behind = [use for use in uses if use.evidence_id in hidden]
    return Redaction(
        hidden=hidden,
        sources=tuple(
            HiddenSource((use.name,), use.kind, of_source[use.source_id]) for use in unsafe
        ),
        passages=tuple(words for use in behind for words in (*use.words, use.owner)),
        people=people,
    )


def _bodies(rows: Sequence[Source]) -> dict[int, Sequence[Source]]:
    """By the id of each source, all rows that are one body with it: what it was merged with."""
    one: dict[int, list[Source]] = {}
    for row in rows:
        one.setdefault(row.merged_into_id or row.id, []).append(row)
    return {row.id: body for body in one.values() for row in body}


def _levels(uses: Sequence[_Use], source_id: int) -> Iterator[DisclosureLevel]:
    return (use.level for use in uses if use.source_id == source_id)


def _signed_uses(
    contents: Sequence[Mapping[str, Any]], sources: Mapping[int, Sequence[Source]]
) -> Iterator[_Use]:
    attached = (item for content in contents for item in content["evidence"])
    beyond = (item for content in contents for item in content.get("forebears", ()))
    for item in (item for item in (*attached, *beyond) if item["source"]):
        source = item["source"]
        words = _words(item["title"], *(item.get(name, "") for name in _TOLD))
        signed = DisclosureLevel(source["disclosure"])
        use = (_key(item), words, source["id"])
        yield _Use(*use, source["name"], source["owner"], SourceKind(source["kind"]), signed)
        for now in sources.get(source["id"], ()):
            yield _Use(*use, now.name, now.owner, now.kind, now.disclosure)


def _key(item: Mapping[str, Any]) -> int:
    """What is hidden is known by the id of the piece, or by the key of the source itself."""
    if item["id"] is None:
        return source_key(item["source"]["id"])
    return int(item["id"])


def _present_uses(
    session: Session, article: Article, sources: Mapping[int, Sequence[Source]]
) -> Iterator[_Use]:
    """Evidence of signed and unsigned claims alike, what was taken off again included."""
    rows = session.execute(
        sa.select(Evidence, ClaimEvidence.excerpt, Capture.final_url)
        .join(ClaimEvidence, ClaimEvidence.evidence_id == Evidence.id)
        .join(Claim, Claim.id == ClaimEvidence.claim_id)
        .outerjoin(Capture, Capture.evidence_id == Evidence.id)
        .where(Claim.article_id == article.id, Evidence.source_id.is_not(None))
    )
    for row in rows:
        evidence = row.Evidence
        words = _words(evidence.title, evidence.url, row.final_url or "", evidence.file_name,
                       evidence.note, row.excerpt)  # fmt: skip
        for now in sources[evidence.source_id]:
            yield _Use(evidence.id, words, evidence.source_id, now.name, now.owner, now.kind,
                       now.disclosure)  # fmt: skip


def _words(title: str, url: str = "", final_url: str = "", *others: str) -> tuple[str, ...]:
    bare = (address.partition("://")[2].removesuffix("/") for address in (url, final_url))
    return tuple(filter(None, (title, url, final_url, *bare, *others)))
