"""Signing in and out, and the one-time link by which a person sets a password."""

from collections.abc import Mapping
from math import ceil
from typing import Any

import structlog
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from review.domain.accounts import TooManyTries
from review.domain.errors import Invalid
from review.forms.signing_in import NewPasswordForm, SignInForm
from review.queries.accounts import Welcome, welcome
from review.services import invitations, sign_ins
from review.services.passwords import check_strength, hash_password, verify_password
from review.web.access import Open, access
from review.web.acts import Done, act
from review.web.signing_in import enter, leave, local, secret_key
from review.web.transaction import database, sessions

blueprint = Blueprint("auth", __name__)
log = structlog.get_logger()


@blueprint.get("/login")
@access(Open.ANYONE)
def login() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(_wanted(), 303)
    return _login_page(SignInForm())


@blueprint.post("/login")
@access(Open.ANYONE)
def sign_in() -> ResponseReturnValue:
    form = SignInForm()
    if not form.validate():
        return _login_page(form), 422
    try:
        enter(_token(form))
    except TooManyTries as busy:
        seconds = ceil(busy.wait.total_seconds())
        form.form_errors.append(busy.message)
        return _login_page(form), 429, {"Retry-After": str(seconds)}
    except Invalid as refused:
        _take_over(form, refused)
        return _login_page(form, asks_code="code" in refused.fields), 422
    return redirect(_wanted(), 303)


@blueprint.post("/logout")
@access(Open.ANYONE)
def logout() -> ResponseReturnValue:
    leave()
    flash("You are signed out.")
    return redirect(url_for("auth.login"), 303)


def _token(form: SignInForm) -> str:
    """Check who it is. The slow password check stands between two short units of work."""
    key, address = secret_key(), request.remote_addr or ""
    known = {"email": form.email.data or "", "address": address, "key": key}
    try:
        with sessions().write.begin() as writing:
            candidate = sign_ins.begin(writing, **known)
        fits = verify_password(form.password.data or "", candidate.password_hash)
        found = {"code": form.code.data or "", "browser": request.user_agent.string, "key": key}
        with sessions().write.begin() as writing:
            return sign_ins.finish(writing, candidate=candidate, fits=fits, **found)
    except (TooManyTries, Invalid) as refused:
        _log_failure(refused, address)
        raise


def _log_failure(refused: Invalid | TooManyTries, address: str) -> None:
    why = "waits" if isinstance(refused, TooManyTries) else "refused"
    # Enough to see that many tries come from one place, not enough to find the place.
    log.warning("sign_in_failed", why=why, source=sign_ins.keyed(address, key=secret_key())[:12])


def _take_over(form: SignInForm, refused: Invalid) -> None:
    if "code" in refused.fields:
        form.code.errors = [refused.fields["code"]]
    else:
        form.form_errors.append(f"{refused.message} {refused.remedy}")


def _login_page(form: SignInForm, *, asks_code: bool = False) -> str:
    shown = asks_code or bool(form.code.errors)
    return render_template("auth/login.html", form=form, asks_code=shown)


def _wanted() -> str:
    return local(request.args.get("next")) or url_for("desk.index")


@blueprint.get("/invitation/<token>")
@access(Open.ANYONE)
def invitation(token: str, failed: NewPasswordForm | None = None) -> str:
    return render_template(
        "auth/invitation.html", form=failed or NewPasswordForm(), who=_welcome(token), token=token
    )


def _prepare(form: NewPasswordForm, token: str) -> Mapping[str, Any]:
    """Judge and hash the new password before the unit of work begins."""
    who = _welcome(token)
    return {"password_hash": acceptable(form.new_password.data or "", who.name, who.email)}


def _welcome(token: str) -> Welcome:
    with sessions().read() as reading:
        return welcome(reading, token_sha256=invitations.digest_of(token))


def acceptable(password: str, name: str, email: str) -> str:
    """The hash of a password that is strong enough. Raises Invalid on `new_password`."""
    weak = check_strength(password, (name, email))
    if weak:
        raise Invalid("This password will not do.", weak, {"new_password": weak})
    return hash_password(password)


@blueprint.post("/invitation/<token>")
@access(Open.ANYONE)
@act(NewPasswordForm, invitation, _prepare)
def accept(_form: NewPasswordForm, token: str, password_hash: str) -> Done:
    invitations.accept(database(), token=token, password_hash=password_hash)
    return Done(url_for("auth.login"), "Your password is set. Sign in with it.")
