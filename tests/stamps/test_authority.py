"""One question goes out; whatever comes back badly, or not at all, is a calm sentence."""

from __future__ import annotations

import socket

import pytest

from review.capture import posting
from review.stamps import authority
from review.stamps.authority import MOST_BYTES, ask, authority_of
from review.stamps.errors import NoStampYetError, StampError
from review.stamps.question import question
from tests.capture.servers import Answer, Line, RawServer, Serve, sent_on, serve
from tests.stamps.clock import Towers, own_clock, towers
from tests.suggest.model import heard, says

__all__ = ["serve", "towers"]
QUESTION = question("ab" * 32).as_bytes()


def test_the_question_goes_out_as_the_standard_says_and_the_answer_comes_as_it_is(
    towers: Towers, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    server = towers(own_clock())
    answer = ask(f"{server.url}/tsr", QUESTION)
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /tsr HTTP/1.1\r\n")
    assert b"Content-Type: application/timestamp-query" in head
    assert b"cookie" not in head.lower()
    assert body == QUESTION
    assert bytes.fromhex("ab" * 32) in answer


def test_each_question_has_a_number_of_its_own() -> None:
    numbers = {question("ab" * 32).nonce for _ in range(50)}
    assert len(numbers) == 50
    assert min(numbers) > 0


def refused(server: RawServer, seconds: float = 10.0) -> str:
    with pytest.raises(NoStampYetError) as none:
        ask(server.url, QUESTION, seconds=seconds)
    return str(none.value)


def test_a_redirect_is_not_followed(serve: Serve, towers: Towers) -> None:
    elsewhere = towers(own_clock())

    def away(line: Line) -> None:
        sent_on(f"{elsewhere.url}/tsr", "307 Temporary Redirect")(heard(line))

    assert "not followed" in refused(serve(away))
    assert elsewhere.requests == []


@pytest.mark.parametrize("status", ["403 Forbidden", "429 Too Many", "500 Oops", "204 Nothing"])
def test_another_status_is_said_as_it_is(serve: Serve, status: str) -> None:
    assert f"answered {status[:3]}." in refused(serve(says(b"", status)))


def test_an_answer_without_an_end_is_cut(serve: Serve) -> None:
    def flood(line: Line) -> None:
        heard(line).say(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            line.say(b" " * MOST_BYTES)

    assert "too long" in refused(serve(flood))


def drips(line: Line) -> None:
    heard(line).say(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    line.drip(b"x")


def holds(line: Line) -> None:
    heard(line).hold()


@pytest.mark.parametrize("answer", [drips, holds])
def test_fifteen_seconds_are_by_the_wall_clock(serve: Serve, answer: Answer) -> None:
    assert authority.SECONDS == 15.0
    assert "in time" in refused(serve(answer), seconds=0.3)


@pytest.mark.parametrize(
    "line", [b"", b"SSH-2.0-OpenSSH_9.7\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n0"]
)
def test_what_is_no_whole_http_is_no_answer(serve: Serve, line: bytes) -> None:
    assert "no answer" in refused(serve(lambda peer: heard(peer).say(line)))


def test_a_host_that_is_away_or_unknown_is_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(NoStampYetError, match="could not be reached"):
        ask(f"http://127.0.0.1:{port}", QUESTION)

    def nobody(*_: object, **__: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(posting.socket, "getaddrinfo", nobody)
    with pytest.raises(NoStampYetError, match="could not be reached"):
        ask("https://clock.example", QUESTION)


def test_a_host_that_speaks_no_tls_cannot_prove_who_it_is(serve: Serve) -> None:
    server = serve(lambda line: line.say(b"HTTP/1.1 400 Bad Request\r\n\r\n"))
    with pytest.raises(NoStampYetError, match=r"could not prove who it is|no answer"):
        ask(server.url.replace("http:", "https:"), QUESTION, seconds=5)


@pytest.mark.parametrize(
    "url",
    [
        "clock.example", "ftp://clock.example", "https://", "https://[clock", "https://a:b@c.example",
        "https://clock.example/tsr?key=1", "https://clock.example/#tsr",
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_asked_is_named(url: str) -> None:
    with pytest.raises(ValueError, match="PROOFDESK_STAMP_URLS has"):
        authority_of(url)
    with pytest.raises(StampError, match="PROOFDESK_STAMP_URLS has"):
        ask(url, QUESTION)


def test_an_address_is_asked_at_its_own_port_and_path() -> None:
    plain = authority_of("http://clock.example")
    assert (plain.host, plain.port, plain.path) == ("clock.example", 80, "/")
    other = authority_of("https://clock.example:8443/tsr")
    assert (other.port, other.path, other.host_header) == (8443, "/tsr", "clock.example:8443")
