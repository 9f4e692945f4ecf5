"""Browsers by name."""

import pytest

from review.web.browsers import browser_name


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (Macintosh; Mac OS X 15) Version/18.0 Safari/605.1", "Safari on a Mac"),
        ("Mozilla/5.0 (iPhone; like Mac OS X) CriOS/140 Safari/604.1", "Chrome on an iPhone"),
        ("Firefox/140.0", "Firefox"),
        ("Test browser", "Test browser"),
        ("", "A browser that gave no name"),
    ],
)
def test_a_browser_is_called_what_its_owner_calls_it(agent: str, name: str) -> None:
    assert browser_name(agent) == name
