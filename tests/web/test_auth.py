"""Signing in and out, as a browser does it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import sqlalchemy as sa
import structlog
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from review.db import Sessions
from review.models import User, WebSession
from review.services import accounts, invitations, second_factors
from review.services.passwords import verify_password
from review.web.signing_in import local
from tests.web_client import PASSWORD, SECRET_KEY, DeskCast, Visitor, email_of

NOW = datetime(2026, 11, 23, 12, 0, 5, tzinfo=UTC)
NEW = "a quiet harbour at dusk"
As = Callable[[str], Visitor]


def _cookie(answer: TestResponse) -> str:
    found = [one for one in answer.headers.getlist("Set-Cookie") if one.startswith("proofdesk=")]
    return found[-1] if found else ""


def _wrong(visitor: Visitor, email: str = "ana@harrow-ledger.example") -> TestResponse:
    return visitor.sign_in(email, "not the password")


def test_the_right_password_leads_to_the_desk(visitor: Visitor, desk_cast: DeskCast) -> None:
    answer = visitor.sign_in(email_of(desk_cast.editor))
    assert (answer.status_code, answer.location) == (303, "/")
    assert "Ana Belcourt" in visitor.page("/account")


def test_the_page_behind_the_sign_in_is_where_one_wanted_to_go(
    visitor: Visitor, desk_cast: DeskCast
) -> None:
    asked = visitor.get("/admin/?a=b")
    assert asked.status_code == 303
    assert asked.location == "/login?next=/admin/?a%3Db"
    fields = {"email": "ruth@harrow-ledger.example", "password": PASSWORD}
    answer = visitor.post(asked.location, {**fields, "csrf_token": visitor.token(asked.location)})
    assert answer.location == "/admin/?a=b"


@pytest.mark.parametrize(
    "way_out",
    [
        "https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:x",
        "\\\\elsewhere.example", "/\t/elsewhere.example", "elsewhere", "", "/a\nb",
    ],
)  # fmt: skip
def test_no_address_leads_out_of_the_site(
    visitor: Visitor, desk_cast: DeskCast, way_out: str
) -> None:
    fields = {"email": "ana@harrow-ledger.example", "password": PASSWORD}
    token = {"csrf_token": visitor.token("/login")}
    answer = visitor.client.post("/login", query_string={"next": way_out}, data={**fields, **token})
    assert (answer.status_code, answer.location) == (303, "/")


def test_a_plain_path_is_local() -> None:
    assert local("/claims/1?tab=history") == "/claims/1?tab=history"


def test_a_failure_keeps_the_address_and_forgets_the_password(
    visitor: Visitor, desk_cast: DeskCast
) -> None:
    answer = _wrong(visitor)
    assert answer.status_code == 422
    assert 'value="ana@harrow-ledger.example"' in answer.text
    assert "not the password" not in answer.text
    assert "do not open an account" in answer.text


def test_unknown_wrong_and_closed_read_the_same(
    visitor: Visitor, sessions: Sessions, desk_cast: DeskCast
) -> None:
    with sessions.write.begin() as session:
        accounts.close_account(
            session, actor=desk_cast.admin, user_id=desk_cast.editor.user_id or 0, reason="Left"
        )
    answers = [
        visitor.sign_in("ana@harrow-ledger.example"),
        _wrong(visitor, "mirela@harrow-ledger.example"),
        _wrong(visitor, "nobody@nowhere.example"),
    ]
    pages = {_without_marks(answer, visitor) for answer in answers}
    assert {answer.status_code for answer in answers} == {422}
    assert len(pages) == 1


def _without_marks(answer: TestResponse, visitor: Visitor) -> str:
    import re

    page = re.sub(r'name="csrf_token"[^>]*>', "", answer.text)
    return re.sub(r"[a-z]+@[a-z-]+\.example", "ADDRESS", page)


@pytest.mark.parametrize("missing", ["email", "password"])
def test_an_empty_field_is_marked_and_no_try_is_counted(
    visitor: Visitor, desk_cast: DeskCast, missing: str
) -> None:
    fields = {"email": "ana@harrow-ledger.example", "password": PASSWORD, missing: ""}
    for _ in range(6):
        answer = visitor.post("/login", {**fields, "csrf_token": visitor.token("/login")})
        assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert visitor.sign_in("ana@harrow-ledger.example").status_code == 303


def test_the_sixth_try_is_told_how_long_to_wait(visitor: Visitor, desk_cast: DeskCast) -> None:
    for _ in range(5):
        assert _wrong(visitor).status_code == 422
    answer = visitor.sign_in("ana@harrow-ledger.example")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 30
    assert "too many tries" in answer.text
    assert "seconds, then try again" in answer.text


def test_failures_are_logged_without_address_or_email(app: Flask, desk_cast: DeskCast) -> None:
    with structlog.testing.capture_logs() as logs:
        _wrong(Visitor(app, address="192.0.2.77"))
    entry = next(line for line in logs if line["event"] == "sign_in_failed")
    assert entry["log_level"] == "warning"
    assert "192.0.2.77" not in str(logs)
    assert "ana@" not in str(logs)


def test_the_cookie_is_strict_and_carries_no_name(visitor: Visitor, desk_cast: DeskCast) -> None:
    cookie = _cookie(visitor.sign_in("ana@harrow-ledger.example"))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    with visitor.client.session_transaction() as kept:
        assert set(kept) <= {"token", "csrf_token"}
        assert len(kept["token"]) >= 43


def test_nothing_planted_before_the_sign_in_survives_it(
    visitor: Visitor, desk_cast: DeskCast
) -> None:
    with visitor.client.session_transaction() as kept:
        kept["token"] = "planted"
        kept["planted"] = "too"
    before = visitor.token("/login")
    assert visitor.sign_in("ana@harrow-ledger.example").status_code == 303
    with visitor.client.session_transaction() as kept:
        assert kept["token"] != "planted"
        assert "planted" not in kept
    stale = visitor.client.post("/logout", data={"csrf_token": before})
    assert stale.status_code == 400


def test_two_tabs_that_open_at_once_after_the_sign_in_can_both_act(
    visitor: Visitor, app: Flask, desk_cast: DeskCast
) -> None:
    visitor.sign_in("ana@harrow-ledger.example")
    with visitor.client.session_transaction() as signed_in:
        kept = dict(signed_in)
    # The second tab asks before the answer to the first has come, so with the same cookie.
    second = Visitor(app)
    with second.client.session_transaction() as carried:
        carried.update(kept)
    first_form, second_form = visitor.token("/account"), second.token("/account")
    assert first_form
    for form in (first_form, second_form):
        answer = second.post("/account/theme", {"theme": "dark", "csrf_token": form})
        assert answer.status_code == 303


def test_signing_out_ends_the_session_where_it_is_kept(
    as_: As, app: Flask, sessions: Sessions
) -> None:
    editor = as_("editor")
    with editor.client.session_transaction() as kept:
        token = kept["token"]
    assert editor.post("/logout").location == "/login"
    assert editor.get("/account").status_code == 303
    assert Visitor(app).carry(token).get("/account").status_code == 303
    with sessions.read() as session:
        assert session.scalars(sa.select(WebSession)).one().ended_at is not None


def test_signing_out_twice_is_no_mistake(visitor: Visitor, desk_cast: DeskCast) -> None:
    token = {"csrf_token": visitor.token("/login")}
    assert visitor.post("/logout", token).status_code == 303


def test_whoever_is_signed_in_does_not_see_the_form_again(as_: As) -> None:
    assert as_("editor").get("/login?next=/account").location == "/account"


def test_a_session_revoked_elsewhere_ends_with_the_next_request(
    as_: As, sessions: Sessions
) -> None:
    editor = as_("editor")
    assert editor.get("/account").status_code == 200
    with sessions.write.begin() as session:
        session.execute(sa.update(WebSession).values(ended_at=NOW))
    answer = editor.get("/account")
    assert answer.status_code == 303
    assert answer.location.startswith("/login")


@pytest.mark.parametrize("forged", ["", "made up", 7, None])
def test_a_made_up_token_is_nobody(app: Flask, desk_cast: DeskCast, forged: object) -> None:
    visitor = Visitor(app)
    with visitor.client.session_transaction() as kept:
        kept["token"] = forged
    assert visitor.get("/account").status_code == 303


@pytest.mark.parametrize("path", ["/login", "/logout", "/account/password", "/admin/people"])
def test_an_act_without_its_token_is_refused_with_400(as_: As, path: str) -> None:
    assert as_("admin").client.post(path, data={"email": "x"}).status_code == 400


@pytest.mark.parametrize(
    ("path", "status"),
    [("/login", 200), ("/healthz", 200), ("/nowhere", 303), ("/account", 303), ("/login?", 200)],
)
def test_every_answer_carries_the_headers(visitor: Visitor, path: str, status: int) -> None:
    answer = visitor.get(path)
    assert answer.status_code == status
    _assert_hardened(answer)


def test_refusals_and_failures_carry_the_headers_too(app: Flask, as_: As) -> None:
    reader = as_("reader")
    answers = {
        403: reader.get("/admin/"),
        404: reader.get("/nowhere"),
        400: reader.client.post("/logout"),
        405: reader.client.delete("/login"),
    }
    for status, answer in answers.items():
        assert answer.status_code == status
        _assert_hardened(answer)


def _assert_hardened(answer: TestResponse) -> None:
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_invited_person_sets_a_password_and_signs_in_with_it(
    app: Flask, sessions: Sessions, desk_cast: DeskCast
) -> None:
    path = "/invitation/" + _link(sessions, desk_cast)
    lena = Visitor(app)
    assert "Mirela Dorn" in lena.page(path)
    token = {"csrf_token": lena.token(path)}
    weak = lena.post(path, {**token, "new_password": "passwordpassword"})
    assert weak.status_code == 422
    assert "easy to guess" in weak.text
    assert "passwordpassword" not in weak.text
    done = lena.post(path, {**token, "new_password": NEW})
    assert (done.status_code, done.location) == (303, "/login")
    assert lena.get(path).status_code == 404
    assert lena.post(path, {**token, "new_password": NEW}).status_code == 404
    assert lena.sign_in("mirela@harrow-ledger.example").status_code == 422
    assert lena.sign_in("mirela@harrow-ledger.example", NEW).status_code == 303


def _link(sessions: Sessions, cast: DeskCast) -> str:
    with sessions.write.begin() as session:
        made = invitations.make_link(session, actor=cast.admin, user_id=cast.reviewer.user_id or 0)
        assert made.token is not None
        return made.token


def test_a_link_that_is_not_one_answers_404(visitor: Visitor) -> None:
    answer = visitor.get("/invitation/made-up")
    assert answer.status_code == 404
    assert "does not work any more" in answer.text


def test_with_codes_on_the_form_asks_for_one(
    visitor: Visitor, sessions: Sessions, desk_cast: DeskCast
) -> None:
    email = email_of(desk_cast.editor)
    with time_machine.travel(NOW, tick=False):
        secret = _turn_codes_on(sessions, desk_cast)
        assert 'name="code"' not in visitor.page("/login")
        asked = visitor.sign_in(email)
        assert asked.status_code == 422
        assert 'autocomplete="one-time-code"' in asked.text
        assert visitor.sign_in(email, code="000000").status_code == 422
    later = NOW + timedelta(seconds=60)
    with time_machine.travel(later, tick=False):
        code = pyotp.TOTP(s=secret).at(for_time=later)
        assert visitor.sign_in(email, code=code).status_code == 303


def _turn_codes_on(sessions: Sessions, cast: DeskCast) -> str:
    with sessions.write.begin() as session:
        second_factors.begin(session, actor=cast.editor, key=SECRET_KEY)
        user = session.get_one(User, cast.editor.user_id)
        secret = second_factors.opened(user.totp_secret or "", key=SECRET_KEY)
        assert secret is not None
        code = pyotp.TOTP(s=secret).at(for_time=NOW)
        second_factors.confirm(session, actor=cast.editor, code=code, key=SECRET_KEY)
    return secret


def test_the_sign_in_page_tells_a_password_keeper_what_is_what(visitor: Visitor) -> None:
    page = visitor.page("/login")
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "Sign out" not in page


def test_a_database_that_is_gone_answers_with_our_own_page_and_its_headers(
    app: Flask, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = as_("editor")
    monkeypatch.setitem(app.extensions, "sessions", None)
    answer = editor.get("/account")
    assert answer.status_code == 500
    assert "<h1" in answer.text
    _assert_hardened(answer)


def test_a_try_costs_one_password_check_whoever_is_asked_for(
    visitor: Visitor, desk_cast: DeskCast, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str | None] = []

    def noted(password: str, password_hash: str | None) -> bool:
        checked.append(password_hash)
        return verify_password(password, password_hash)

    monkeypatch.setattr("review.web.auth.verify_password", noted)
    _wrong(visitor)
    _wrong(visitor, "nobody@nowhere.example")
    assert len(checked) == 2
    assert checked[0] is not None
    assert checked[1] is None
