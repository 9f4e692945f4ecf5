"""The desk's own settings: its policy, set by editors with a reason."""

from dataclasses import asdict

from flask import Blueprint, render_template, url_for

from review.domain.desk_policy import DeskPolicy
from review.domain.policy import Permission
from review.forms.desk_policy import DeskPolicyForm
from review.models import Desk
from review.services import desks
from review.web.access import access, actor
from review.web.acts import Done, act
from review.web.transaction import database

blueprint = Blueprint("desks", __name__, url_prefix="/admin/desk")


@blueprint.get("")
@access(Permission.EDIT_POLICY)
def settings(failed: DeskPolicyForm | None = None) -> str:
    desk = database().get_one(Desk, actor().desk_id)
    policy = DeskPolicy(**desk.policy)
    form = failed or DeskPolicyForm(data={**asdict(policy), "version": desk.version})
    return render_template("desks/settings.html", desk=desk, form=form)


@blueprint.post("")
@access(Permission.EDIT_POLICY)
@act(DeskPolicyForm, settings)
def change(form: DeskPolicyForm) -> Done:
    names = asdict(DeskPolicy()).keys() - {"extra"}
    policy = DeskPolicy(**{name: form[name].data for name in names})
    desks.set_policy(
        database(),
        actor=actor(),
        version=form.seen,
        policy=policy,
        reason=form.reason.data or "",
    )
    return Done(url_for("desks.settings"), "The policy is set, and holds from now on.")
