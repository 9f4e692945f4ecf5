"""Which language model is asked is the settings' word, and nothing else's."""

import pytest

from review.suggest.endpoint import endpoint_of


@pytest.mark.parametrize(("url", "model"), [("", "small"), ("https://llm.harrow.example/v1", "")])
def test_without_an_address_or_a_model_there_is_none(url: str, model: str) -> None:
    assert endpoint_of(url, model) is None


@pytest.mark.parametrize(
    ("url", "host", "path"),
    [
        ("https://llm.harrow.example/v1", "llm.harrow.example", "/v1/chat/completions"),
        ("https://llm.harrow.example/v1/", "llm.harrow.example", "/v1/chat/completions"),
        ("http://10.0.0.7:8000", "10.0.0.7:8000", "/v1/chat/completions"),
        ("http://[::1]:8000/api", "[::1]:8000", "/api/chat/completions"),
        ("https://x.example/a/chat/completions", "x.example", "/a/chat/completions"),
    ],
)
def test_the_address_names_the_host_and_the_call(url: str, host: str, path: str) -> None:
    found = endpoint_of(url, "small")
    assert found is not None
    assert (found.host, found.target.path, found.model) == (host, path, "small")


@pytest.mark.parametrize(
    "url",
    ["llm.harrow.example", "ftp://x.example/v1", "https://", "https://me:pass@x.example/v1",
     "https://x.example/v1?key=1", "https://x.example/v1#a", "http://[::1"],
)  # fmt: skip
def test_an_address_that_cannot_be_asked_is_refused_at_the_start(url: str) -> None:
    with pytest.raises(ValueError, match="PROOFDESK_LLM_URL"):
        endpoint_of(url, "small")


@pytest.mark.parametrize("key", ["se\r\ncret", "schlüssel"])
def test_a_key_that_no_header_can_carry_is_refused_unsaid(key: str) -> None:
    with pytest.raises(ValueError, match="PROOFDESK_LLM_KEY") as refused:
        endpoint_of("https://x.example/v1", "small", key)
    assert key not in str(refused.value)


def test_the_key_is_in_no_line_that_a_log_could_carry() -> None:
    assert "open sesame" not in repr(endpoint_of("https://x.example/v1", "small", "open sesame"))
