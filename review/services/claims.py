"""Claims in the queue: found ones put in, and what an editor does to them by hand."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import now
from review.domain.desk_policy import DeskPolicy
from review.domain.errors import Conflict, Invalid
from review.domain.policy import Actor, Permission, require, require_permission
from review.domain.priority import priority
from review.domain.vocabulary import ClaimKind, ClaimState
from review.domain.workflow import Action
from review.models import (
    Accusation,
    Article,
    ArticleVersion,
    Checkpoint,
    Claim,
)
from review.queries.claim_facts import facts_of
from review.queries.claim_file import policy_of
from review.queries.source_names import known_as
from review.queries.weights import weights_in_use
from review.services.assignments import settle_queue_state
from review.services.coverage import cover
from review.services.ledger import record_on_claim
from review.services.loading import of_desk, require_version
from review.text import anchors, suggestion
from review.text.chosen import look_at
from review.text.finding import AccusationFound, ClaimFound, Found

MOST_ASSESSMENTS = 5
ADDED_BY_HAND = "added by an editor"


def insert_found(
    session: Session,
    article: Article,
    version: ArticleVersion,
    found: Found,
    policy: DeskPolicy,
    *,
    first: int = 1,
) -> int:
    """Put every found claim of a new text into the queue, numbered from `first`."""
    claims = found.claims
    if policy.split_by_itself:
        claims = tuple(part for seen in claims for part in suggestion.split_found(seen))
    for number, seen in enumerate(claims, first):
        _insert(session, article, version, number, seen, policy)
    return len(claims)


def _insert(
    session: Session,
    article: Article,
    version: ArticleVersion,
    number: int,
    seen: ClaimFound,
    policy: DeskPolicy,
    *,
    by: Actor | None = None,
) -> Claim:
    claim = _made(article, version, seen, policy, by)
    claim.number = number
    session.add(claim)
    session.flush()
    session.add_all(
        Checkpoint(claim_id=claim.id, kind=p.kind, start=p.start, end=p.end, text=p.text)
        for p in seen.checkpoints
    )
    if seen.kind is ClaimKind.ACCUSATION:
        open_sheet(session, claim, seen.accusation)
    return claim


def _made(
    article: Article, version: ArticleVersion, seen: ClaimFound, policy: DeskPolicy,
    by: Actor | None,
) -> Claim:  # fmt: skip
    anchor, at = anchors.make(version.body, seen.start, seen.end), now()
    return Claim(
        desk_id=article.desk_id,
        article_id=article.id,
        article_version_id=version.id,
        text=anchor.exact,
        start=anchor.start,
        end=anchor.end,
        prefix=anchor.prefix,
        suffix=anchor.suffix,
        kind=seen.kind,
        score=seen.score,
        why=list(seen.why) if by is None else [ADDED_BY_HAND, *seen.why],
        attributed_to=seen.attributed_to or "",
        source_chain=list(seen.source_chain or ()),
        suggestion=suggestion.kept(seen),
        found_by_machine=by is None,
        priority=priority(seen.score, seen.kind, contested=seen.fabrication_cue is not None),
        required=policy.required(accusation=seen.kind is ClaimKind.ACCUSATION),
        due_at=article.press_at,
        created_at=at,
        created_by_id=by.user_id if by else None,
        state_since=at,
    )


def open_sheet(session: Session, claim: Claim, seen: AccusationFound | None) -> Accusation:
    """Give a claim its accusation sheet, prefilled with what the finder saw."""
    accused, accuser = (seen and seen.accused) or "", (seen and seen.accuser) or ""
    sheet = Accusation(
        desk_id=claim.desk_id,
        claim_id=claim.id,
        accuser=accuser,
        # The name of a source that was merged says no more of itself who is meant.
        accuser_source_id=known_as(session, claim.desk_id, accuser),
        accused=accused,
        names_person=_names_person(seen),
        act=(seen and seen.act) or "",
    )
    session.add(sheet)
    session.flush()
    return sheet


def _names_person(seen: AccusationFound | None) -> bool:
    """On the safe side: where the finder cannot tell, two capitals look like a person's name."""
    if seen is None or seen.accused is None:
        return False
    if seen.is_person is not None:
        return seen.is_person
    return sum(word[:1].isupper() for word in seen.accused.split()) >= 2


def add(
    session: Session,
    *,
    article_id: int,
    actor: Actor,
    start: int,
    end: int,
    kind: ClaimKind | None = None,
    version: int | None = None,
) -> Claim:
    """Make a claim of any words of the article's newest text (code points, end exclusive).

    `version` is the number of the text in which the words were chosen. Raises Invalid for a place
    outside the text, Stale for an older text and Conflict where exactly this claim stands.
    """
    require_permission(actor, Permission.EDIT_CLAIMS)
    article = of_desk(session, Article, article_id, actor, lock=True)
    text = newest_version(session, article)
    require_version(text.number, version)
    claim = add_words(session, article, text, actor, (start, end), kind)
    record_on_claim(
        session,
        claim,
        actor=actor,
        action="add_claim",
        payload={"number": claim.number, "start": claim.start, "end": claim.end},
    )
    return claim


def newest_version(session: Session, article: Article) -> ArticleVersion:
    return session.scalars(
        sa.select(ArticleVersion)
        .filter_by(article_id=article.id)
        .order_by(ArticleVersion.number.desc())
        .limit(1)
    ).one()


def add_words(
    session: Session,
    article: Article,
    version: ArticleVersion,
    actor: Actor,
    place: tuple[int, int],
    kind: ClaimKind | None,
) -> Claim:
    try:
        span = anchors.trim(version.body, *place)
    except ValueError as wrong:
        raise Invalid("", fields={"start": str(wrong)}) from wrong
    refuse_twin(session, version, (span.start, span.end))
    weights = weights_in_use(session, article.desk_id)
    seen = look_at(version.body, span.start, span.end, article.language, kind, weights)
    policy = policy_of(session, article.desk_id)
    claim = _insert(
        session, article, version, next_number(session, article), seen, policy, by=actor
    )
    cover(session, claim, actor)
    return claim


def refuse_twin(
    session: Session, text: ArticleVersion, place: tuple[int, int], *, but: int = 0
) -> None:
    """Raise Conflict where exactly these words are a claim already, other than claim `but`."""
    start, end = place
    twin = session.scalars(
        sa.select(Claim.number)
        .filter_by(article_version_id=text.id, start=start, end=end)
        .where(Claim.state != ClaimState.WITHDRAWN, Claim.id != but)
    ).first()
    if twin is not None:
        raise Conflict(f"These words are claim {twin} already.", "Open it, or choose other words.")


def next_number(session: Session, article: Article) -> int:
    top = session.scalars(
        sa.select(sa.func.max(Claim.number)).where(Claim.article_id == article.id)
    ).one()
    return (top or 0) + 1


def ask_second(
    session: Session, *, claim_id: int, actor: Actor, version: int | None, required: int
) -> Claim:
    """Ask for more blind assessments of a claim than the desk's policy does."""
    claim = of_desk(session, Claim, claim_id, actor, lock=True)
    require(Action.ASK_SECOND, facts_of(session, claim), actor)
    require_version(claim.version, version, claim)
    if not claim.required < required <= MOST_ASSESSMENTS:
        raise Invalid("", fields={"required": "Ask for more than now, and five at the most."})
    claim.required = required
    settle_queue_state(session, claim)
    record_on_claim(
        session,
        claim,
        actor=actor,
        action=Action.ASK_SECOND,
        payload={"required": required},
    )
    return claim
