"""Evidence: attached to a claim and taken off, captured again, and where it comes from."""

from typing import Any

from flask import Blueprint

from review.domain.errors import NotFound
from review.domain.policy import Permission
from review.domain.vocabulary import DerivationKind, Stance
from review.forms.act import ActForm
from review.forms.evidence import CaptureForm, DerivationForm, DetachForm, EvidenceForm
from review.services import captures
from review.services import evidence as pieces
from review.services.evidence import Bearing, Piece
from review.web.access import access, actor
from review.web.acts import Done, act
from review.web.claims import back, show
from review.web.taking_in import take_in
from review.web.transaction import database, later

blueprint = Blueprint("evidence_acts", __name__)


@blueprint.post("/claims/<int:claim_id>/evidence")
@access(Permission.READ)
@act(EvidenceForm, show, take_in)
def attach(form: EvidenceForm, claim_id: int, piece: Piece) -> Done:
    attached = pieces.attach(
        database(), claim_id=claim_id, actor=actor(), piece=piece, bearing=_bearing(form)
    )
    if attached.capture_id is not None:
        later("capture", attached.capture_id)
    return back(claim_id, f"Attached as E{attached.row.number}.")


def _bearing(form: EvidenceForm) -> Bearing:
    return Bearing(
        source=(form.source.data or "").strip(),
        locator=form.locator.data or "",
        excerpt=form.excerpt.data or "",
        stance=Stance(form.stance.data) if form.stance.data else None,
    )


def _claim_with(claim_id: int, evidence_id: int, failed: ActForm) -> str:  # noqa: ARG001
    return show(claim_id, failed=failed)


@blueprint.post("/claims/<int:claim_id>/evidence/<int:evidence_id>/detach")
@access(Permission.READ)
@act(DetachForm, _claim_with)
def detach(form: DetachForm, claim_id: int, evidence_id: int) -> Done:
    row = pieces.detach(
        database(),
        claim_id=claim_id,
        evidence_id=evidence_id,
        actor=actor(),
        reason=form.reason.data or "",
    )
    return back(claim_id, f"E{row.number} is taken off. The piece itself is kept.")


def _claim_of(evidence_id: int, failed: Any) -> str:  # noqa: ARG001
    if failed.claim.data is None:
        raise NotFound("This form belongs to no claim.", "Send it from the claim's page.")
    return show(failed.claim.data, failed=failed)


@blueprint.post("/evidence/<int:evidence_id>/capture")
@access(Permission.READ)
@act(CaptureForm, _claim_of)
def capture(form: CaptureForm, evidence_id: int) -> Done:
    row = captures.retry(database(), evidence_id=evidence_id, actor=actor())
    later("capture", row.id)
    return back(form.claim.data, "The page is fetched again.")


@blueprint.post("/evidence/<int:evidence_id>/derivations")
@access(Permission.READ)
@act(DerivationForm, _claim_of)
def derive(form: DerivationForm, evidence_id: int) -> Done:
    pieces.derive(
        database(),
        evidence_id=evidence_id,
        parent_id=form.parent.data,
        kind=DerivationKind(form.kind.data),
        actor=actor(),
        reason=form.reason.data or "",
    )
    return back(form.claim.data, "It is noted where the piece comes from.")
