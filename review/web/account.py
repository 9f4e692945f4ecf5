"""A person's own account: password, codes, sessions, desks and the look of the pages."""

from collections.abc import Mapping
from typing import Any

import segno
from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from review.domain.errors import Invalid
from review.domain.policy import Permission, may
from review.forms.act import ActForm
from review.forms.people import DeskChoiceForm
from review.forms.signing_in import ChangePasswordForm, CodeForm
from review.models import User
from review.queries import accounts as people
from review.queries import web_sessions as presences
from review.queries.attachable import attaches
from review.services import accounts, second_factors, sign_ins, web_sessions
from review.services.passwords import verify_password
from review.services.sign_ins import Candidate
from review.web.access import Open, access, actor
from review.web.acts import Done, act
from review.web.auth import acceptable
from review.web.clip import bookmark
from review.web.signing_in import came_from, secret_key
from review.web.theme import remember_theme
from review.web.transaction import database, sessions

blueprint = Blueprint("account", __name__, url_prefix="/account")


@blueprint.get("")
@access(Open.SIGNED_IN)
def index(failed: ActForm | None = None, **_ids: int) -> str:
    me, here = current_user.actor.user_id, current_user.session_id
    code = failed if isinstance(failed, CodeForm) else CodeForm()
    password = failed if isinstance(failed, ChangePasswordForm) else ChangePasswordForm()
    return render_template(
        "account/index.html",
        own=people.own(database(), user_id=me),
        sessions=presences.running(database(), user_id=me, this=here),
        setup=_setup(),
        act=ActForm(),
        code=code,
        password=password,
        failed=failed,
        may_set_policy=may(actor(), Permission.EDIT_POLICY),
        bookmark=bookmark() if attaches(actor()) else "",
    )


def _setup() -> dict[str, str] | None:
    """What the app reads to start with: the secret, and as a picture; only until confirmed."""
    user = database().get_one(User, actor().user_id)
    found = second_factors.enrolment(user, key=secret_key())
    if found is None:
        return None
    picture = segno.make(found.address, error="m").svg_data_uri(scale=5, border=4, light="#fff")
    return {"secret": found.secret, "picture": picture}


@blueprint.post("/theme")
@access(Open.SIGNED_IN)
def theme() -> ResponseReturnValue:
    answer = redirect(came_from() or url_for("account.index"), 303)
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    remember_theme(answer, request.form.get("theme", ""), secure=secure)
    return answer


def _counted(_form: ActForm) -> Mapping[str, Any]:
    """Count this try like one to sign in, so that a browser left open gives nobody free guesses."""
    with sessions().write.begin() as writing:
        email = writing.get_one(User, actor().user_id).email
        known = {"email": email, "address": request.remote_addr or "", "key": secret_key()}
        return {"candidate": sign_ins.begin(writing, **known)}


def _prepare(form: ChangePasswordForm) -> Mapping[str, Any]:
    """Check the old password and hash the new one before the unit of work begins."""
    candidate = _counted(form)["candidate"]
    if not verify_password(form.password.data or "", candidate.password_hash):
        wrong = {"password": "This is not your present password."}
        raise Invalid("Nothing was changed.", "Enter the password you have now.", wrong)
    with sessions().read() as reading:
        email = people.own(reading, user_id=candidate.user_id).email
    hashed = acceptable(form.new_password.data or "", actor().name, email)
    return {"candidate": candidate, "password_hash": hashed}


@blueprint.post("/password")
@access(Open.SIGNED_IN)
@act(ChangePasswordForm, index, _prepare)
def change_password(_form: ChangePasswordForm, candidate: Candidate, password_hash: str) -> Done:
    sign_ins.passed(database(), attempt_id=candidate.attempt_id)
    accounts.change_password(
        database(),
        actor=actor(),
        password_hash=password_hash,
        session_id=current_user.session_id,
    )
    return _back("Your password is changed; other browsers are signed out.")


@blueprint.post("/codes")
@access(Open.SIGNED_IN)
@act(ActForm, index)
def begin_codes(_form: ActForm) -> Done:
    second_factors.begin(database(), actor=actor(), key=secret_key())
    return Done(url_for("account.index") + "#codes")


@blueprint.post("/codes/confirm")
@access(Open.SIGNED_IN)
@act(CodeForm, index)
def confirm_codes(form: CodeForm) -> Done:
    second_factors.confirm(database(), actor=actor(), code=form.code.data or "", key=secret_key())
    return _back("From now on you are asked for a code when you sign in.")


@blueprint.post("/codes/off")
@access(Open.SIGNED_IN)
@act(CodeForm, index, _counted)
def codes_off(form: CodeForm, candidate: Candidate) -> Done:
    sign_ins.passed(database(), attempt_id=candidate.attempt_id)
    second_factors.turn_off(database(), actor=actor(), code=form.code.data or "", key=secret_key())
    return _back("You are not asked for a code any more.")


@blueprint.post("/sessions/<int:session_id>/end")
@access(Open.SIGNED_IN)
@act(ActForm, index)
def end_session(_form: ActForm, session_id: int) -> Done:
    web_sessions.end_one(database(), actor=actor(), session_id=session_id)
    return _back("That browser is signed out.")


@blueprint.post("/sessions/end")
@access(Open.SIGNED_IN)
@act(ActForm, index)
def end_others(_form: ActForm) -> Done:
    web_sessions.end_others(database(), actor=actor(), session_id=current_user.session_id)
    return _back("Every other browser is signed out.")


@blueprint.post("/desk")
@access(Open.SIGNED_IN)
@act(DeskChoiceForm, index)
def switch_desk(form: DeskChoiceForm) -> Done:
    web_sessions.switch_desk(
        database(),
        actor=actor(),
        session_id=current_user.session_id,
        desk_id=form.desk.data or 0 or 0,
    )
    return Done(url_for("desk.index"))


def _back(said: str) -> Done:
    return Done(url_for("account.index"), said)
