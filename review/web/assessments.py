"""A holder's draft and assessment, and a third person's decision where two differ."""

from flask import Blueprint, Response, abort, jsonify, request
from werkzeug.datastructures import MultiDict

from review.domain.assessment import Submission
from review.domain.moments import iso
from review.domain.policy import Permission
from review.domain.vocabulary import Recommendation, Verdict
from review.forms.adjudications import AdjudicationForm, adjudication_form
from review.forms.assessments import AssessmentForm, assessment_form, merged, of_json
from review.models import Claim
from review.queries.claim_comparison import differing_codes
from review.queries.claim_evidence import attached_ids, checkpoint_ids
from review.queries.claim_file import load
from review.services import adjudications, assessments
from review.services.adjudications import Decision
from review.services.loading import of_desk
from review.web.access import access, actor
from review.web.acts import Done, act
from review.web.claims import back, show
from review.web.transaction import database

blueprint = Blueprint("assessments", __name__, url_prefix="/claims")
MOST_JSON_BYTES = 2_000_000


def _claim() -> Claim:
    """The claim that this request is about."""
    return of_desk(database(), Claim, (request.view_args or {})["claim_id"], actor())


def _typed() -> Submission:
    """The person's draft with what this request sends put over it."""
    claim = _claim()
    return merged(
        _sent(),
        assessments.drafted(database(), claim, actor()),
        pieces=attached_ids(database(), claim.id),
        points=checkpoint_ids(database(), claim.id),
    )


def _sent() -> MultiDict[str, str]:
    if not request.is_json:
        return request.form
    if (request.content_length or 0) > MOST_JSON_BYTES:
        abort(413)
    try:
        return of_json(request.get_json())
    except RecursionError:
        abort(400, "Lists stand in lists too deep to be read.")


def _assessment_form() -> AssessmentForm:
    return assessment_form(attached_ids(database(), _claim().id))()


def _adjudication_form() -> AdjudicationForm:
    return adjudication_form(differing_codes(load(database(), _claim())))()


@blueprint.post("/<int:claim_id>/draft")
@access(Permission.READ)
def draft(claim_id: int) -> Response:
    # Not an act of its own: the one-time mark of the form stays unspent for the submission.
    kept = assessments.save_draft(database(), claim_id=claim_id, actor=actor(), given=_typed())
    database().commit()
    return jsonify(saved_at=iso(kept.saved_at))


@blueprint.post("/<int:claim_id>/submit")
@access(Permission.READ)
@act(_assessment_form, show)
def submit(form: AssessmentForm, claim_id: int) -> Done:
    assessments.submit(
        database(), claim_id=claim_id, actor=actor(), revision=form.seen, given=_typed()
    )
    return back(claim_id, "Your assessment is in. It cannot be changed, only followed.")


@blueprint.post("/<int:claim_id>/adjudicate")
@access(Permission.READ)
@act(_adjudication_form, show)
def adjudicate(form: AdjudicationForm, claim_id: int) -> Done:
    decision = Decision(
        verdict=Verdict(form.verdict.data),
        recommendation=Recommendation(form.recommendation.data),
        reason=form.reason.data or "",
        new_wording=form.new_wording.data or "",
        digit=form.grade(),
        answers=form.answers(),
    )
    adjudications.adjudicate(
        database(),
        claim_id=claim_id,
        actor=actor(),
        version=form.seen,
        decision=decision,
    )
    return back(claim_id, "Your decision stands. An editor signs it off next.")
