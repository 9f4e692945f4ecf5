"""The register of sources: one row a body, its letter over time, and what rests on it."""

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from review.db import now
from review.domain.disclosure import knows_sealed
from review.domain.errors import Conflict, Forbidden, Invalid
from review.domain.policy import Actor, Permission, require_permission
from review.domain.ripples import falls
from review.domain.vocabulary import DisclosureLevel, RippleCause, SourceKind, SourceLetter
from review.models import Claim, ClaimEvidence, Source, SourceLetterChange
from review.queries.lineage import resting_on_source
from review.queries.source_names import name_key
from review.seal import digest
from review.services import ripple
from review.services.ledger import record
from review.services.loading import of_desk, require_version
from review.services.sign_offs import void_if_changed

# What a row that points at this one takes itself; only merging, which locks harder, has to wait.
NOT_MERGED_MEANWHILE = {"read": True, "key_share": True}


def named_source(session: Session, *, actor: Actor, name: str) -> Source:
    """The desk's source of that name; made on first mention, with the letter F: not yet judged.

    Of one that was merged the name leads to the source that stayed. Part of another act, so it
    writes no ledger row of its own.
    """
    key = name_key(name)
    if not key:
        raise Invalid("", fields={"source": "Give the source a name."})
    known = sa.select(Source).filter_by(desk_id=actor.desk_id, name_key=key)
    found = session.scalars(known).one_or_none()
    if found is not None:
        return that_stayed(session, found)
    made = Source(
        desk_id=actor.desk_id,
        name=" ".join(name.split()),
        name_key=key,
        created_at=now(),
        created_by_id=actor.user_id,
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        # A colleague named the same source at this moment.
        return session.scalars(known).one()
    return made


def that_stayed(session: Session, source: Source) -> Source:
    """The source, or the one that it was merged into, and no merge of it until the act is done."""
    session.refresh(source, with_for_update=NOT_MERGED_MEANWHILE)
    if source.merged_into_id is None:
        return source
    return session.get_one(Source, source.merged_into_id)


def add(session: Session, *, actor: Actor, name: str, kind: SourceKind) -> Source:
    """Enter a source by hand. Raises Conflict when the desk has it already."""
    require_permission(actor, Permission.EDIT_SOURCES)
    key = name_key(name)
    if session.scalars(sa.select(Source).filter_by(desk_id=actor.desk_id, name_key=key)).first():
        raise Conflict("A source of this name is in the register already.")
    source = named_source(session, actor=actor, name=name)
    source.kind = kind
    record(
        session,
        actor=actor,
        action="add_source",
        subject=f"source {source.id}",
        payload={"kind": kind.value},
    )
    return source


def describe(
    session: Session,
    *,
    source_id: int,
    actor: Actor,
    version: int | None,
    kind: SourceKind,
    domain: str = "",
    owner: str = "",
    notes: str = "",
    disclosure: DisclosureLevel = DisclosureLevel.PUBLIC,
) -> Source:
    """Set what is known of a source. Signed claims that rest on it are looked at again."""
    source = _locked(session, source_id, actor)
    require_version(source.version, version, source)
    claims = _resting_on(session, source)
    source.kind, source.domain, source.owner = kind, domain.strip(), owner.strip()
    source.notes, source.disclosure = notes.strip(), disclosure
    # A source that was merged into it is the same body, and its name as secret.
    merged = sa.update(Source).where(Source.merged_into_id == source.id)
    session.execute(merged.values(disclosure=disclosure))
    record(
        session,
        actor=actor,
        action="describe_source",
        subject=f"source {source.id}",
        payload={"kind": kind.value, "disclosure": disclosure.value},
    )
    _look_again(session, claims, "what is known of a source changed")
    return source


def give_letter(
    session: Session,
    *,
    source_id: int,
    actor: Actor,
    version: int | None,
    letter: SourceLetter,
    reason: str,
) -> SourceLetterChange:
    """Grade a source A to F, with a reason. Signed claims that rest on it are looked at again.

    Where the letter falls, every claim that rests on the source is open again, those that wait to
    be signed as well, and reports are marked.
    """
    source = _locked(session, source_id, actor)
    require_version(source.version, version, source)
    if not reason.strip():
        raise Invalid("", fields={"reason": "Say why the source has this letter."})
    before = source.letter
    fell = falls(before, letter)
    claims = ripple.hold(session, source_id=source.id) if fell else _resting_on(session, source)
    source.letter = letter
    change = SourceLetterChange(
        source_id=source.id,
        letter=letter,
        reason=reason.strip(),
        user_id=actor.user_id,
        changed_at=now(),
    )
    session.add(change)
    record(
        session,
        actor=actor,
        action="give_letter",
        subject=f"source {source.id}",
        payload={"letter": letter.value, **_reason_of(source, change)},
    )
    if fell:
        why = f"from {before.value} to {letter.value}. {change.reason}"
        ripple.run(session, cause=RippleCause.LETTER, reason=why, actor=actor, source_id=source.id)
    else:
        _look_again(session, claims, f"the letter of a source is now {letter.value}")
    return change


def _reason_of(source: Source, change: SourceLetterChange) -> dict[str, str]:
    """Why, for the ledger, which reviewers read too: of a sealed source only the digest."""
    if source.disclosure is DisclosureLevel.SEALED:
        return {"reason_sha256": digest(change.reason)}
    return {"reason": change.reason}


def _locked(session: Session, source_id: int, actor: Actor) -> Source:
    """The source, for someone who may change it: a sealed one is for those who know its name."""
    require_permission(actor, Permission.EDIT_SOURCES)
    source = of_desk(session, Source, source_id, actor, lock=True)
    if source.disclosure is DisclosureLevel.SEALED and not knows_sealed(actor):
        raise Forbidden("This source is sealed.", "Ask an editor to make the change.")
    if source.merged_into_id is not None:
        raise Conflict("This source was merged into another.", "Change the one that stayed.")
    return source


def _resting_on(session: Session, source: Source) -> list[Claim]:
    """Every claim whose evidence is of a source or comes from it, locked in a fixed order."""
    return list(
        session.scalars(
            sa.select(Claim)
            .where(
                Claim.id.in_(
                    sa.select(ClaimEvidence.claim_id).where(
                        ClaimEvidence.evidence_id.in_(resting_on_source(source.id)),
                        ClaimEvidence.detached_at.is_(None),
                    )
                )
            )
            .order_by(Claim.id)
            .with_for_update(key_share=True)
        )
    )


def _look_again(session: Session, claims: list[Claim], because: str) -> None:
    for claim in claims:
        void_if_changed(session, claim, because=because)
