"""Evidence: attached to a claim and taken off, captured again, and where it comes from."""

from flask import Blueprint, url_for

from review.domain.policy import Permission
from review.domain.vocabulary import CapturePurpose, Stance
from review.forms.act import ActForm
from review.forms.evidence import BearingForm, CaptureForm, DetachForm, EvidenceForm
from review.queries.claim_evidence import claim_resting_on
from review.services import captures
from review.services import evidence as pieces
from review.services.derivatives import kind_for
from review.services.evidence import Bearing, Piece
from review.web.access import access, actor
from review.web.acts import Done, act
from review.web.claims import back, show
from review.web.taking_in import take_in
from review.web.transaction import database, later

blueprint = Blueprint("evidence_acts", __name__)
_FETCHED = {
    CapturePurpose.FIRST: "The page is fetched again.",
    CapturePurpose.AGAIN: "The page is fetched again. What it says today shows on the page of the "
    "piece; what is kept of it already stays the evidence.",
}


@blueprint.post("/claims/<int:claim_id>/evidence")
@access(Permission.READ)
@act(EvidenceForm, show, take_in)
def attach(form: EvidenceForm, claim_id: int, piece: Piece) -> Done:
    return attached_to(claim_id, form, piece)


def attached_to(claim_id: int, form: BearingForm, piece: Piece) -> Done:
    """Attach what was sent, and leave to the background what is still to be done for it."""
    attached = pieces.attach(
        database(), claim_id=claim_id, actor=actor(), piece=piece, bearing=_bearing(form)
    )
    if attached.capture_id is not None:
        later("capture", attached.capture_id)
    elif kind_for(piece.kind, piece.media_type) is not None:
        later("derive", attached.row.evidence_id)
    elif attached.row.excerpt:
        later("excerpts", attached.row.evidence_id)
    return back(claim_id, f"Attached as E{attached.row.number}.")


def _bearing(form: BearingForm) -> Bearing:
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


def _where_it_stood(evidence_id: int, failed: CaptureForm) -> str:
    """The claim's page that the form was on; without one, that of a claim resting on the piece."""
    claim_id = failed.claim.data or claim_resting_on(database(), evidence_id, actor().desk_id)
    return show(claim_id, failed=failed)


def _done(claim_id: int | None, evidence_id: int, said: str) -> Done:
    if claim_id is not None:
        return back(claim_id, said)
    return Done(url_for("evidence.show", evidence_id=evidence_id), said)


@blueprint.post("/evidence/<int:evidence_id>/capture")
@access(Permission.READ)
@act(CaptureForm, _where_it_stood)
def capture(form: CaptureForm, evidence_id: int) -> Done:
    row = captures.retry(database(), evidence_id=evidence_id, actor=actor())
    later("capture", row.id)
    return _done(form.claim.data, evidence_id, _FETCHED[row.purpose])
