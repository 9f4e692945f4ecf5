"""Importing an article: its words frozen, every sentence accounted for, its claims in the queue."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from review.db import now
from review.domain.authors import named_in
from review.domain.errors import Conflict, Invalid
from review.domain.policy import Actor, Permission, require_permission
from review.models import Article, ArticleVersion, Author, Membership, Sentence, User
from review.queries.claim_file import policy_of
from review.services.claims import insert_found
from review.services.ledger import record
from review.text.canonical import canonical_text, digest
from review.text.finder import find_claims
from review.text.finding import Found

MAX_CHARACTERS = 400_000


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article read and looked through, before the database hears of it."""

    text: str
    sha256: str
    found: Found
    title: str
    byline: str = ""
    publisher: str = ""
    published_on: date | None = None
    url: str = ""
    original_name: str = ""
    media_type: str = "text/plain"


@dataclass(frozen=True, slots=True)
class About:
    """What a person or a file says about an article beside its text."""

    title: str = ""
    byline: str = ""
    publisher: str = ""
    published_on: date | None = None
    language: str = ""
    url: str = ""
    original_name: str = ""
    media_type: str = "text/plain"


_NOTHING = About()
Find = Callable[[str, str | None], Found]


def prepare(raw: str, about: About = _NOTHING, find: Find = find_claims) -> Prepared:
    """Make the canonical text and find its claims. Raises Invalid for no text or too much of it.

    `find` is the finder itself, or the one that runs it in a process apart.
    """
    text = canonical_text(raw).strip("\n")
    if not text.strip():
        raise Invalid("", fields={"text": "There is no text. Paste the article, or give a file."})
    if len(text) > MAX_CHARACTERS:
        raise Invalid("", fields={"text": "The text is too long for one article (400,000 signs)."})
    found = find(text, about.language or None)
    return Prepared(
        text=text,
        sha256=digest(text),
        found=found,
        title=about.title.strip() or _first_line(text),
        byline=about.byline.strip(),
        publisher=about.publisher.strip(),
        published_on=about.published_on,
        url=about.url,
        original_name=about.original_name,
        media_type=about.media_type,
    )


def _first_line(text: str) -> str:
    line = text.lstrip().splitlines()[0].strip()
    return line if len(line) <= 160 else line[:157].rsplit(" ", 1)[0] + "…"


@dataclass(frozen=True, slots=True)
class Handling:
    """How the desk will handle an article: when it goes to press, and who wrote it.

    `written_by_id` comes on top of everybody whom the byline names.
    """

    press_at: datetime | None = None
    written_by_id: int | None = None


_NO_HANDLING = Handling()


def import_article(
    session: Session, *, prepared: Prepared, actor: Actor, handling: Handling = _NO_HANDLING
) -> Article:
    """Freeze the text and put its claims in the queue.

    Raises Conflict when this desk holds the same text already: nothing is stored twice.
    """
    require_permission(actor, Permission.IMPORT_ARTICLE)
    _refuse_twin(session, actor.desk_id, prepared)
    article = _enter(session, prepared, actor, handling)
    version = freeze(session, article, prepared, actor)
    policy = policy_of(session, actor.desk_id)
    claims = insert_found(session, article, version, prepared.found, policy)
    record(
        session,
        actor=actor,
        action="import_article",
        subject=f"article {article.id}",
        payload={
            "title": article.title,
            "sha256": prepared.sha256,
            "sentences": len(prepared.found.sentences),
            "claims": claims,
        },
        article_id=article.id,
    )
    return article


def _enter(session: Session, prepared: Prepared, actor: Actor, handling: Handling) -> Article:
    article = Article(
        desk_id=actor.desk_id,
        title=prepared.title,
        byline=prepared.byline,
        publisher=prepared.publisher,
        published_on=prepared.published_on,
        language=prepared.found.language,
        url=prepared.url,
        press_at=handling.press_at,
        imported_by_id=actor.user_id,
        created_at=now(),
    )
    session.add(article)
    session.flush()
    session.add_all(
        Author(article_id=article.id, user_id=user_id)
        for user_id in _authors(session, actor, prepared.byline, handling)
    )
    return article


def _refuse_twin(session: Session, desk_id: int, prepared: Prepared) -> None:
    twin = held_already(session, desk_id=desk_id, sha256=prepared.sha256)
    if twin is not None:
        raise Conflict(
            f"This desk holds the same text already, as article {twin.id}.",
            f"Open it at /articles/{twin.id}.",
        )


def held_already(session: Session, *, desk_id: int, sha256: str) -> Article | None:
    """The article of a desk that has, or once had, exactly this text."""
    return session.scalars(
        sa.select(Article)
        .join(ArticleVersion, ArticleVersion.article_id == Article.id)
        .where(ArticleVersion.desk_id == desk_id, ArticleVersion.sha256 == sha256)
    ).first()


def freeze(
    session: Session, article: Article, prepared: Prepared, actor: Actor, *, number: int = 1
) -> ArticleVersion:
    """Keep a text of the article for good, with its sentences as the finder sees them.

    Raises Conflict when somebody else brought in the same text at this moment.
    """
    version = ArticleVersion(
        desk_id=article.desk_id,
        article_id=article.id,
        number=number,
        body=prepared.text,
        sha256=prepared.sha256,
        original_name=prepared.original_name,
        media_type=prepared.media_type,
        created_at=now(),
        created_by_id=actor.user_id,
    )
    try:
        with session.begin_nested():
            session.add(version)
    except IntegrityError:
        _refuse_twin(session, article.desk_id, prepared)
        raise
    session.add_all(
        Sentence(
            article_version_id=version.id,
            number=number,
            start=found.start,
            end=found.end,
            disposition=found.disposition,
            reason=found.reason,
        )
        for number, found in enumerate(prepared.found.sentences, 1)
    )
    return version


def _authors(session: Session, actor: Actor, byline: str, handling: Handling) -> frozenset[int]:
    """The desk's own people who wrote it: they must not check their own article."""
    people = session.execute(
        sa.select(User.id, User.name)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.desk_id == actor.desk_id)
        .distinct()
    )
    named = named_in(byline, {row.id: row.name for row in people})
    return named | {handling.written_by_id} if handling.written_by_id else named
