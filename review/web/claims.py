"""One claim: its page, and what is done to it before anybody judges it."""

from flask import Blueprint, Response, request, url_for

from review.domain.policy import Permission
from review.forms.act import ActForm
from review.forms.claims import AskSecondForm, FlagForm, WithdrawForm
from review.queries.claim_case import claim_on
from review.queries.claim_file import load
from review.queries.claim_origins import origin_lines
from review.services import accusations, assignments, claims, sign_offs
from review.web.access import access, actor
from review.web.acts import Done, act
from review.web.claim_page import claim_fragment, claim_page
from review.web.origins_svg import DARK, LIGHT, draw
from review.web.transaction import database

blueprint = Blueprint("claims", __name__, url_prefix="/claims")


@blueprint.get("/<int:claim_id>")
@access(Permission.READ)
def show(claim_id: int, failed: ActForm | None = None) -> str:
    return claim_page(claim_id, failed)


@blueprint.get("/<int:claim_id>/evidence")
@access(Permission.READ)
def evidence(claim_id: int) -> str:
    return claim_fragment(claim_id, "claims/_evidence.html")


@blueprint.get("/<int:claim_id>/steps")
@access(Permission.READ)
def steps(claim_id: int) -> str:
    """What the viewer's own assessment still lacks."""
    return claim_fragment(claim_id, "claims/_steps.html")


@blueprint.get("/<int:claim_id>/origins.svg")
@access(Permission.READ)
def origins(claim_id: int) -> Response:
    claim = claim_on(database(), claim_id=claim_id, desk_id=actor().desk_id)
    inks = DARK if request.args.get("theme") == "dark" else LIGHT
    lines = origin_lines(load(database(), claim), actor())
    return Response(draw(lines, inks), mimetype="image/svg+xml")


@blueprint.post("/<int:claim_id>/take")
@access(Permission.READ)
@act(ActForm, show)
def take(_form: ActForm, claim_id: int) -> Done:
    assignments.take(database(), claim_id=claim_id, actor=actor())
    return back(claim_id, "You hold this claim now. Work on it renews the lease.")


@blueprint.post("/<int:claim_id>/release")
@access(Permission.READ)
@act(ActForm, show)
def release(_form: ActForm, claim_id: int) -> Done:
    assignments.release(database(), claim_id=claim_id, actor=actor())
    return back(claim_id, "The claim is back in the queue. Your draft is kept.")


@blueprint.post("/<int:claim_id>/flag")
@access(Permission.READ)
@act(FlagForm, show)
def flag(form: FlagForm, claim_id: int) -> Done:
    reason = form.reason.data or ""
    accusations.flag(database(), claim_id=claim_id, actor=actor(), reason=reason)
    return back(claim_id, "The claim is flagged, and the editors see it first.")


@blueprint.post("/<int:claim_id>/ask-second")
@access(Permission.READ)
@act(AskSecondForm, show)
def ask_second(form: AskSecondForm, claim_id: int) -> Done:
    claims.ask_second(
        database(),
        claim_id=claim_id,
        actor=actor(),
        version=form.seen,
        required=form.required.data,
    )
    return back(claim_id, "Another blind assessment is asked for.")


@blueprint.post("/<int:claim_id>/withdraw")
@access(Permission.READ)
@act(WithdrawForm, show)
def withdraw(form: WithdrawForm, claim_id: int) -> Done:
    sign_offs.withdraw(
        database(),
        claim_id=claim_id,
        actor=actor(),
        version=form.seen,
        reason=form.reason.data or "",
        same_as_id=form.same_as.data,
    )
    return back(claim_id, "The claim is withdrawn, and kept.")


def back(claim_id: int, said: str) -> Done:
    """To the claim's page, with a word on what was done."""
    return Done(url_for("claims.show", claim_id=claim_id), said)
