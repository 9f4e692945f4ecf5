"""The queue, taking claims from it, and giving them to reviewers."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, request, url_for

from review.domain.policy import Permission, may
from review.forms.act import ActForm
from review.forms.queue import AssignForm, TakeForm
from review.queries import queue as claims
from review.queries.wishes import reviewers
from review.services import assignments, wishes
from review.web.access import access, actor
from review.web.acts import Done, act
from review.web.queue_bar import bar_of, here_of, wanted_of
from review.web.transaction import database, sessions

blueprint = Blueprint("queue", __name__, url_prefix="/queue")


@blueprint.get("")
@access(Permission.READ)
def index(failed: ActForm | None = None) -> str:
    wanted, here = wanted_of(request.args), here_of(request.args)
    after, before = here.get("after", ""), here.get("before", "")
    found = claims.page(database(), wanted, actor=actor(), after=after, before=before)
    counted = claims.counts(database(), actor=actor())
    title = claims.article_title(database(), wanted, actor=actor())
    giving = _giving(failed)
    return render_template(
        "queue/index.html",
        found=found,
        counts=counted,
        bar=bar_of(wanted, counted, title, gives=giving is not None),
        asked=wanted.asked,
        here=here,
        may_take=claims.may_take(actor()),
        take=TakeForm(formdata=None),
        giving=giving,
        failed=failed,
    )


def _giving(failed: ActForm | None) -> AssignForm | None:
    """The form that gives claims, for those who may; as it was sent when it came back."""
    if not may(actor(), Permission.ASSIGN_CLAIMS):
        return None
    form = failed if isinstance(failed, AssignForm) else AssignForm(formdata=None)
    form.offer_reviewers(reviewers(database(), desk_id=actor().desk_id))
    return form


def _end_stale(_form: ActForm) -> Mapping[str, Any]:
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
        return Done(
            url_for("queue.index"),
            "Nothing is free for you to take now. What is meant for a colleague is not handed out; "
            "where it cannot wait, take it on its own page.",
        )
    return Done(url_for("claims.show", claim_id=held.claim_id), "You hold this claim now.")


@blueprint.post("/assign")
@access(Permission.ASSIGN_CLAIMS)
@act(AssignForm, index, _end_stale)
def assign(form: AssignForm) -> Done:
    given = wishes.assign(
        database(),
        claim_ids=form.marked,
        user_id=form.meant_for.data,
        actor=actor(),
        note=form.note.data or "",
    )
    return _done(f"{_counted(len(given))} meant for that reviewer now, for 24 hours at the most.")


@blueprint.post("/take-back")
@access(Permission.ASSIGN_CLAIMS)
@act(AssignForm, index)
def take_back(form: AssignForm) -> Done:
    freed = wishes.take_back(database(), claim_ids=form.marked, actor=actor())
    return _done(f"{_counted(len(freed))} meant for nobody in particular now.")


def _counted(many: int) -> str:
    return "One claim is" if many == 1 else f"{many} claims are"


def _done(said: str) -> Done:
    """Back to the same page of the same list."""
    return Done(url_for("queue.index", **here_of(request.args)), said)
