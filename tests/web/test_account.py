"""A person's own account."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import sqlalchemy as sa
import time_machine

from review.db import Sessions
from review.domain.vocabulary import Role
from review.models import User, WebSession
from review.services.accounts import put_role
from tests.web_client import PASSWORD, DeskCast, Visitor, email_of

As = Callable[[str], Visitor]
NEW = "a quiet harbour at dusk"
NOW = datetime(2026, 11, 23, 12, 0, 5, tzinfo=UTC)
SECRET = re.compile(r"Secret: <code[^>]*>([A-Z2-7]+)</code>")


@pytest.mark.parametrize("who", ["editor", "reviewer", "legal", "reader", "admin"])
def test_everyone_has_an_account_page(as_: As, who: str) -> None:
    page = as_(who).page("/account")
    assert "<h1" in page
    assert ("Settings of this desk" in page) == (who == "editor")


def test_a_changed_password_holds_and_signs_out_the_other_browsers(
    as_: As, visitor: Visitor, desk_cast: DeskCast
) -> None:
    here, there = as_("reviewer"), as_("reviewer")
    here.act("/account/password", {"password": PASSWORD, "new_password": NEW})
    assert there.get("/account").status_code == 303
    assert visitor.sign_in(email_of(desk_cast.reviewer)).status_code == 422
    assert visitor.sign_in(email_of(desk_cast.reviewer), NEW).status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("wrong", NEW, "not your present password"),
        (PASSWORD, "passwordpassword", "easy to guess"),
        (PASSWORD, "dorn in the quiet harbour", "Leave your name"),
        ("", NEW, "Enter the password you have now"),
        (PASSWORD, "", "Choose a password"),
    ],
)
def test_a_password_that_does_not_hold_is_refused_beside_its_field(
    as_: As, old: str, new: str, said: str
) -> None:
    answer = as_("reviewer").post("/account/password", {"password": old, "new_password": new})
    assert answer.status_code == 422
    assert said in answer.text
    assert not new or new not in answer.text


def test_a_browser_left_open_gives_no_free_guesses(as_: As) -> None:
    left_open = as_("reviewer")
    fields = {"password": "wrong", "new_password": NEW}
    statuses = [left_open.post("/account/password", fields).status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]


def test_codes_are_set_up_confirmed_asked_for_and_turned_off(
    as_: As, sessions: Sessions, desk_cast: DeskCast
) -> None:
    me = as_("reviewer")
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        page = me.act("/account/codes")
        found = SECRET.search(page)
        assert found is not None
        assert 'src="data:image/svg+xml' in page
        with sessions.read() as session:
            kept = session.get_one(User, desk_cast.reviewer.user_id).totp_secret
        assert kept is not None
        assert found.group(1) not in kept
        totp = pyotp.TOTP(s=found.group(1))
        assert me.post("/account/codes/confirm", {"code": "000000"}).status_code == 422
        page = me.act("/account/codes/confirm", {"code": totp.at(for_time=_clock())})
        assert "Turn codes off" in page
        assert found.group(1) not in page
        assert me.post("/account/codes").status_code == 409
        clock.shift(timedelta(seconds=60))
        assert me.post("/account/codes/off", {"code": "000000"}).status_code == 422
        page = me.act("/account/codes/off", {"code": totp.at(for_time=_clock())})
        assert "Set up codes" in page


def _clock() -> datetime:
    return datetime.now(UTC)


def test_guessing_codes_on_an_open_browser_waits(as_: As) -> None:
    me = as_("reviewer")
    found = SECRET.search(me.act("/account/codes"))
    assert found is not None
    me.act("/account/codes/confirm", {"code": pyotp.TOTP(s=found.group(1)).at(for_time=_clock())})
    tries = [me.post("/account/codes/off", {"code": f"00000{n}"}).status_code for n in range(6)]
    assert tries == [422] * 5 + [429]


def test_one_browser_or_all_others_can_be_signed_out(as_: As, sessions: Sessions) -> None:
    here, first, second = as_("editor"), as_("editor"), as_("editor")
    assert here.page("/account").count("This browser") == 1
    with sessions.read() as session:
        ids = session.scalars(sa.select(WebSession.id).order_by(WebSession.id)).all()
    here.act(f"/account/sessions/{ids[1]}/end")
    assert first.get("/account").status_code == 303
    assert second.get("/account").status_code == 200
    here.act("/account/sessions/end")
    assert second.get("/account").status_code == 303
    assert here.post(f"/account/sessions/{ids[1]}/end").status_code == 404


def test_nobody_ends_somebody_elses_session(as_: As, sessions: Sessions) -> None:
    theirs, mine = as_("editor"), as_("reviewer")
    with sessions.read() as session:
        first = session.scalars(sa.select(sa.func.min(WebSession.id))).one()
    assert mine.post(f"/account/sessions/{first}/end").status_code == 404
    assert theirs.get("/account").status_code == 200


def test_one_goes_on_at_another_desk_of_ones_own(
    as_: As, sessions: Sessions, desk_cast: DeskCast, other_desk: DeskCast
) -> None:
    me = as_("editor")
    assert me.post("/account/desk", {"desk": other_desk.desk_id}).status_code == 404
    assert me.post("/account/desk", {"desk": "none"}).status_code == 422
    with sessions.write.begin() as session:
        user = session.get_one(User, desk_cast.editor.user_id)
        put_role(session, user, other_desk.desk_id, Role.READER)
    assert me.post("/account/desk", {"desk": other_desk.desk_id}).location == "/"
    assert me.get("/admin/desk").status_code == 403


@pytest.mark.parametrize(
    ("referrer", "leads_to"),
    [
        ("http://localhost/admin/desk?x=1", "/admin/desk?x=1"),
        ("http://localhost/queue", "/queue"),
        ("https://elsewhere.example/queue", "/account"),
        ("", "/account"),
    ],
)
def test_the_theme_is_kept_and_leads_back_to_the_page(
    as_: As, referrer: str, leads_to: str
) -> None:
    me = as_("editor")
    token = me.token()
    answer = me.client.post(
        "/account/theme", data={"theme": "dark", "csrf_token": token}, headers={"Referer": referrer}
    )
    assert (answer.status_code, answer.location) == (303, leads_to)
    assert 'data-theme="dark"' in me.page("/account")
    me.act("/account/theme", {"theme": "system"})
    assert "data-theme" not in me.page("/account")
