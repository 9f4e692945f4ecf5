"""What a report of an article says, read from the rows: all but its number, time and maker."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from review.domain.colleagues import parts_played
from review.domain.coverage import coverage
from review.domain.desk_policy import DeskPolicy
from review.domain.disclosure import Mask, Redaction, mask_of
from review.domain.moments import iso
from review.domain.redaction import redact
from review.domain.report import (
    MISSING_BECAUSE,
    LedgerPoint,
    MissingClaim,
    ReportArticle,
    ReportedClaim,
    ReportPolicy,
    ReportSentence,
    VerifiedClaimReport,
    is_draft,
)
from review.domain.vocabulary import ClaimState, Variant
from review.models import Article, ArticleVersion, Claim, Desk, Sentence, SignOff, SignOffEnd
from review.queries.claim_file import names_on, policy_of
from review.queries.report_sources import redaction_of

# Filled in by whoever makes the report.
_TO_COME = LedgerPoint(0, "")


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of one article; a claim comes with its standing signature or without."""

    article: Article
    text: ArticleVersion
    sentences: Sequence[Sentence]
    claims: Sequence[tuple[Claim, SignOff | None]]
    names: Mapping[int, str]

    @property
    def signed(self) -> list[tuple[Claim, SignOff]]:
        return [
            (claim, signature)
            for claim, signature in self.claims
            if signature is not None and stands(claim, self.text)
        ]

    @property
    def unsigned(self) -> list[Claim]:
        return [
            claim
            for claim, signature in self.claims
            if signature is None or not stands(claim, self.text)
        ]

    def name(self, user_id: int | None) -> str:
        return self.names.get(user_id, "") if user_id is not None else ""


def stands(claim: Claim, text: ArticleVersion) -> bool:
    """Whether the claim goes into a report as signed: on this text, and not on an earlier one."""
    return claim.state is ClaimState.SIGNED_OFF and claim.article_version_id == text.id


@dataclass(frozen=True, slots=True)
class ReportContent:
    """A report as it would read now, with 0 and "" for what only its making can say.

    The redaction that was done and the signatures behind come along, for whoever checks them.
    """

    report: VerifiedClaimReport
    redaction: Redaction
    signatures: Sequence[SignOff]


def content_of(
    session: Session, *, article: Article, variant: Variant, base_url: str
) -> ReportContent:
    rows = _rows(session, article)
    policy = policy_of(session, article.desk_id)
    contents = [signature.content for _, signature in rows.signed]
    people = {} if _named(policy, variant) else _parts(rows, contents)
    redaction = redaction_of(session, rows.article, contents, variant, people)
    report = _report(session, rows, policy, variant, base_url, redaction)
    return ReportContent(report, redaction, [signature for _, signature in rows.signed])


def _report(
    session: Session,
    rows: _Rows,
    policy: DeskPolicy,
    variant: Variant,
    base_url: str,
    redaction: Redaction,
) -> VerifiedClaimReport:
    mask = mask_of(redaction)
    missing = tuple(missing_claim(claim, rows.text, mask) for claim in rows.unsigned)
    covered = coverage(sentence.disposition for sentence in rows.sentences)
    return VerifiedClaimReport(
        id=0,
        number=0,
        variant=variant,
        draft=is_draft(missing, covered),
        desk=session.get_one(Desk, rows.article.desk_id).name,
        base_url=base_url,
        article=_article(rows, mask),
        claims=tuple(_claims(rows, redaction, mask)),
        missing=missing,
        coverage=covered,
        method=policy.method,
        corrections=policy.corrections,
        funding=policy.funding,
        policy=_policy(policy, variant),
        ledger=_TO_COME,
        made_at="",
        made_by="",
    )


def _rows(session: Session, article: Article) -> _Rows:
    text = session.scalars(
        sa.select(ArticleVersion)
        .filter_by(article_id=article.id)
        .order_by(ArticleVersion.number.desc())
        .limit(1)
    ).one()
    ended = aliased(SignOffEnd)
    standing = (
        sa.select(SignOff.id)
        .outerjoin(ended, ended.sign_off_id == SignOff.id)
        .where(ended.id.is_(None))
    )
    claims = session.execute(
        sa.select(Claim, SignOff)
        .outerjoin(SignOff, (SignOff.claim_id == Claim.id) & SignOff.id.in_(standing))
        .where(Claim.article_id == article.id)
        .order_by(Claim.number)
    ).all()
    sentences = session.scalars(
        sa.select(Sentence).filter_by(article_version_id=text.id).order_by(Sentence.number)
    ).all()
    pairs = [(row[0], row[1]) for row in claims]
    return _Rows(article, text, sentences, pairs, names_on(session, article.desk_id))


def _named(policy: DeskPolicy, variant: Variant) -> bool:
    """The desk's own copy always says who did what."""
    return policy.reports_name_people or variant is Variant.INTERNAL


def _parts(rows: _Rows, contents: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    editors = [rows.name(signature.user_id) for _, signature in rows.signed]
    editors += [rows.name(sentence.decided_by_id) for sentence in rows.sentences]
    return parts_played(contents, editors, [rows.names[at] for at in sorted(rows.names)])


def _article(rows: _Rows, mask: Mask) -> ReportArticle:
    article, text = rows.article, rows.text
    return ReportArticle(
        id=article.id,
        title=article.title,
        byline=article.byline,
        publisher=article.publisher,
        published_on=article.published_on.isoformat() if article.published_on else None,
        language=article.language,
        url=article.url,
        version=text.number,
        sha256=text.sha256,
        body=text.body,
        sentences=tuple(
            ReportSentence(
                row.number,
                row.start,
                row.end,
                row.disposition,
                mask(row.reason),
                mask(rows.name(row.decided_by_id)),
            )
            for row in rows.sentences
        ),
    )


def _claims(rows: _Rows, redaction: Redaction, mask: Mask) -> Iterable[ReportedClaim]:
    for _, signature in rows.signed:
        content, withheld = redact(signature.content, redaction, mask)
        yield ReportedClaim(
            content=content,
            content_hash=signature.content_hash,
            signed_by=mask(rows.name(signature.user_id)),
            signed_at=iso(signature.signed_at),
            note=mask(signature.note),
            withheld=withheld,
        )


def missing_claim(claim: Claim, text: ArticleVersion, mask: Mask) -> MissingClaim:
    """How a report speaks of a claim that it has no signature of."""
    withdrawn = claim.state is ClaimState.WITHDRAWN
    reason = mask(claim.withdrawn_reason) if withdrawn else MISSING_BECAUSE[claim.state]
    here = claim.article_version_id == text.id
    return MissingClaim(
        number=claim.number,
        text=claim.text,
        state=claim.state,
        reason=reason,
        start=claim.start if here else None,
        end=claim.end if here else None,
    )


def _policy(policy: DeskPolicy, variant: Variant) -> ReportPolicy:
    return ReportPolicy(
        assessments=policy.required(accusation=False),
        accusation_assessments=policy.required(accusation=True),
        lease_minutes=policy.lease_minutes,
        reply_waiver_allowed=policy.reply_waiver_allowed,
        names_people=_named(policy, variant),
        split_by_itself=policy.split_by_itself,
    )
