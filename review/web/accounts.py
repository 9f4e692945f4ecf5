"""People of the desk, for its administrators."""

from typing import Any

from flask import Blueprint, current_app, render_template, request, session, url_for

from review.domain.policy import Permission
from review.domain.vocabulary import Role
from review.forms.act import ActForm
from review.forms.people import AccountReasonForm, InviteForm, RoleForm
from review.forms.shared_page import with_ids
from review.queries import accounts as people
from review.services import accounts, invitations, memberships, second_factors
from review.services.invitations import Invited
from review.web.access import access, actor
from review.web.acts import Done, act
from review.web.signing_in import secret_key
from review.web.transaction import database

blueprint = Blueprint("accounts", __name__, url_prefix="/admin")
LINK = "link"
REASONED = ("codes_off", "close", "reopen")


@blueprint.get("/")
@access(Permission.MANAGE_ACCOUNTS)
def index(failed: ActForm | None = None) -> str:
    found = people.people(database(), desk_id=actor().desk_id)
    return render_template(
        "accounts/index.html", people=found, form=failed or InviteForm(), link=_shown_once()
    )


@blueprint.get("/people/<int:user_id>")
@access(Permission.MANAGE_ACCOUNTS)
def person(user_id: int, failed: ActForm | None = None) -> str:
    found = people.person(database(), desk_id=actor().desk_id, user_id=user_id)
    failed_act = (request.endpoint or "").partition(".")[2] if failed else ""
    # Each dialog has a field of its own, so that what came back stands in the one it was typed in.
    reasoned = {id_: _reason_form(id_) for id_ in REASONED} | {failed_act: failed}
    return render_template(
        "accounts/person.html",
        person=found,
        is_me=user_id == actor().user_id,
        failed=failed,
        link=_shown_once(),
        failed_act=failed_act,
        act=ActForm(),
        reasoned=reasoned,
    )


def _reason_form(dialog: str) -> AccountReasonForm:
    return with_ids(AccountReasonForm(formdata=None), dialog)


@blueprint.post("/people")
@access(Permission.MANAGE_ACCOUNTS)
@act(InviteForm, index)
def invite(form: InviteForm) -> Done:
    invited = invitations.invite(
        database(),
        actor=actor(),
        email=form.email.data or "",
        name=form.name.data or "",
        role=Role(form.role.data),
    )
    return _linked(invited, "They have an account already, and can sign in here from now on.")


@blueprint.post("/people/<int:user_id>/link")
@access(Permission.MANAGE_ACCOUNTS)
@act(ActForm, person)
def link(_form: ActForm, user_id: int) -> Done:
    return _linked(invitations.make_link(database(), actor=actor(), user_id=user_id))


@blueprint.post("/people/<int:user_id>/roles")
@access(Permission.MANAGE_ACCOUNTS)
@act(RoleForm, person)
def give_role(form: RoleForm, user_id: int) -> Done:
    memberships.give_role(database(), **_whom(user_id), role=Role(form.role.data))
    return _back(user_id, "The role is given.")


@blueprint.post("/people/<int:user_id>/roles/end")
@access(Permission.MANAGE_ACCOUNTS)
@act(RoleForm, person)
def end_role(form: RoleForm, user_id: int) -> Done:
    memberships.end_role(database(), **_whom(user_id), role=Role(form.role.data))
    return _back(user_id, "The role has ended.")


@blueprint.post("/people/<int:user_id>/close")
@access(Permission.MANAGE_ACCOUNTS)
@act(AccountReasonForm, person)
def close(form: AccountReasonForm, user_id: int) -> Done:
    accounts.close_account(database(), **_whom(user_id), reason=form.reason.data or "")
    return _back(user_id, "The account is closed, and signed out everywhere.")


@blueprint.post("/people/<int:user_id>/open")
@access(Permission.MANAGE_ACCOUNTS)
@act(AccountReasonForm, person)
def reopen(form: AccountReasonForm, user_id: int) -> Done:
    accounts.open_account(database(), **_whom(user_id), reason=form.reason.data or "")
    return _back(user_id, "The account is open again.")


@blueprint.post("/people/<int:user_id>/codes")
@access(Permission.MANAGE_ACCOUNTS)
@act(AccountReasonForm, person)
def codes_off(form: AccountReasonForm, user_id: int) -> Done:
    second_factors.turn_off_for(database(), **_whom(user_id), reason=form.reason.data or "")
    return _back(user_id, "They are not asked for a code any more.")


def _whom(user_id: int) -> dict[str, Any]:
    return {"actor": actor(), "user_id": user_id}


def _back(user_id: int, said: str) -> Done:
    return Done(url_for("accounts.person", user_id=user_id), said)


def _linked(invited: Invited, otherwise: str = "") -> Done:
    """Carry a link to the next page, sealed, so that it can be shown there once."""
    if invited.token is None:
        return _back(invited.user.id, otherwise)
    path = url_for("auth.invitation", token=invited.token)
    session[LINK] = second_factors.sealed(_site() + path, key=secret_key())
    return _back(invited.user.id, "")


def _site() -> str:
    """Where people reach the desk: as it is set, or on a desk without TLS as it was asked for."""
    settings = current_app.config["SETTINGS"]
    return settings.base_url if settings.https else request.host_url.rstrip("/")


def _shown_once() -> str | None:
    sealed = session.pop(LINK, None)
    return second_factors.opened(sealed, key=secret_key()) if sealed else None
