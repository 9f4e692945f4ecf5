"""A link that never could be captured is refused when it is given, not later."""

import socket
from typing import Any

import pytest

from review.capture.check import check
from review.capture.errors import FetchCode, Refused


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("file:///etc/passwd", FetchCode.BAD_SCHEME),
        ("http://127.0.0.1/", FetchCode.PRIVATE_ADDRESS),
        ("http://[::ffff:10.0.0.1]/", FetchCode.PRIVATE_ADDRESS),
    ],
)
def test_a_link_that_may_never_be_asked_is_refused_at_once(url: str, code: FetchCode) -> None:
    with pytest.raises(Refused) as caught:
        check(url)
    assert caught.value.code is code


def test_a_link_to_a_public_or_an_allowed_address_passes() -> None:
    assert check(" https://198.41.0.4/story ") == "https://198.41.0.4/story"
    allow = frozenset({("127.0.0.1", 8001)})
    assert check("http://127.0.0.1:8001/", allow=allow) == "http://127.0.0.1:8001/"


@pytest.mark.parametrize("trouble", [socket.gaierror, TimeoutError, UnicodeError])
def test_a_name_that_cannot_be_looked_up_now_is_left_to_the_capture(
    monkeypatch: pytest.MonkeyPatch, trouble: type[Exception]
) -> None:
    def look_up(*_: Any, **__: Any) -> None:
        raise trouble

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    assert check("https://harrow.example/") == "https://harrow.example/"
