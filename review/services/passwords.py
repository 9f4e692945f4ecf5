"""Passwords: how strong one must be, and how it is kept. Slow on purpose; never in a transaction.

Argon2id (RFC 9106); strength as zxcvbn estimates it.
"""

from collections.abc import Iterable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from review.domain.accounts import SHORTEST_PASSWORD

LONGEST = 1024
_LEAST_SCORE = 3
_READ_BY_ESTIMATE = 72
# One lane and 46 MiB a check, so that a few sign-ins at once leave room for the pages.
_hasher = PasswordHasher(time_cost=2, memory_cost=47_104, parallelism=1)
# Checked where there is no account, so that the answer takes as long as any other.
_NOBODYS = (
    "$argon2id$v=19$m=47104,t=2,p=1$cHJvb2ZkZXNrLW5vYm9keQ"
    "$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)


def hash_password(password: str) -> str:
    """The Argon2id hash to keep, with its own salt and costs inside."""
    return _hasher.hash(password)


def verify_password(password: str, password_hash: str | None) -> bool:
    """Whether `password` made the hash. Takes the same time where there is none."""
    try:
        return _hasher.verify(password_hash or _NOBODYS, password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False


def check_strength(password: str, words: Iterable[str]) -> str | None:
    """What is wrong with a new password, or None. `words` are the person's name and e-mail."""
    from zxcvbn import zxcvbn

    if len(password) < SHORTEST_PASSWORD:
        return f"Use at least {SHORTEST_PASSWORD} characters; a few words in a row are good."
    if len(password) > LONGEST:
        return f"Use at most {LONGEST} characters."
    own = _parts(words)
    if any(part in password.casefold() for part in own):
        return "Leave your name and your e-mail address out of it."
    if zxcvbn(password[:_READ_BY_ESTIMATE], user_inputs=own)["score"] < _LEAST_SCORE:
        return "This one is easy to guess. Use a few words that do not belong together."
    return None


def _parts(words: Iterable[str]) -> list[str]:
    """The pieces of names and addresses that are long enough to give something away."""
    text = " ".join(words).casefold()
    pieces = {text, *text.replace("@", " ").replace(".", " ").replace("-", " ").split()}
    return sorted(piece for piece in pieces if len(piece) >= 4)
