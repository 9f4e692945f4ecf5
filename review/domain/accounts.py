"""Rules about people's accounts that need no database: what is recorded, and how tries wait."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

from review.domain.errors import Refusal

INVITATION_LASTS = timedelta(days=7)
SESSION_LASTS = timedelta(hours=12)
WINDOW = timedelta(minutes=15)
FIRST_WAIT = timedelta(seconds=30)
FAILURES_PER_EMAIL = 5
FAILURES_PER_ADDRESS = 20
SHORTEST_PASSWORD = 12


class AccountAct(StrEnum):
    """What the ledger calls an act on an account or on the desk itself."""

    OPEN_DESK = "open_desk"
    SET_POLICY = "set_policy"
    ADD_PERSON = "add_person"
    INVITE = "invite"
    MAKE_LINK = "make_link"
    ACCEPT_LINK = "accept_link"
    GIVE_ROLE = "give_role"
    END_ROLE = "end_role"
    CLOSE_ACCOUNT = "close_account"
    OPEN_ACCOUNT = "open_account"
    CHANGE_PASSWORD = "change_password"  # noqa: S105
    TURN_ON_CODES = "turn_on_codes"
    TURN_OFF_CODES = "turn_off_codes"
    END_SESSIONS = "end_sessions"


def in_words(wait: timedelta) -> str:
    """A wait as people say it, rounded up: "1 second", "40 seconds", "3 minutes"."""
    seconds = ceil(wait.total_seconds())
    number, unit = (seconds, "second") if seconds < 60 else (ceil(seconds / 60), "minute")
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


class TooManyTries(Refusal):
    """The next try to sign in has to wait; `wait` says how long."""

    status = 429

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"There were too many tries. Wait {in_words(wait)}, then try again.")
        self.wait = wait


def wait_left(failures: Sequence[datetime], allowed: int, at: datetime) -> timedelta:
    """How long the next try has to wait; zero when it may be made.

    The first wait is half a minute, each further failure doubles it up to the whole window. Only
    failures inside the window count, so nobody is locked out for good.
    """
    recent = [failed for failed in failures if at - failed < WINDOW]
    beyond = len(recent) - allowed
    if beyond < 0:
        return timedelta(0)
    doubled: timedelta = FIRST_WAIT * 2 ** min(beyond, 10)
    wait = min(doubled, WINDOW)
    return max(max(recent) + wait - at, timedelta(0))
