"""Asking an authority: RFC 3161 over HTTP, at an address that the operator named.

Plain HTTP is enough, and what most authorities offer: only a digest goes out, and what comes back
is signed. Fifteen seconds by the wall clock, 256 kB, no redirect, no proxy, no cookie.
"""

import ssl
from http.client import HTTPException

from urllib3.exceptions import HTTPError, LocationParseError, ReadTimeoutError
from urllib3.util import parse_url

from review.capture.deadline import Deadline
from review.capture.errors import FetchError
from review.capture.posting import Answered, TooLongError, addresses_of, post
from review.capture.targets import Target
from review.stamps.errors import NoStampYetError, StampError

SECONDS = 15.0
MOST_BYTES = 1 << 18
TOOL = "proofdesk-stamp/1"
_PORTS = {"http": 80, "https": 443}
_NONSENSE = "What the authority sent is no answer."
_HEADERS = {
    "User-Agent": TOOL,
    "Accept": "application/timestamp-reply",
    "Content-Type": "application/timestamp-query",
}


def authority_of(url: str) -> Target:
    """Read one address of the settings.

    Raises ValueError, with words for the operator, for one that cannot be asked. The address is
    shown with each stamp, so it may hold no password and no key.
    """
    wrong = ValueError(f"PROOFDESK_STAMP_URLS has {url!r}, no address such as https://host/tsr")
    try:
        parts = parse_url(url)
    except LocationParseError as error:
        raise wrong from error
    if parts.scheme not in _PORTS or not parts.host or parts.auth or parts.query or parts.fragment:
        raise wrong
    return Target(
        url, parts.scheme, parts.host, parts.port or _PORTS[parts.scheme], parts.request_uri
    )


def ask(url: str, question: bytes, *, seconds: float = SECONDS) -> bytes:
    """Send a question and give back what came, unread. Raises StampError."""
    try:
        target = authority_of(url)
    except ValueError as wrong:
        raise StampError(f"{wrong}.") from wrong
    with Deadline(seconds) as deadline:
        try:
            answered = _exchange(target, question, deadline)
        except TooLongError as long:
            raise NoStampYetError("The authority's answer was too long.") from long
        except (HTTPError, HTTPException, OSError, ValueError, FetchError) as error:
            raise NoStampYetError(_why(error, deadline)) from error
    if 300 <= answered.status < 400:
        raise NoStampYetError("The authority sent the question on, which is not followed.")
    if answered.status != 200:
        raise NoStampYetError(f"The authority's host answered {answered.status}.")
    return answered.body


def _exchange(target: Target, question: bytes, deadline: Deadline) -> Answered:
    found = addresses_of(target, deadline)
    return post(target, found, question, _HEADERS, deadline, most=MOST_BYTES)


def _why(error: Exception, deadline: Deadline) -> str:
    if deadline.passed or isinstance(error, TimeoutError | ReadTimeoutError):
        return "The authority did not answer in time."
    if isinstance(error, ssl.SSLError):
        return "The authority's host could not prove who it is: its certificate is not good."
    if isinstance(error, HTTPException | HTTPError | ValueError):
        return _NONSENSE
    return "The authority could not be reached."
