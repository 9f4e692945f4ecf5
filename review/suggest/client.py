"""One request to the language model, and what it wrote, or why there is nothing of it to show.

Ten seconds by the wall clock, no redirect, no proxy, one quarter of a megabyte. The host may be in
a private network, since the operator named it; plain HTTP goes to such a host alone.
"""

import json
import ssl
from http.client import HTTPException
from typing import Any

from urllib3.exceptions import HTTPError, ReadTimeoutError

from review.capture.addresses import Address, is_public
from review.capture.deadline import Deadline
from review.capture.errors import FetchError
from review.capture.posting import Answered, TooLongError, addresses_of, post
from review.suggest.endpoint import Endpoint
from review.suggest.prompts import without_format

SECONDS = 10.0
MOST_BYTES = 1 << 18
TOOL = "proofdesk-suggest/1"
REFUSED_SO = 400
_LATE = "The language model did not answer in time."
_NONSENSE = "What the language model answered is not of the shape that was asked for."


class NoAnswerError(Exception):
    """Nothing came that can be shown. The message is a sentence for the page."""


def ask(endpoint: Endpoint, body: bytes, *, seconds: float = SECONDS) -> str:
    """Send one request and return what the model wrote. Raises NoAnswerError.

    Not every host knows how to promise JSON and some refuse to be asked (400): such a one is asked
    once more, in the same words without that wish, within the same ten seconds.
    """
    with Deadline(seconds) as deadline:
        try:
            return _written(_exchange(endpoint, body, deadline))
        except (HTTPError, HTTPException, OSError, ValueError, FetchError) as error:
            raise NoAnswerError(_why(error, deadline)) from error


def _exchange(endpoint: Endpoint, body: bytes, deadline: Deadline) -> bytes:
    target = endpoint.target
    found = addresses_of(target, deadline)
    if target.scheme == "http" and any(map(is_public, found)):
        raise NoAnswerError("The language model is on a public host, which is asked by https only.")
    answered = _posted(endpoint, found, body, deadline)
    if answered.status == REFUSED_SO:
        answered = _posted(endpoint, found, without_format(body), deadline)
    if 300 <= answered.status < 400:
        raise NoAnswerError("The language model's host sent the request on, which is not followed.")
    if answered.status != 200:
        raise NoAnswerError(f"The language model's host answered {answered.status}.")
    return answered.body


def _posted(
    endpoint: Endpoint, found: frozenset[Address], body: bytes, deadline: Deadline
) -> Answered:
    headers = {
        "User-Agent": TOOL,
        "Accept": "application/json",
        "Content-Type": "application/json",
    }
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    try:
        return post(endpoint.target, found, body, headers, deadline, most=MOST_BYTES)
    except TooLongError as long:
        raise NoAnswerError("The language model's answer was too long.") from long


def _written(answer: bytes) -> str:
    """The words of the first choice; every other field is left aside."""
    found = plain_json(answer.decode())
    try:
        words = found["choices"][0]["message"]["content"]
    except (TypeError, KeyError, IndexError) as other:
        raise NoAnswerError(_NONSENSE) from other
    if not isinstance(words, str):
        raise NoAnswerError(_NONSENSE)
    return words


def plain_json(text: str) -> Any:
    """Read JSON from outside. Raises NoAnswerError for what is none, or is nested without end."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as wrong:
        raise NoAnswerError(_NONSENSE) from wrong


def _why(error: Exception, deadline: Deadline) -> str:
    if deadline.passed or isinstance(error, TimeoutError | ReadTimeoutError):
        return _LATE
    if isinstance(error, ssl.SSLError):
        return "The language model's host could not prove who it is: its certificate is not good."
    if isinstance(error, HTTPException | HTTPError | ValueError):
        return _NONSENSE
    return "The language model's host could not be reached."
