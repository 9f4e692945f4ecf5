"""What the finder suggested of a claim, put right by hand: each correction is an act of its own."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.errors import Conflict, Invalid, NotFound
from review.domain.policy import BLIND_STATES, Actor, require
from review.domain.priority import priority
from review.domain.vocabulary import CheckpointKind, ClaimKind
from review.domain.workflow import Action
from review.models import Accusation, ArticleVersion, Checkpoint, Claim, ExculpatoryNote
from review.queries.claim_facts import facts_of
from review.queries.claim_file import policy_of
from review.services.accusations import sheet_of, suggested
from review.services.assignments import renew, settle_queue_state
from review.services.claims import open_sheet
from review.services.ledger import record_on_claim
from review.services.loading import of_desk, require_version
from review.text import anchors, suggestion
from review.text.checkpoints import kind_of_words


def correct_kind(
    session: Session, *, claim_id: int, actor: Actor, revision: int | None, kind: ClaimKind
) -> Claim:
    """Call a claim another kind, an accusation or none among them. Raises Invalid for the same."""
    claim = _to_correct(session, claim_id, actor, Action.CORRECT_KIND, revision)
    if kind is claim.kind:
        raise Invalid("", fields={"kind": "This is its kind already. Choose another."})
    before = claim.kind
    take_kind(session, claim, kind)
    _record(session, actor, Action.CORRECT_KIND, claim, before=before.value, after=kind.value)
    return claim


def take_kind(session: Session, claim: Claim, kind: ClaimKind) -> None:
    """Make a claim one of another kind, with what follows. Part of another act.

    The desk's policy says how many assessments that asks for. An accusation gets its sheet; the
    sheet of what is none goes, unless a person entered something on it.
    """
    if kind is claim.kind:
        return
    facts, sheet = facts_of(session, claim), sheet_of(session, claim)
    kept = bool(facts.holders or facts.assessed_this_round or (sheet and sheet.flagged_at))
    claim.required = policy_of(session, claim.desk_id).required_anew(
        claim.required, was=claim.kind, now=kind, kept=kept
    )
    claim.kind = kind
    _weigh(claim)
    if kind is ClaimKind.ACCUSATION and sheet is None:
        open_sheet(session, claim, suggested(claim))
    elif kind is not ClaimKind.ACCUSATION and sheet and not _touched(session, sheet):
        session.delete(sheet)
    if claim.state in BLIND_STATES:
        settle_queue_state(session, claim)


def _touched(session: Session, sheet: Accusation) -> bool:
    noted = sa.select(sa.exists().where(ExculpatoryNote.accusation_id == sheet.id))
    return bool(sheet.recorded_at or sheet.flagged_at or session.scalars(noted).one())


def _weigh(claim: Claim) -> None:
    contested = bool(suggestion.cue_in(claim.suggestion))
    claim.priority = priority(claim.score, claim.kind, contested=contested)


def correct_source(
    session: Session,
    *,
    claim_id: int,
    actor: Actor,
    revision: int | None,
    attributed_to: str,
    source_chain: Sequence[str] = (),
) -> Claim:
    """Say who says so. The chain runs from the outermost source in; nothing is the article itself.

    Whoever is named leads the chain unless they stand in it.
    """
    claim = _to_correct(session, claim_id, actor, Action.CORRECT_SOURCE, revision)
    before = {"attributed_to": claim.attributed_to, "source_chain": list(claim.source_chain)}
    chain = [name for given in source_chain if (name := " ".join(given.split()))]
    named = " ".join(attributed_to.split()) or next(iter(chain), "")
    if named and named not in chain:
        chain.insert(0, named)
    after = {"attributed_to": named, "source_chain": chain}
    if after == before:
        raise Invalid("", fields={"attributed_to": "This is what stands already."})
    claim.attributed_to, claim.source_chain = named, chain
    _record(session, actor, Action.CORRECT_SOURCE, claim, before=before, after=after)
    return claim


def dismiss_cue(session: Session, *, claim_id: int, actor: Actor, revision: int | None) -> Claim:
    """Set aside the words in which the finder saw a doubt. Raises Conflict where none are shown."""
    claim = _to_correct(session, claim_id, actor, Action.DISMISS_CUE, revision)
    words = suggestion.cue_in(claim.suggestion)
    if not words:
        raise Conflict("No words of this claim are shown as a doubt.", "Load the page again.")
    claim.suggestion = {**claim.suggestion, suggestion.DISMISSED: True}
    _weigh(claim)
    _record(session, actor, Action.DISMISS_CUE, claim, words=words)
    return claim


def add_checkpoint(
    session: Session,
    *,
    claim_id: int,
    actor: Actor,
    revision: int | None,
    start: int,
    end: int,
    kind: CheckpointKind | None = None,
) -> Checkpoint:
    """Make a checkpoint of words of the claim (code points of the article, end exclusive).

    Without a kind the words tell it. Raises Invalid for a place outside the claim and Conflict
    where exactly these words are a checkpoint.
    """
    claim = _to_correct(session, claim_id, actor, Action.ADD_CHECKPOINT, revision)
    body = session.get_one(ArticleVersion, claim.article_version_id).body
    try:
        span = anchors.trim(body, start, end)
    except ValueError as wrong:
        raise Invalid("", fields={"words": str(wrong)}) from wrong
    if span.start < claim.start or span.end > claim.end:
        raise Invalid("", fields={"words": "Choose words of the claim itself."})
    place = {"claim_id": claim.id, "start": span.start, "end": span.end}
    if session.query(Checkpoint).filter_by(**place).first():
        raise Conflict("These words are a checkpoint already.", "Tick it, or choose other words.")
    words = span.of(body)
    point = Checkpoint(**place, text=words, kind=kind or kind_of_words(words))
    session.add(point)
    _record(session, actor, Action.ADD_CHECKPOINT, claim, kind=point.kind.value, words=words)
    return point


def remove_checkpoint(
    session: Session, *, claim_id: int, actor: Actor, revision: int | None, checkpoint_id: int
) -> Claim:
    """Take a checkpoint off a claim. Raises NotFound for one that is not on it."""
    claim = _to_correct(session, claim_id, actor, Action.REMOVE_CHECKPOINT, revision)
    point = session.get(Checkpoint, checkpoint_id)
    if point is None or point.claim_id != claim.id:
        raise NotFound("There is no such checkpoint on this claim.", "Load the page again.")
    session.delete(point)
    said = {"kind": point.kind.value, "words": point.text}
    _record(session, actor, Action.REMOVE_CHECKPOINT, claim, **said)
    return claim


def _to_correct(
    session: Session, claim_id: int, actor: Actor, action: Action, revision: int | None
) -> Claim:
    claim = of_desk(session, Claim, claim_id, actor, lock=True)
    require(action, facts_of(session, claim), actor)
    require_version(claim.revision, revision, claim)
    return claim


def _record(session: Session, actor: Actor, action: Action, claim: Claim, **said: Any) -> None:
    """Whoever assesses the claim is to see what changed, so the correction is a new revision."""
    claim.revision += 1
    renew(session, claim, actor)
    payload = {"round": claim.round, **said}
    record_on_claim(session, claim, actor=actor, action=action, payload=payload)
