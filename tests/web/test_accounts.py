"""The administrator's pages."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask

from config import Settings
from review.app import create_app
from review.db import Sessions
from review.domain.vocabulary import Role
from review.models import LedgerEntry, Membership, User
from review.services import accounts
from tests.web_client import DeskCast, Visitor, make_cast, visit

As = Callable[[str], Visitor]
LENA = {"name": "Lena Fosse", "email": "lena@harrow-ledger.example", "role": "reviewer"}
LINK = re.compile(r'value="http://localhost(/invitation/[\w-]+)"')


def _link_on(page: str) -> str | None:
    found = LINK.search(page)
    return found.group(1) if found else None


@pytest.mark.parametrize("who", ["editor", "reviewer", "legal", "reader"])
@pytest.mark.parametrize("path", ["/admin/", "/admin/people/1", "/metrics"])
def test_accounts_are_for_administrators_alone(as_: As, who: str, path: str) -> None:
    assert as_(who).get(path).status_code == 403


@pytest.mark.parametrize("who", ["editor", "reviewer", "legal", "reader"])
@pytest.mark.parametrize("path", ["people", "people/2/link", "people/2/roles", "people/2/close"])
def test_their_acts_are_too(as_: As, who: str, path: str) -> None:
    fields = {**LENA, "reason": "Because"}
    assert as_(who).post(f"/admin/{path}", fields).status_code == 403


def test_the_list_names_everyone_with_their_roles(as_: As) -> None:
    page = as_("admin").page("/admin/")
    for name in ("Ana Belcourt", "Mirela Dorn", "Piet Saladin", "Ruth Kessel"):
        assert name in page
    assert "7 on this desk" in page


def test_an_invitation_shows_its_link_on_one_page_and_never_again(as_: As, app: Flask) -> None:
    admin = as_("admin")
    page = admin.act("/admin/people", LENA)
    link = _link_on(page)
    assert link is not None
    assert _link_on(admin.page("/admin/")) is None
    assert "A link is open until" in admin.page("/admin/")
    assert "Lena Fosse" in Visitor(app).page(link)


def test_the_link_waits_for_its_page_unreadable(as_: As) -> None:
    admin = as_("admin")
    answer = admin.post("/admin/people", LENA)
    with admin.client.session_transaction() as kept:
        sealed = kept["link"]
    link = _link_on(admin.page(answer.location))
    assert link is not None
    assert link.rpartition("/")[2] not in sealed


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"email": "nobody"}, "not an e-mail address"),
        ({"name": ""}, "Give the person"),
        ({"role": ""}, "role"),
        ({"role": "owner"}, "Role: choose one"),
    ],
)
def test_a_wrong_invitation_comes_back_with_what_was_typed(
    as_: As, change: dict[str, str], said: str
) -> None:
    answer = as_("admin").post("/admin/people", {**LENA, **change})
    assert answer.status_code == 422
    assert said in answer.text
    kept = {**LENA, **change}
    assert f'value="{kept["email"]}"' in answer.text


def test_the_same_form_sent_twice_acts_once(as_: As, sessions: Sessions) -> None:
    admin = as_("admin")
    once = {**LENA, "once": "the same mark"}
    assert admin.post("/admin/people", once).status_code == 303
    assert admin.post("/admin/people", once).status_code == 409
    with sessions.read() as session:
        acts = session.scalars(sa.select(LedgerEntry.action).filter_by(action="invite")).all()
    assert acts == ["invite"]


def test_a_name_is_shown_as_text_whatever_it_holds(as_: As) -> None:
    page = as_("admin").act("/admin/people", {**LENA, "name": "<script>x</script>{{ 7 * 7 }}"})
    assert "&lt;script&gt;x&lt;/script&gt;{{ 7 * 7 }}" in page
    assert "<script>x" not in page


def test_behind_tls_the_link_names_the_address_that_people_use(
    settings: Settings, sessions: Sessions, desk_cast: DeskCast
) -> None:
    at_home = replace(settings, base_url="https://desk.harrow-ledger.example")
    app = create_app(at_home, sessions)
    # The proxy speaks plainly to the desk and says so.
    admin = visit(app, sessions, desk_cast.admin, base_url="https://localhost")
    page = admin.act("/admin/people", LENA)
    assert 'value="https://desk.harrow-ledger.example/invitation/' in page


def test_a_person_known_elsewhere_joins_without_a_link(as_: As, sessions: Sessions) -> None:
    make_cast(sessions, slug="quay", suffix=" of the Quay")
    page = as_("admin").act(
        "/admin/people", {**LENA, "email": "reviewer.quay@harrow-ledger.example"}
    )
    assert _link_on(page) is None
    assert "They have an account already" in page


def test_roles_are_given_and_ended_and_hold_at_once(as_: As, desk_cast: DeskCast) -> None:
    admin, reader = as_("admin"), as_("reader")
    path = f"/admin/people/{desk_cast.reader.user_id}/roles"
    assert "Editor" in admin.act(path, {"role": "editor"})
    assert reader.get("/admin/desk").status_code == 200
    admin.act(f"{path}/end", {"role": "editor"})
    assert reader.get("/admin/desk").status_code == 403
    admin.act(f"{path}/end", {"role": "reader"})
    assert reader.get("/account").status_code == 303


def test_an_administrator_cannot_raise_themselves(
    as_: As, desk_cast: DeskCast, sessions: Sessions
) -> None:
    admin, me = as_("admin"), desk_cast.admin.user_id
    for role in Role:
        assert admin.post(f"/admin/people/{me}/roles", {"role": role}).status_code == 403
    assert "Give a further role" not in admin.page(f"/admin/people/{me}")
    assert admin.post(f"/admin/people/{me}/close", {"reason": "x"}).status_code == 403
    assert admin.post(f"/admin/people/{me}/roles/end", {"role": "admin"}).status_code == 409
    with sessions.read() as session:
        roles = session.scalars(sa.select(Membership.role).filter_by(user_id=me)).all()
    assert roles == [Role.ADMIN]


def test_closing_takes_a_reason_and_signs_the_person_out_at_once(
    as_: As, desk_cast: DeskCast
) -> None:
    admin, reviewer = as_("admin"), as_("reviewer")
    path = f"/admin/people/{desk_cast.reviewer.user_id}"
    assert admin.post(f"{path}/close", {"reason": ""}).status_code == 422
    assert reviewer.get("/account").status_code == 200
    page = admin.act(f"{path}/close", {"reason": "Left the desk"})
    assert "Open the account again" in page
    assert reviewer.get("/account").status_code == 303
    assert "Close the account" in admin.act(f"{path}/open", {"reason": "Came back"})


def test_a_new_link_is_made_for_who_lost_the_password(as_: As, desk_cast: DeskCast) -> None:
    admin = as_("admin")
    assert _link_on(admin.act(f"/admin/people/{desk_cast.reviewer.user_id}/link"))


def test_codes_are_turned_off_for_who_lost_the_app(
    as_: As, desk_cast: DeskCast, sessions: Sessions
) -> None:
    with sessions.write.begin() as session:
        user = session.get_one(User, desk_cast.reviewer.user_id)
        user.totp_secret, user.totp_confirmed_at = "sealed", user.created_at
    admin, path = as_("admin"), f"/admin/people/{desk_cast.reviewer.user_id}"
    assert "Turn codes off" in admin.page(path)
    assert "Turn codes off" not in admin.act(f"{path}/codes", {"reason": "Lost the telephone"})


@pytest.mark.parametrize("path", ["", "/link", "/roles", "/roles/end", "/close", "/open", "/codes"])
def test_a_person_of_another_desk_is_not_found(as_: As, sessions: Sessions, path: str) -> None:
    theirs = make_cast(sessions, slug="quay", suffix=" of the Quay").reviewer.user_id
    admin, address = as_("admin"), f"/admin/people/{theirs}{path}"
    fields = {"role": "reader", "reason": "Not mine"}
    answer = admin.post(address, fields) if path else admin.get(address)
    assert answer.status_code == 404


def test_the_list_takes_as_many_queries_for_one_person_as_for_many(
    as_: As, app: Flask, sessions: Sessions, desk_cast: DeskCast
) -> None:
    admin = as_("admin")
    few = _queries(admin, sessions)
    with sessions.write.begin() as session:
        for number in range(30):
            user = accounts.new_user(
                session, email=f"p{number}@harrow-ledger.example", name=f"Person {number}"
            )
            accounts.put_role(session, user, desk_cast.desk_id, Role.READER)
    assert _queries(admin, sessions) == few <= 6


def _queries(visitor: Visitor, sessions: Sessions) -> int:
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    sa.event.listen(sessions.engine, "before_cursor_execute", note)
    visitor.page("/admin/")
    sa.event.remove(sessions.engine, "before_cursor_execute", note)
    return len(seen)
