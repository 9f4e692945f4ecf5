"""Retracting a piece of evidence, and restoring one, from its own page."""

from flask import Blueprint, url_for

from review.domain.policy import Permission
from review.forms.retracting import RestoreForm, RetractForm
from review.services import retracting
from review.web.access import access, actor
from review.web.acts import Done, act
from review.web.evidence_page import show
from review.web.transaction import database

blueprint = Blueprint("retracting", __name__, url_prefix="/evidence")


@blueprint.post("/<int:evidence_id>/retract")
@access(Permission.RETRACT_EVIDENCE)
@act(RetractForm, show)
def retract(form: RetractForm, evidence_id: int) -> Done:
    followed = retracting.retract(
        database(), evidence_id=evidence_id, actor=actor(), version=form.seen,
        reason=form.reason.data or "",
    )  # fmt: skip
    opened, marked = len(followed.opened), len(followed.reports)
    return _back(
        evidence_id,
        f"The piece is retracted. Claims open again: {opened}. Reports marked: {marked}.",
    )


@blueprint.post("/<int:evidence_id>/restore")
@access(Permission.RETRACT_EVIDENCE)
@act(RestoreForm, show)
def restore(form: RestoreForm, evidence_id: int) -> Done:
    retracting.restore(
        database(), evidence_id=evidence_id, actor=actor(), version=form.seen,
        reason=form.reason.data or "",
    )  # fmt: skip
    return _back(evidence_id, "The piece counts again. What was opened stays open.")


def _back(evidence_id: int, said: str) -> Done:
    return Done(url_for("evidence.show", evidence_id=evidence_id), said)
