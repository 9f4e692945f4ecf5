"""Codes from an app: set up, used once, turned off."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.orm import Session

from review.domain.errors import Conflict, Forbidden, Invalid
from review.models import LedgerEntry, User
from review.services import second_factors
from review.services.second_factors import matching_step, opened, sealed
from tests.web_client import DeskCast

KEY = "a key for tests alone"
NOW = datetime(2026, 11, 23, 12, 0, 5, tzinfo=UTC)


def _code(user: User, at: datetime = NOW) -> str:
    secret = opened(user.totp_secret or "", key=KEY)
    assert secret is not None
    return pyotp.TOTP(s=secret).at(for_time=at)


def _begun(session: Session, cast: DeskCast) -> User:
    return second_factors.begin(session, actor=cast.reviewer, key=KEY)


def _on(session: Session, cast: DeskCast) -> User:
    code = _code(_begun(session, cast))
    return second_factors.confirm(session, actor=cast.reviewer, code=code, key=KEY)


@pytest.fixture(autouse=True)
def _clock() -> object:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def test_a_secret_is_kept_encrypted_and_another_key_does_not_open_it() -> None:
    kept = sealed("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", key=KEY)
    assert "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP" not in kept
    assert opened(kept, key=KEY) == "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    assert opened(kept, key="another key") is None


@pytest.mark.parametrize("off", [-30, 0, 30])
def test_a_clock_half_a_minute_off_still_fits(off: int) -> None:
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    code = pyotp.TOTP(s=secret).at(for_time=NOW + timedelta(seconds=off))
    assert (
        matching_step(secret, f" {code[:3]} {code[3:]} ", NOW) == (int(NOW.timestamp()) + off) // 30
    )


@pytest.mark.parametrize("code", ["", "123", "٠٠٠٠٠٠", "x" * 400])
def test_what_is_no_code_does_not_fit(code: str) -> None:
    assert matching_step("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", code, NOW) is None


def test_codes_are_on_only_after_a_right_one(session: Session, desk_cast: DeskCast) -> None:
    user = _begun(session, desk_cast)
    with pytest.raises(Invalid) as refused:
        second_factors.confirm(session, actor=desk_cast.reviewer, code="000000", key=KEY)
    assert "code" in refused.value.fields
    assert user.totp_confirmed_at is None
    shown = second_factors.enrolment(user, key=KEY)
    assert shown is not None
    assert shown.secret in shown.address
    second_factors.confirm(session, actor=desk_cast.reviewer, code=_code(user), key=KEY)
    assert user.totp_confirmed_at == NOW
    assert second_factors.enrolment(user, key=KEY) is None


def test_a_secret_under_a_lost_key_is_neither_shown_nor_passed(
    session: Session, desk_cast: DeskCast
) -> None:
    user = _begun(session, desk_cast)
    assert second_factors.enrolment(user, key="another key") is None
    assert not second_factors.passes(user, _code(user), key="another key")


def test_a_code_is_refused_the_second_time(session: Session, desk_cast: DeskCast) -> None:
    user = _on(session, desk_cast)
    assert not second_factors.passes(user, _code(user), key=KEY)
    later = NOW + timedelta(seconds=30)
    with time_machine.travel(later, tick=False):
        assert second_factors.passes(user, _code(user, later), key=KEY)
        assert not second_factors.passes(user, _code(user), key=KEY)


def test_codes_that_are_on_are_not_set_up_again(session: Session, desk_cast: DeskCast) -> None:
    user = _on(session, desk_cast)
    with pytest.raises(Conflict):
        second_factors.begin(session, actor=desk_cast.reviewer, key=KEY)
    with pytest.raises(Conflict):
        second_factors.confirm(session, actor=desk_cast.reviewer, code=_code(user), key=KEY)


def test_turning_codes_off_takes_one_more_code(session: Session, desk_cast: DeskCast) -> None:
    user = _on(session, desk_cast)
    with pytest.raises(Invalid):
        second_factors.turn_off(session, actor=desk_cast.reviewer, code=_code(user), key=KEY)
    later = NOW + timedelta(seconds=30)
    with time_machine.travel(later, tick=False):
        code = _code(user, later)
        second_factors.turn_off(session, actor=desk_cast.reviewer, code=code, key=KEY)
    assert (user.totp_secret, user.totp_confirmed_at, user.totp_last_step) == (None, None, None)


def test_an_administrator_helps_who_lost_the_app_and_the_ledger_says_why(
    session: Session, desk_cast: DeskCast
) -> None:
    user = _on(session, desk_cast)
    who = desk_cast.reviewer.user_id
    assert who is not None
    admin = desk_cast.admin
    second_factors.turn_off_for(session, actor=admin, user_id=who, reason="Lost the telephone")
    assert user.totp_secret is None
    entry = session.scalars(sa.select(LedgerEntry).order_by(LedgerEntry.id.desc())).first()
    assert entry is not None
    assert (entry.actor_id, entry.action) == (admin.user_id, "turn_off_codes")
    assert entry.payload == {"reason": "Lost the telephone"}


def test_an_administrator_does_not_get_past_their_own_codes(
    session: Session, desk_cast: DeskCast
) -> None:
    admin = desk_cast.admin
    assert admin.user_id is not None
    with pytest.raises(Forbidden):
        second_factors.turn_off_for(session, actor=admin, user_id=admin.user_id, reason="Mine")
