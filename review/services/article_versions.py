"""A new version of an article's text: what stands, what moved, and what a person must look at.

A claim whose words are found for certain keeps its review and goes along. Any other stays on the
text it was made from, where no report takes it, until an editor gives it its place or withdraws it.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.errors import Conflict
from review.domain.policy import Actor, Permission, require_permission
from review.domain.vocabulary import ClaimState
from review.models import Article, ArticleVersion, Checkpoint, Claim, Sentence
from review.queries.claim_file import policy_of
from review.services.articles import Prepared, freeze, held_already
from review.services.claims import insert_found, newest_version, next_number
from review.services.coverage import cover, uncover
from review.services.ledger import record
from review.services.loading import of_desk, require_version
from review.services.sign_offs import void_if_changed
from review.text import anchors, suggestion
from review.text.anchors import Anchor, AnchorStatus
from review.text.spans import Span

FOUND = frozenset({AnchorStatus.SAME, AnchorStatus.MOVED})


@dataclass
class NewVersion:
    """The text that was added, and the numbers of its claims by what became of them."""

    text: ArticleVersion
    claims: dict[AnchorStatus, list[int]] = field(default_factory=lambda: defaultdict(list))
    added: int = 0

    @property
    def to_place(self) -> int:
        """How many claims wait for a person to give them their place."""
        return sum(len(self.claims[s]) for s in (AnchorStatus.NEEDS_HUMAN, AnchorStatus.ORPHAN))


def add_version(
    session: Session, *, article_id: int, actor: Actor, version: int | None, prepared: Prepared
) -> NewVersion:
    """Freeze a new text of the article and take its claims along. `version` is the number seen.

    Raises Stale when another text came in between, and Conflict for a text that the desk holds.
    """
    require_permission(actor, Permission.EDIT_CLAIMS)
    of_desk(session, Article, article_id, actor)
    # Claims before their article, as in every act on a claim, so that no two wait for each other.
    _live_claims(session, article_id)
    article = of_desk(session, Article, article_id, actor, lock=True)
    old = newest_version(session, article)
    require_version(old.number, version)
    _refuse_known(session, article, prepared)
    made = NewVersion(freeze(session, article, prepared, actor, number=old.number + 1))
    kept = _keep_dispositions(session, old, made.text)
    carried, taken = _take_along(session, article, made)
    for claim in carried:
        cover(session, claim, actor)
    made.added = _add_new(session, article, made.text, prepared, [*kept, *taken])
    uncover(session, made.text.id, actor)
    _record(session, actor, article, made)
    for claim in carried:
        void_if_changed(session, claim, because="a new version of the article's text came in")
    return made


def _refuse_known(session: Session, article: Article, prepared: Prepared) -> None:
    twin = held_already(session, desk_id=article.desk_id, sha256=prepared.sha256)
    if twin is not None:
        where = "of this article" if twin.id == article.id else f"of article {twin.id}"
        raise Conflict(f"This is the same text as a version {where}.", "Nothing was changed.")


def _keep_dispositions(session: Session, old: ArticleVersion, new: ArticleVersion) -> list[Span]:
    """A sentence that both texts hold stays as it was accounted for; returns where they stand."""
    before = defaultdict(list)
    for row in _sentences(session, old):
        before[old.body[row.start : row.end]].append(row)
    kept = []
    for row in _sentences(session, new):
        twins = before[new.body[row.start : row.end]]
        if twins:
            same = twins.pop(0)
            row.disposition, row.reason = same.disposition, same.reason
            row.decided_by_id, row.decided_at = same.decided_by_id, same.decided_at
            kept.append(Span(row.start, row.end))
    return kept


def _sentences(session: Session, text: ArticleVersion) -> Sequence[Sentence]:
    return session.scalars(
        sa.select(Sentence).filter_by(article_version_id=text.id).order_by(Sentence.number)
    ).all()


def _take_along(
    session: Session, article: Article, made: NewVersion
) -> tuple[list[Claim], list[Span]]:
    """Find every live claim in the new text; returns those found, and the places not to add at."""
    carried, taken = [], []
    for claim in _live_claims(session, article.id):
        anchor = Anchor(claim.start, claim.end, claim.text, claim.prefix, claim.suffix)
        found = anchors.reanchor(anchor, made.text.body)
        made.claims[found.status].append(claim.number)
        if found.start is None or found.end is None:
            continue
        taken.append(Span(found.start, found.end))
        if found.status in FOUND:
            _place(session, claim, made.text, found.start)
            carried.append(claim)
    return carried, taken


def _live_claims(session: Session, article_id: int) -> Sequence[Claim]:
    return session.scalars(
        sa.select(Claim)
        .where(Claim.article_id == article_id, Claim.state != ClaimState.WITHDRAWN)
        .order_by(Claim.id)
        .with_for_update(key_share=True)
    ).all()


def _place(session: Session, claim: Claim, text: ArticleVersion, start: int) -> None:
    by = start - claim.start
    anchor = anchors.make(text.body, start, start + len(claim.text))
    claim.article_version_id = text.id
    claim.start, claim.end = anchor.start, anchor.end
    claim.prefix, claim.suffix = anchor.prefix, anchor.suffix
    for point in session.scalars(sa.select(Checkpoint).filter_by(claim_id=claim.id)):
        point.start, point.end = point.start + by, point.end + by
    claim.suggestion = suggestion.moved(claim.suggestion, by)


def _add_new(
    session: Session,
    article: Article,
    text: ArticleVersion,
    prepared: Prepared,
    closed: Sequence[Span],
) -> int:
    """Put claims of new sentences into the queue, but not where a claim may have its place."""
    new = tuple(
        seen
        for seen in prepared.found.claims
        if not any(span.start < seen.end and seen.start < span.end for span in closed)
    )
    return insert_found(
        session,
        article,
        text,
        replace(prepared.found, claims=new),
        policy_of(session, article.desk_id),
        first=next_number(session, article),
    )


def _record(session: Session, actor: Actor, article: Article, made: NewVersion) -> None:
    record(
        session,
        actor=actor,
        action="add_version",
        subject=f"article {article.id}",
        payload={
            "number": made.text.number,
            "sha256": made.text.sha256,
            "claims": {status.value: made.claims[status] for status in AnchorStatus},
            "added": made.added,
        },
        article_id=article.id,
    )
