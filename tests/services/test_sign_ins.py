"""The sign-in check: the same answer whatever was wrong, and waits that grow."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.orm import Session

from review.db import now
from review.domain.accounts import TooManyTries
from review.domain.errors import Invalid
from review.models import Membership, SignInAttempt, User
from review.queries.web_sessions import present
from review.services import second_factors, sign_ins
from review.services.invitations import digest_of
from review.services.sign_ins import Candidate
from tests.web_client import DeskCast

KEY = "a key for tests alone"
EMAIL = "ana@harrow-ledger.example"
NOW = datetime(2026, 11, 23, 12, 0, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock() -> Iterator[object]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def _begin(session: Session, email: str = EMAIL, address: str = "192.0.2.7") -> Candidate:
    return sign_ins.begin(session, email=email, address=address, key=KEY)


def _finish(session: Session, candidate: Candidate, *, fits: bool = True, code: str = "") -> str:
    return sign_ins.finish(
        session, candidate=candidate, fits=fits, code=code, browser="Firefox", key=KEY
    )


def _fail(session: Session, times: int, email: str = EMAIL, address: str = "192.0.2.7") -> None:
    for _ in range(times):
        with pytest.raises(Invalid):
            _finish(session, _begin(session, email, address), fits=False)


def _ana(session: Session) -> User:
    return session.scalars(sa.select(User).filter_by(email=EMAIL)).one()


def test_the_right_password_opens_a_session_whatever_the_capitals_of_the_address(
    session: Session, desk_cast: DeskCast
) -> None:
    candidate = _begin(session, " ANA@harrow-ledger.example ")
    assert candidate.password_hash == _ana(session).password_hash
    assert candidate.password_hash not in repr(candidate)
    token = _finish(session, candidate)
    session.flush()
    found = present(session, token_sha256=digest_of(token))
    assert found is not None
    assert found.actor.user_id == desk_cast.editor.user_id


def _refused(session: Session, candidate: Candidate, *, fits: bool) -> tuple[str, str, object]:
    with pytest.raises(Invalid) as refused:
        _finish(session, candidate, fits=fits)
    return refused.value.message, refused.value.remedy, refused.value.fields


def test_unknown_wrong_closed_roleless_and_invited_get_the_same_words(
    session: Session, desk_cast: DeskCast
) -> None:
    ana = _ana(session)
    said = [_refused(session, _begin(session, "nobody@nowhere.example"), fits=True)]
    said.append(_refused(session, _begin(session), fits=False))
    ana.disabled_at = now()
    said.append(_refused(session, _begin(session), fits=True))
    ana.disabled_at, ana.password_hash = None, None
    session.flush()
    said.append(_refused(session, _begin(session), fits=True))
    ana.password_hash = "hash"
    session.execute(sa.update(Membership).values(ended_at=now()))
    said.append(_refused(session, _begin(session, address="192.0.2.8"), fits=True))
    assert len({str(words) for words in said}) == 1


def test_a_password_changed_during_the_check_no_longer_fits(
    session: Session, desk_cast: DeskCast
) -> None:
    candidate = _begin(session)
    _ana(session).password_hash = "changed meanwhile"
    session.flush()
    with pytest.raises(Invalid):
        _finish(session, candidate)


def test_five_failures_make_the_sixth_try_wait_and_more_make_it_wait_longer(
    session: Session, desk_cast: DeskCast
) -> None:
    _fail(session, 5)
    with pytest.raises(TooManyTries) as waits:
        _begin(session)
    assert waits.value.wait == timedelta(seconds=30)
    with time_machine.travel(NOW + timedelta(seconds=31), tick=False):
        _fail(session, 1)
        with pytest.raises(TooManyTries) as longer:
            _begin(session)
    assert longer.value.wait == timedelta(seconds=60)
    assert _begin(session, "tomas@harrow-ledger.example").user_id == desk_cast.second.user_id


def test_an_unknown_address_waits_like_a_known_one(session: Session, desk_cast: DeskCast) -> None:
    _fail(session, 5, "nobody@nowhere.example")
    with pytest.raises(TooManyTries):
        _begin(session, "nobody@nowhere.example")


def test_a_try_counts_before_it_is_checked_so_that_many_at_once_do_not_slip_through(
    session: Session, desk_cast: DeskCast
) -> None:
    for _ in range(5):
        _begin(session)
    with pytest.raises(TooManyTries):
        _begin(session)


def test_one_place_that_tries_many_accounts_waits(session: Session, desk_cast: DeskCast) -> None:
    for number in range(20):
        _fail(session, 1, f"person{number}@nowhere.example")
    with pytest.raises(TooManyTries):
        _begin(session)
    assert _begin(session, address="192.0.2.9").user_id == desk_cast.editor.user_id


def test_coming_in_wipes_the_slate_of_the_account_but_not_of_the_place(
    session: Session, desk_cast: DeskCast
) -> None:
    for _ in range(4):
        _fail(session, 4)
        _finish(session, _begin(session))
    _fail(session, 4)
    with pytest.raises(TooManyTries):
        _begin(session)
    assert _begin(session, address="192.0.2.9")


def test_neither_address_nor_email_is_kept_in_clear(session: Session, desk_cast: DeskCast) -> None:
    _begin(session)
    row = session.scalars(sa.select(SignInAttempt)).one()
    assert "ana" not in row.email_key
    assert "192" not in row.address_key
    assert row.email_key == sign_ins.keyed(EMAIL, key=KEY) != sign_ins.keyed(EMAIL, key="other")


def test_tries_are_forgotten_after_a_day(session: Session, desk_cast: DeskCast) -> None:
    _fail(session, 2)
    with time_machine.travel(NOW + timedelta(hours=23), tick=False):
        assert sign_ins.forget_old(session) == 0
    with time_machine.travel(NOW + timedelta(hours=25), tick=False):
        assert sign_ins.forget_old(session) == 2


def _with_codes(session: Session, cast: DeskCast) -> str:
    user = second_factors.begin(session, actor=cast.editor, key=KEY)
    secret = second_factors.opened(user.totp_secret or "", key=KEY)
    assert secret is not None
    code = pyotp.TOTP(s=secret).at(for_time=NOW - timedelta(seconds=30))
    second_factors.confirm(session, actor=cast.editor, code=code, key=KEY)
    session.flush()
    return pyotp.TOTP(s=secret).at(for_time=NOW)


def test_with_codes_on_the_password_alone_asks_for_one_and_a_code_opens_once(
    session: Session, desk_cast: DeskCast
) -> None:
    code = _with_codes(session, desk_cast)
    for given in ("", "000000"):
        with pytest.raises(Invalid) as asked:
            _finish(session, _begin(session), code=given)
        assert set(asked.value.fields) == {"code"}
    assert _finish(session, _begin(session), code=code)
    with pytest.raises(Invalid):
        _finish(session, _begin(session), code=code)


def test_a_wrong_password_with_codes_on_does_not_say_that_codes_are_on(
    session: Session, desk_cast: DeskCast
) -> None:
    code = _with_codes(session, desk_cast)
    with pytest.raises(Invalid) as refused:
        _finish(session, _begin(session), fits=False, code=code)
    assert refused.value.fields == {}


def test_guessing_codes_waits_like_guessing_passwords(
    session: Session, desk_cast: DeskCast
) -> None:
    _with_codes(session, desk_cast)
    for given in ("000000", "", "000001", "", "000002"):
        with pytest.raises(Invalid):
            _finish(session, _begin(session), code=given)
    with pytest.raises(TooManyTries):
        _begin(session)
