"""Codes from an app (TOTP, RFC 6238): set up, confirmed, checked, turned off.

The shared secret is kept encrypted under a key that is derived from the desk's secret key, and a
code that was used once is refused from then on.
"""

import base64
import hmac
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import pyotp
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy.orm import Session

from review.db import now
from review.domain.accounts import AccountAct
from review.domain.errors import Conflict, Forbidden, Invalid
from review.domain.policy import Actor
from review.models import User
from review.services.accounts import administered, own_account, subject
from review.services.ledger import record

STEP_S = 30


@lru_cache(maxsize=4)
def _fernet(key: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"proofdesk second factor")
    return Fernet(base64.urlsafe_b64encode(derived.derive(key.encode())))


def sealed(text: str, *, key: str) -> str:
    """`text` encrypted under the desk's secret key."""
    return _fernet(key).encrypt(text.encode()).decode()


def opened(token: str, *, key: str) -> str | None:
    """What was sealed; None when the key is another one now."""
    try:
        return _fernet(key).decrypt(token.encode()).decode()
    except InvalidToken:
        return None


def matching_step(secret: str, code: str, at: datetime) -> int | None:
    """The time step that `code` belongs to, a step to either side allowed for slow clocks."""
    present = int(at.timestamp()) // STEP_S
    given = "".join(code.split()).encode()
    for step in (present, present - 1, present + 1):
        if hmac.compare_digest(pyotp.HOTP(s=secret).at(count=step).encode(), given):
            return step
    return None


def passes(user: User, code: str, *, key: str) -> bool:
    """Whether `code` is right and not used before; if so it is spent. Lock the row first."""
    secret = opened(user.totp_secret or "", key=key)
    step = None if secret is None else matching_step(secret, code, now())
    if step is None or step <= (user.totp_last_step or 0):
        return False
    user.totp_last_step = step
    return True


def begin(session: Session, *, actor: Actor, key: str) -> User:
    """Make a new secret, not yet asked for. Raises Conflict when codes are on already."""
    user = own_account(session, actor)
    if user.totp_confirmed_at is not None:
        raise Conflict("Codes are on already.", "Turn them off first to set up another app.")
    user.totp_secret = sealed(pyotp.random_base32(), key=key)
    user.totp_last_step = None
    return user


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an app starts with: the secret in base 32, and the same as an otpauth address."""

    secret: str
    address: str


def enrolment(user: User, *, key: str) -> Enrolment | None:
    """What to show while codes are being set up; None before, after, and under another key."""
    if user.totp_secret is None or user.totp_confirmed_at is not None:
        return None
    secret = opened(user.totp_secret, key=key)
    if secret is None:
        return None
    address = pyotp.TOTP(s=secret).provisioning_uri(name=user.email, issuer_name="Proofdesk")
    return Enrolment(secret, address)


def confirm(session: Session, *, actor: Actor, code: str, key: str) -> User:
    """Turn codes on, once the app has shown a right one. Raises Invalid on `code`."""
    user = own_account(session, actor)
    if user.totp_confirmed_at is not None:
        raise Conflict("Codes are on already.", "There is nothing left to confirm.")
    _require_code(user, code, key=key)
    user.totp_confirmed_at = now()
    act = AccountAct.TURN_ON_CODES
    record(session, actor=actor, action=act, subject=subject(user), payload={})
    return user


def turn_off(session: Session, *, actor: Actor, code: str, key: str) -> User:
    """Stop asking for codes; takes one last code. Raises Invalid on `code`."""
    user = own_account(session, actor)
    _require_code(user, code, key=key)
    return _forget(session, actor, user, reason="")


def turn_off_for(session: Session, *, actor: Actor, user_id: int, reason: str) -> User:
    """An administrator helps a person who lost the app. Raises Forbidden for oneself."""
    user = administered(session, actor, user_id)
    if user.id == actor.user_id:
        raise Forbidden("Your own codes are turned off on your account page.", "Use a code there.")
    return _forget(session, actor, user, reason=reason)


def _require_code(user: User, code: str, *, key: str) -> None:
    if not passes(user, code, key=key):
        wrong = "This code is not right now. Wait for the next one and check the clock."
        raise Invalid("The code does not fit.", "Enter the next one.", {"code": wrong})


def _forget(session: Session, actor: Actor, user: User, *, reason: str) -> User:
    user.totp_secret = user.totp_confirmed_at = user.totp_last_step = None
    record(
        session,
        actor=actor,
        action=AccountAct.TURN_OFF_CODES,
        subject=subject(user),
        payload={"reason": reason},
    )
    return user
