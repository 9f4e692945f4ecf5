"""Accusations: the flag that one may be fabricated, its record, and what speaks for it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from review.db import now
from review.domain.errors import Invalid
from review.domain.policy import BLIND_STATES, Actor, require
from review.domain.vocabulary import Stage
from review.domain.workflow import Action
from review.models import Accusation, Claim, ExculpatoryNote
from review.queries.claim_facts import facts_of
from review.services.assignments import renew, settle_queue_state
from review.services.claims import open_sheet
from review.services.ledger import record_on_claim
from review.services.loading import LOCK, of_desk, require_version
from review.services.sign_offs import void_if_changed
from review.services.sources import named_source
from review.text.finding import AccusationFound


def flag(session: Session, *, claim_id: int, actor: Actor, reason: str) -> Accusation:
    """Say that the accusation may be fabricated: opens its sheet and calls the editors.

    A flagged claim needs two blind assessments, whatever its kind.
    """
    claim = of_desk(session, Claim, claim_id, actor, lock=True)
    require(Action.FLAG, facts_of(session, claim), actor)
    if not reason.strip():
        raise Invalid("", fields={"reason": "Say what makes you think so; editors read it first."})
    sheet = sheet_of(session, claim) or open_sheet(session, claim, suggested(claim))
    sheet.flagged_at, sheet.flagged_by_id, sheet.flag_reason = now(), actor.user_id, reason.strip()
    sheet.settled_at, sheet.settled_by_id, sheet.settled_reason = None, None, ""
    claim.required = max(2, claim.required)
    if claim.state in BLIND_STATES:
        settle_queue_state(session, claim)
    renew(session, claim, actor)
    _record(session, actor, Action.FLAG, claim, reason=sheet.flag_reason)
    void_if_changed(session, claim, because="the accusation was flagged as possibly fabricated")
    return sheet


def sheet_of(session: Session, claim: Claim) -> Accusation | None:
    return session.query(Accusation).filter_by(claim_id=claim.id).one_or_none()


def suggested(claim: Claim) -> AccusationFound | None:
    seen = claim.suggestion.get("accusation")
    return AccusationFound(**seen) if seen else None


def settle_flag(
    session: Session, *, accusation_id: int, actor: Actor, version: int | None, reason: str
) -> Accusation:
    """An editor answers a flag in writing; the sheet stays."""
    sheet, claim = _locked(session, accusation_id, actor)
    require(Action.SETTLE_FLAG, facts_of(session, claim), actor)
    require_version(sheet.version, version, sheet)
    if not reason.strip():
        raise Invalid("", fields={"reason": "Say what you make of the flag."})
    sheet.settled_at, sheet.settled_by_id = now(), actor.user_id
    sheet.settled_reason = reason.strip()
    _record(session, actor, Action.SETTLE_FLAG, claim, reason=sheet.settled_reason)
    void_if_changed(session, claim, because="a flag was settled")
    return sheet


@dataclass(frozen=True, slots=True)
class Account:
    """The record of an accusation as a person enters it."""

    accuser: str
    accused: str
    names_person: bool
    act: str
    law: str = ""
    forum: str = ""
    place: str = ""
    stage: Stage = Stage.SUSPICION
    began_on: date | None = None
    ended_on: date | None = None
    outcome: str = ""
    accuser_says: str = ""
    accused_says: str = ""


def keep_account(
    session: Session, *, accusation_id: int, actor: Actor, version: int | None, account: Account
) -> Accusation:
    """Enter or correct who accuses whom of what, before which court, and what each side says."""
    sheet, claim = _locked(session, accusation_id, actor)
    require(Action.RECORD_ACCUSATION, facts_of(session, claim), actor)
    require_version(sheet.version, version, sheet)
    if account.began_on and account.ended_on and account.ended_on < account.began_on:
        raise Invalid("", fields={"ended_on": "The end lies before the beginning."})
    for name in Account.__slots__:
        value = getattr(account, name)
        setattr(sheet, name, value.strip() if isinstance(value, str) else value)
    sheet.stage = account.stage
    source = named_source(session, actor=actor, name=account.accuser) if account.accuser else None
    sheet.accuser_source_id = source.id if source else None
    sheet.recorded_at, sheet.recorded_by_id = now(), actor.user_id
    renew(session, claim, actor)
    _record(
        session, actor, Action.RECORD_ACCUSATION, claim,
        accuser=sheet.accuser, accused=sheet.accused, act=sheet.act, stage=sheet.stage.value,
    )  # fmt: skip
    void_if_changed(session, claim, because="the record of the accusation changed")
    return sheet


def note_exculpatory(
    session: Session, *, accusation_id: int, actor: Actor, text: str, rests_on: str = ""
) -> ExculpatoryNote:
    """Enter what speaks for the accusation being genuine."""
    sheet, claim = _locked(session, accusation_id, actor)
    require(Action.NOTE_EXCULPATORY, facts_of(session, claim), actor)
    if not text.strip():
        raise Invalid("", fields={"text": "Say what speaks for the accusation."})
    note = ExculpatoryNote(
        accusation_id=sheet.id,
        round=claim.round,
        text=text.strip(),
        rests_on=rests_on.strip(),
        user_id=actor.user_id,
        noted_at=now(),
    )
    session.add(note)
    session.flush()
    renew(session, claim, actor)
    # Only that a note was made: the other assessor, who must stay blind, reads the ledger too.
    _record(session, actor, Action.NOTE_EXCULPATORY, claim, note=note.id)
    void_if_changed(session, claim, because="a note for the accusation was added")
    return note


def _locked(session: Session, accusation_id: int, actor: Actor) -> tuple[Accusation, Claim]:
    sheet = of_desk(session, Accusation, accusation_id, actor)
    claim = of_desk(session, Claim, sheet.claim_id, actor, lock=True)
    session.refresh(sheet, with_for_update=LOCK)
    return sheet, claim


def _record(session: Session, actor: Actor, action: Action, claim: Claim, **said: object) -> None:
    record_on_claim(
        session,
        claim,
        actor=actor,
        action=action,
        payload={"round": claim.round, **said},
    )
