"""Asking a language model for suggestions, and what came of it.

Nothing is sent before an editor asks for it, and each asking is a line in the ledger: who asked
which host and model, and the digest of what it is sent. The request itself runs in the background,
outside any transaction, and sends exactly those bytes or nothing; once more without the wish for
JSON where the host refuses that wish.
"""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import Sessions, now
from review.domain.errors import Conflict
from review.domain.policy import Actor, Permission, require_permission
from review.domain.vocabulary import AskedFor, AskingStatus
from review.models import Accusation, Article, ArticleVersion, Asking, Claim
from review.queries.askings import held_back
from review.services.claims import newest_version
from review.services.ledger import record
from review.services.loading import LOCK, of_desk
from review.suggest import prompts
from review.suggest.answers import claims_in, wordings_in
from review.suggest.client import NoAnswerError, ask
from review.suggest.endpoint import Endpoint

MOST_CHARACTERS = 60_000
# An answer to what was asked longer ago would surprise whoever asked, so nothing is sent any more.
TOO_LATE_AFTER = timedelta(minutes=10)
# A request that began longer ago than any may take was cut off. It is not sent a second time.
CUT_OFF_AFTER = timedelta(minutes=2)
AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class _About:
    """What a request is about, and the bytes that are sent for it."""

    article: Article
    text: ArticleVersion
    claim: Claim | None
    model: str

    @property
    def body(self) -> bytes:
        if self.claim is None:
            return prompts.for_claims(
                self.model, article=self.text.body, language=self.article.language
            )
        return prompts.for_wordings(
            self.model,
            claim=self.claim.text,
            said_by=self.claim.attributed_to,
            language=self.article.language,
        )


def ask_claims(session: Session, *, article_id: int, actor: Actor, endpoint: Endpoint) -> Asking:
    """Ask which words of an article's newest text are claims."""
    require_permission(actor, Permission.EDIT_CLAIMS)
    article = of_desk(session, Article, article_id, actor, lock=True)
    text = newest_version(session, article)
    if len(text.body) > MOST_CHARACTERS:
        raise Conflict(
            f"This text is longer than {MOST_CHARACTERS:,} characters, too long to be sent.",
            "Add claims by hand.",
        )
    return _ask(session, _About(article, text, None, endpoint.model), actor, endpoint)


def ask_wordings(session: Session, *, claim_id: int, actor: Actor, endpoint: Endpoint) -> Asking:
    """Ask for plainer words for a claim."""
    require_permission(actor, Permission.EDIT_CLAIMS)
    claim = of_desk(session, Claim, claim_id, actor, lock=True)
    article = of_desk(session, Article, claim.article_id, actor, lock=True)
    text = newest_version(session, article)
    return _ask(session, _About(article, text, claim, endpoint.model), actor, endpoint)


def _ask(session: Session, about: _About, actor: Actor, endpoint: Endpoint) -> Asking:
    claim_id = about.claim.id if about.claim else None
    _refuse(session, about, claim_id)
    row = Asking(
        desk_id=actor.desk_id,
        article_id=about.article.id,
        article_version_id=about.text.id,
        claim_id=claim_id,
        claim_revision=about.claim.revision if about.claim else None,
        asked_for=AskedFor.WORDINGS if about.claim else AskedFor.CLAIMS,
        host=endpoint.host,
        model=endpoint.model,
        sent_sha256=sha256(about.body).hexdigest(),
        asked_by_id=actor.user_id,
        asked_at=now(),
    )
    session.add(row)
    record(
        session,
        actor=actor,
        action=f"ask_model_for_{row.asked_for.value}",
        subject=f"claim {claim_id}" if claim_id else f"article {about.article.id}",
        payload={"host": row.host, "model": row.model, "sent_sha256": row.sent_sha256},
        claim_id=claim_id,
        article_id=about.article.id,
    )
    return row


def _refuse(session: Session, about: _About, claim_id: int | None) -> None:
    reason = held_back(session, about.article, about.text.body)
    if reason:
        raise Conflict(reason, "Work on it without the language model.")
    if session.scalars(
        sa.select(Asking.id).where(
            Asking.article_id == about.article.id,
            Asking.claim_id == claim_id if claim_id else Asking.claim_id.is_(None),
            Asking.status == AskingStatus.PENDING,
        )
    ).first():
        raise Conflict("The language model was asked already.", "Its answer shows on the page.")


def waiting(sessions: Sessions) -> list[int]:
    """Requests without an outcome that nobody is at work on."""
    with sessions.read() as session:
        begun = Asking.started_at
        return list(
            session.scalars(
                sa.select(Asking.id)
                .where(
                    Asking.status == AskingStatus.PENDING,
                    sa.or_(begun.is_(None), begun < now() - CUT_OFF_AFTER),
                )
                .order_by(Asking.id)
                .limit(AT_ONCE)
            )
        )


def run(sessions: Sessions, endpoint: Endpoint | None, *, asking_id: int) -> None:
    """Send one request and keep what holds of the answer; called again it does nothing twice."""
    about = _begin(sessions, endpoint, asking_id)
    if about is None or endpoint is None:
        return
    try:
        suggested = _suggested(sessions, about, ask(endpoint, about.body))
    except NoAnswerError as none:
        _finish(sessions, asking_id, failure=str(none))
    else:
        _finish(sessions, asking_id, suggested=suggested)


def _begin(sessions: Sessions, endpoint: Endpoint | None, asking_id: int) -> _About | None:
    """Mark the request as begun; None when there is nothing to send, or nothing any more."""
    with sessions.write() as session:
        row = session.get(Asking, asking_id, with_for_update=LOCK)
        if row is None or row.status is not AskingStatus.PENDING:
            return None
        about = _About(
            session.get_one(Article, row.article_id),
            session.get_one(ArticleVersion, row.article_version_id),
            session.get_one(Claim, row.claim_id) if row.claim_id else None,
            row.model,
        )
        failure = _why_not(session, row, about, endpoint)
        if failure:
            _end(row, failure=failure)
        elif row.started_at is None:
            row.started_at = now()
        else:
            return None
        session.commit()
        return None if failure else about


def _why_not(session: Session, row: Asking, about: _About, endpoint: Endpoint | None) -> str:
    if row.started_at is not None:
        cut_off = row.started_at < now() - CUT_OFF_AFTER
        return "The worker was cut off while it waited for the answer." if cut_off else ""
    if row.asked_at < now() - TOO_LATE_AFTER:
        return "No worker came to this in time, so nothing was sent."
    if endpoint is None or (endpoint.host, endpoint.model) != (row.host, row.model):
        return "The settings name another language model now, so nothing was sent."
    if sha256(about.body).hexdigest() != row.sent_sha256:
        return "The words were changed meanwhile, so nothing was sent."
    return held_back(session, about.article, about.text.body)


def _suggested(sessions: Sessions, about: _About, answer: str) -> list[Any]:
    if about.claim is None:
        found = claims_in(answer, about.text.body, language=about.article.language)
        return [[place.start, place.end] for place in found]
    with sessions.read() as session:
        accused = sa.select(Accusation.accused).filter_by(claim_id=about.claim.id)
        names = tuple(session.scalars(accused))
    claim, language = about.claim, about.article.language
    said_by = claim.attributed_to
    return list(wordings_in(answer, claim.text, language=language, said_by=said_by, accused=names))


def _finish(
    sessions: Sessions, asking_id: int, *, suggested: list[Any] | None = None, failure: str = ""
) -> None:
    with sessions.write() as session:
        row = session.get_one(Asking, asking_id, with_for_update=LOCK)
        if row.status is AskingStatus.PENDING:
            _end(row, suggested=suggested, failure=failure)
            session.commit()


def _end(row: Asking, *, suggested: list[Any] | None = None, failure: str = "") -> None:
    row.status = AskingStatus.FAILED if failure else AskingStatus.ANSWERED
    row.suggested, row.failure, row.finished_at = suggested or [], failure, now()
