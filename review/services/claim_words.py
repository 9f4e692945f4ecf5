"""Changing which words a claim is: a new anchor, one claim into two, two into one."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from review.domain.errors import Conflict, Invalid
from review.domain.policy import Actor, require
from review.domain.vocabulary import ClaimKind, ClaimState
from review.domain.workflow import Action
from review.models import Article, ArticleVersion, Checkpoint, Claim
from review.queries.claim_facts import facts_of
from review.services.assignments import end_all, move
from review.services.claims import add_words, newest_version, refuse_twin
from review.services.corrections import take_kind
from review.services.coverage import cover, uncover
from review.services.ledger import record, record_on_claim
from review.services.loading import of_desk, require_version
from review.services.sign_offs import void_if_changed
from review.text import anchors, suggestion
from review.text.chosen import look_at


def reword(
    session: Session,
    *,
    claim_id: int,
    actor: Actor,
    version: int | None,
    start: int,
    end: int,
    kind: ClaimKind | None = None,
) -> Claim:
    """Give a claim other words of the article's newest text, or another kind; voids a signature.

    A claim whose words a new version of the text has lost finds its place again by this.
    """
    claim = of_desk(session, Claim, claim_id, actor, lock=True)
    require(Action.REWORD, facts_of(session, claim), actor)
    require_version(claim.version, version, claim)
    text = newest_version(session, of_desk(session, Article, claim.article_id, actor, lock=True))
    before = {"start": claim.start, "end": claim.end, "kind": claim.kind.value}
    _anchor(claim, text, start, end)
    refuse_twin(session, text, (claim.start, claim.end), but=claim.id)
    claim.revision += 1
    take_kind(session, claim, kind or claim.kind)
    _check_again(session, claim, text.body)
    cover(session, claim, actor)
    uncover(session, text.id, actor)
    record_on_claim(
        session,
        claim,
        actor=actor,
        action=Action.REWORD,
        payload={
            "before": before,
            "after": {"start": claim.start, "end": claim.end, "kind": claim.kind.value},
        },
    )
    void_if_changed(session, claim, because="the claim's words were changed")
    return claim


def _anchor(claim: Claim, text: ArticleVersion, start: int, end: int) -> None:
    try:
        anchor = anchors.make(text.body, start, end)
    except ValueError as wrong:
        raise Invalid("", fields={"start": str(wrong)}) from wrong
    claim.article_version_id = text.id
    claim.text, claim.start, claim.end = anchor.exact, anchor.start, anchor.end
    claim.prefix, claim.suffix = anchor.prefix, anchor.suffix


def _check_again(session: Session, claim: Claim, text: str) -> None:
    """Read the checkpoints and the parts of the new words."""
    language = session.get_one(Article, claim.article_id).language
    for point in session.query(Checkpoint).filter_by(claim_id=claim.id):
        session.delete(point)
    seen = look_at(text, claim.start, claim.end, language, claim.kind)
    parts = suggestion.kept(seen)["parts"]
    claim.suggestion = {**claim.suggestion, "parts": parts}
    session.add_all(
        Checkpoint(claim_id=claim.id, kind=p.kind, start=p.start, end=p.end, text=p.text)
        for p in seen.checkpoints
    )


def split(
    session: Session,
    *,
    claim_id: int,
    actor: Actor,
    version: int | None,
    places: Sequence[tuple[int, int]],
) -> list[Claim]:
    """Make claims of their own of several places inside a claim; the old one is withdrawn."""
    claim = of_desk(session, Claim, claim_id, actor, lock=True)
    require(Action.SPLIT, facts_of(session, claim), actor)
    require_version(claim.version, version, claim)
    if len(set(places)) < 2:
        raise Invalid("", fields={"places": "Choose at least two different pieces."})
    if any(start < claim.start or end > claim.end for start, end in places):
        raise Invalid("", fields={"places": "Each piece must lie inside the claim."})
    article = of_desk(session, Article, claim.article_id, actor, lock=True)
    text = _text_it_stands_in(session, article, claim)
    parts = [add_words(session, article, text, actor, place, None) for place in sorted(set(places))]
    for part in parts:
        _keep_source(part, claim)
    numbers = ", ".join(str(part.number) for part in parts)
    _retire(session, claim, f"split into claims {numbers}")
    uncover(session, text.id, actor)
    record_on_claim(
        session,
        claim,
        actor=actor,
        action=Action.SPLIT,
        payload={"into": [part.id for part in parts], "reason": claim.withdrawn_reason},
    )
    return parts


def _keep_source(part: Claim, claim: Claim) -> None:
    """What was said in one sentence by one source is said by it in each piece."""
    if not part.attributed_to:
        part.attributed_to, part.source_chain = claim.attributed_to, list(claim.source_chain)


def split_parts(
    session: Session, *, claim_id: int, actor: Actor, version: int | None
) -> list[Claim]:
    """Split a claim into the facts that the finder saw in it. Raises Conflict where it saw one."""
    claim = of_desk(session, Claim, claim_id, actor)
    require(Action.SPLIT, facts_of(session, claim), actor)
    places = [(part.start, part.end) for part in suggestion.parts_in(claim.suggestion)]
    if not places:
        raise Conflict("The finder saw one fact in this claim.", "Split it under its words.")
    return split(session, claim_id=claim_id, actor=actor, version=version, places=places)


def merge(
    session: Session, *, claim_id: int, actor: Actor, version: int | None, other_id: int
) -> Claim:
    """Join two claims of one text into one over both places; both old ones are withdrawn."""
    # Locked in one order, so that two who merge the same pair do not wait for each other.
    both = {
        key: of_desk(session, Claim, key, actor, lock=True) for key in sorted({claim_id, other_id})
    }
    claim, other = both[claim_id], both[other_id]
    if other.article_version_id != claim.article_version_id or other.id == claim.id:
        raise Conflict("Only two different claims of the same text can be merged.")
    for one in (claim, other):
        require(Action.MERGE, facts_of(session, one), actor)
    require_version(claim.version, version, claim)
    article = of_desk(session, Article, claim.article_id, actor, lock=True)
    text = _text_it_stands_in(session, article, claim)
    place = (min(claim.start, other.start), max(claim.end, other.end))
    kind = min((claim.kind, other.kind), key=list(ClaimKind).index)
    for one in (claim, other):
        if (one.start, one.end) == place:
            raise Conflict("One of the two covers the other: withdraw the smaller one instead.")
    joined = add_words(session, article, text, actor, place, kind)
    for one in (claim, other):
        _retire(session, one, f"merged into claim {joined.number}")
        one.same_as_id = joined.id
    record(
        session,
        actor=actor,
        action=Action.MERGE,
        subject=f"claim {joined.id}",
        payload={"of": [claim.id, other.id]},
        claim_id=joined.id,
        article_id=claim.article_id,
    )
    return joined


def _text_it_stands_in(session: Session, article: Article, claim: Claim) -> ArticleVersion:
    text = newest_version(session, article)
    if claim.article_version_id != text.id:
        raise Conflict(
            "A new version of the text has lost this claim's words.",
            "Give it its place in the new text first.",
        )
    return text


def _retire(session: Session, claim: Claim, reason: str) -> None:
    # A lease may have run out that nobody has ended yet.
    end_all(session, claim)
    move(claim, ClaimState.WITHDRAWN)
    claim.withdrawn_reason = reason
