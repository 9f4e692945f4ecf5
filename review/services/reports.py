"""Making the verified claim report of an article."""

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import now
from review.domain.disclosure import mask_of, names_in
from review.domain.errors import Conflict, NotFound
from review.domain.moments import iso
from review.domain.policy import Actor, Permission, require_permission
from review.domain.report import LedgerPoint, VerifiedClaimReport, substance
from review.domain.vocabulary import Variant
from review.models import Article, Report
from review.queries import ledger
from review.queries.report_content import ReportContent, content_of
from review.queries.reports import ACTION, subject_of
from review.seal import canonical_bytes, digest
from review.services.custody import exported
from review.services.ledger import record
from review.text.canonical import digest as text_digest


def make_report(
    session: Session,
    *,
    article_id: int,
    actor: Actor,
    variant: Variant = Variant.PUBLIC,
    base_url: str = "",
) -> Report:
    """Freeze what is signed, and what is missing, as the article's next report.

    Where nothing has changed since the newest report of this variant, that one is returned and
    nothing is written. Raises Forbidden, NotFound, and Conflict where a signature does not fit its
    content or the article's own words name a source that the variant must hide.
    """
    require_permission(actor, Permission.MAKE_REPORT)
    article = _locked(session, article_id, actor)
    content = content_of(session, article=article, variant=variant, base_url=base_url)
    _check_signatures(content)
    _check_names(content)
    body_hash = digest(substance(content.report.to_plain()))
    newest = _newest(session, article_id, variant)
    if newest is not None and newest.body_hash == body_hash:
        return newest
    begun = replace(content.report, id=_next_id(session))
    exported(session, report=begun, actor=actor)
    at = now()
    report = replace(
        begun,
        number=_next_number(session, article_id),
        ledger=LedgerPoint(*ledger.head(session, desk_id=actor.desk_id)),
        made_at=iso(at),
        made_by=mask_of(content.redaction)(actor.name),
        supersedes=newest.number if newest else None,
    )
    return _keep(session, report, actor, body_hash, at)


def _locked(session: Session, article_id: int, actor: Actor) -> Article:
    """The article, so that two reports of it never get one number.

    The lock lets others refer to the article: a ledger line about it must not wait for us while
    we wait for the ledger.
    """
    article = session.scalars(
        sa.select(Article)
        .filter_by(id=article_id, desk_id=actor.desk_id)
        .with_for_update(key_share=True)
    ).one_or_none()
    if article is None:
        raise NotFound("There is no such article.", "Look at the desk's list of articles.")
    return article


def _check_signatures(content: ReportContent) -> None:
    for signature in content.signatures:
        if digest(signature.content) != signature.content_hash:
            number = signature.content["claim"]["number"]
            raise Conflict(
                f"What was signed for claim {number} no longer fits its signature.",
                "Reopen the claim, have it signed again, and check the database.",
            )


def _check_names(content: ReportContent) -> None:
    left = names_in(content.report.to_plain(), content.redaction.names())
    if left:
        raise Conflict(
            "The article or the desk's own words name a source that this report must hide: "
            + ", ".join(sorted(left)),
            "Give the source a cover name in the register, or change how far it may be disclosed.",
        )


def _newest(session: Session, article_id: int, variant: Variant) -> Report | None:
    return session.scalars(
        sa.select(Report)
        .filter_by(article_id=article_id, variant=variant)
        .order_by(Report.number.desc())
        .limit(1)
    ).one_or_none()


def _next_number(session: Session, article_id: int) -> int:
    highest = sa.select(sa.func.max(Report.number)).filter_by(article_id=article_id)
    return (session.scalars(highest).one() or 0) + 1


def _next_id(session: Session) -> int:
    """A report tells its own address, and its row is written once: so the id comes first."""
    if session.get_bind().dialect.name == "postgresql":
        sequence = sa.func.pg_get_serial_sequence(Report.__tablename__, Report.id.key)
        return session.scalars(sa.select(sa.func.nextval(sequence, type_=sa.Integer))).one()
    return (session.scalar(sa.select(sa.func.max(Report.id))) or 0) + 1


def _keep(
    session: Session, report: VerifiedClaimReport, actor: Actor, body_hash: str, at: datetime
) -> Report:
    canonical = canonical_bytes(report.to_plain()).decode()
    row = Report(
        id=report.id,
        desk_id=actor.desk_id,
        article_id=report.article.id,
        number=report.number,
        variant=report.variant,
        content=canonical,
        sha256=text_digest(canonical),
        body_hash=body_hash,
        made_by_id=actor.user_id,
        made_at=at,
    )
    session.add(row)
    record(
        session,
        actor=actor,
        action=ACTION,
        subject=subject_of(report.id),
        article_id=report.article.id,
        payload={
            "article": report.article.id,
            "number": report.number,
            "variant": report.variant.value,
            "draft": report.draft,
            "claims": len(report.claims),
            "sha256": row.sha256,
        },
    )
    return row
