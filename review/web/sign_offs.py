"""What an editor does with a finished round: open a gate by hand, sign, or begin again."""

from typing import Any

from flask import Blueprint, current_app

from review.domain.gates import GateCode
from review.domain.policy import Permission
from review.domain.vocabulary import Role
from review.forms.act import ActForm
from review.forms.sign_offs import (
    ConfirmLevelForm,
    ReopenForm,
    SendBackForm,
    SignOffForm,
    WaiverForm,
)
from review.queries.claim_evidence import digests_on
from review.services import blobs, gates, sign_offs
from review.stores.store import Condition
from review.web.access import access, actor
from review.web.acts import Done, act
from review.web.claims import back, show
from review.web.transaction import database, sessions

blueprint = Blueprint("sign_offs", __name__, url_prefix="/claims")


def _hashed_again(_form: ActForm, claim_id: int) -> dict[str, Any]:
    """Read all kept bytes again before the unit of work begins, for that may take its time."""
    with sessions().read() as session:
        digests = digests_on(session, claim_id, actor().desk_id)
    store = current_app.extensions["store"]
    damaged = [sha for sha in digests if store.verify(sha) is not Condition.INTACT]
    if damaged:
        with sessions().write.begin() as session:
            blobs.suspect(session, damaged)
    return {"damaged": damaged}


@blueprint.post("/<int:claim_id>/sign-off")
@access(Permission.READ)
@act(SignOffForm, show, _hashed_again)
def sign_off(form: SignOffForm, claim_id: int, damaged: list[str]) -> Done:
    signed = sign_offs.sign_off(
        database(), **_on(form, claim_id), note=form.note.data or "", damaged=damaged
    )
    return back(claim_id, f"Signed off. The content hash begins with {signed.content_hash[:8]}.")


@blueprint.post("/<int:claim_id>/send-back")
@access(Permission.READ)
@act(SendBackForm, show)
def send_back(form: SendBackForm, claim_id: int) -> Done:
    sign_offs.send_back(database(), **_on(form, claim_id), reason=form.reason.data or "")
    return back(claim_id, "The claim is back in the queue, in a new round.")


@blueprint.post("/<int:claim_id>/reopen")
@access(Permission.READ)
@act(ReopenForm, show)
def reopen(form: ReopenForm, claim_id: int) -> Done:
    sign_offs.reopen(database(), **_on(form, claim_id), reason=form.reason.data or "")
    return back(claim_id, "The signature has ended, and a new round begins.")


@blueprint.post("/<int:claim_id>/waive")
@access(Permission.READ)
@act(WaiverForm, show)
def waive(form: WaiverForm, claim_id: int) -> Done:
    gate = GateCode(form.gate.data)
    gates.waive(database(), **_on(form, claim_id), gate=gate, reason=form.reason.data or "")
    return back(claim_id, "The gate is waived for this round, with your reason.")


@blueprint.post("/<int:claim_id>/confirm-level")
@access(Permission.READ)
@act(ConfirmLevelForm, show)
def confirm_level(form: ConfirmLevelForm, claim_id: int) -> Done:
    gates.confirm_level(
        database(),
        **_on(form, claim_id),
        role=Role(form.role.data),
        confirmed=form.confirmed.data == "yes",
        reason=form.reason.data or "",
    )
    return back(claim_id, "What you say of level 3 is on file.")


def _on(form: ActForm, claim_id: int) -> dict[str, Any]:
    return {"claim_id": claim_id, "actor": actor(), "version": form.seen}
