"""The queue, and taking claims from it."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, request, url_for

from review.domain.policy import Permission
from review.forms.act import ActForm
from review.forms.queue import TakeForm
from review.queries import queue as claims
from review.services import assignments
from review.web.access import access, actor
from review.web.acts import Done, act
from review.web.queue_bar import bar_of, wanted_of
from review.web.transaction import database, sessions

blueprint = Blueprint("queue", __name__, url_prefix="/queue")


@blueprint.get("")
@access(Permission.READ)
def index(failed: ActForm | None = None) -> str:
    wanted = wanted_of(request.args)
    after, before = request.args.get("after", ""), request.args.get("before", "")
    found = claims.page(database(), wanted, actor=actor(), after=after, before=before)
    counted = claims.counts(database(), actor=actor())
    title = claims.article_title(database(), wanted, actor=actor())
    return render_template(
        "queue/index.html",
        found=found,
        counts=counted,
        bar=bar_of(wanted, counted, title),
        asked=wanted.asked,
        may_take=claims.may_take(actor()),
        take=TakeForm(formdata=None),
        failed=failed,
    )


def _end_stale(_form: TakeForm) -> Mapping[str, Any]:
    """Leases that ran out end first, each in a unit of work of its own."""
    assignments.expire_everywhere(sessions())
    return {}


@blueprint.post("/take")
@access(Permission.READ)
@act(TakeForm, index, _end_stale)
def take(form: TakeForm) -> Done:
    if form.claim.data is None:
        held = assignments.take_next(database(), actor=actor())
    else:
        held = assignments.take(database(), claim_id=form.claim.data, actor=actor())
    if held is None:
        return Done(url_for("queue.index"), "Nothing is free for you to take now.")
    return Done(url_for("claims.show", claim_id=held.claim_id), "You hold this claim now.")
