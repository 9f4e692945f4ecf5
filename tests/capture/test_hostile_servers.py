"""Servers that do harm end within the time, with a reason, and never past the limit."""

import socket
import time

import pytest

from review.capture import fetch as fetching
from review.capture.aside import Aside
from review.capture.errors import FetchCode, FetchError, Refused, Unreachable
from review.capture.limits import FetchLimits
from tests.capture.asking import fetched
from tests.capture.bombs import BOMB, MEMBERS, NESTED, NOTHING
from tests.capture.servers import Answer, Line, Serve, page, sent_on

QUICK = FetchLimits(seconds=0.3, body_bytes=100_000)
PATIENT = FetchLimits(seconds=20.0, body_bytes=100_000)
HEAD = b"HTTP/1.1 200 OK\r\n"


def refusal(
    serve: Serve, answer: Answer, limits: FetchLimits = PATIENT, scheme: str = "http"
) -> FetchError:
    server = serve(answer)
    with pytest.raises(FetchError) as caught:
        fetched(f"{scheme}://127.0.0.1:{server.port}/", allow=server.allow, limits=limits)
    assert caught.value.message
    assert caught.value.remedy
    assert caught.value.status == 422
    return caught.value


def silent(line: Line) -> None:
    line.hold()


def headers_dripping(line: Line) -> None:
    line.read().say(HEAD)
    line.drip(b"X-Slow: yes\r\n")


def body_dripping(line: Line) -> None:
    line.read().say(HEAD + b"\r\n")
    line.drip(b"a")


def chunks_dripping(line: Line) -> None:
    line.read().say(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    line.drip(b"1\r\na\r\n")


def endless_promises(line: Line) -> None:
    line.read().drip(b"HTTP/1.1 100 Continue\r\n\r\n")


@pytest.mark.parametrize(
    "answer", [silent, headers_dripping, body_dripping, chunks_dripping, endless_promises]
)
def test_a_slow_server_is_cut_off_by_the_wall_clock(serve: Serve, answer: Answer) -> None:
    began = time.monotonic()
    assert refusal(serve, answer, QUICK).code is FetchCode.TIMEOUT
    assert time.monotonic() - began < 5


def test_a_silent_tls_handshake_is_cut_off_by_the_wall_clock(serve: Serve) -> None:
    began = time.monotonic()
    assert refusal(serve, silent, QUICK, scheme="https").code is FetchCode.TIMEOUT
    assert time.monotonic() - began < 5


def test_one_time_limit_holds_over_all_redirects(serve: Serve) -> None:
    def answer(line: Line) -> None:
        if line.read().path == "/":
            sent_on("/slow")(line)
        else:
            line.hold()

    assert refusal(serve, answer, QUICK).code is FetchCode.TIMEOUT


def endless(line: Line) -> None:
    line.read().say(HEAD + b"\r\n")
    while True:
        line.say(b"a" * 65536)


def test_an_endless_body_is_refused_at_the_byte_limit(serve: Serve) -> None:
    error = refusal(serve, endless)
    assert isinstance(error, Refused)
    assert error.code is FetchCode.TOO_LARGE


def gzip_of_nothing(line: Line) -> None:
    line.read().say(HEAD + b"Content-Encoding: gzip\r\n\r\n")
    while True:
        line.say(NOTHING * 3000)


def chunk_without_end(line: Line) -> None:
    line.read().say(HEAD + b"Transfer-Encoding: chunked\r\n\r\n1;")
    while True:
        line.say(b"x" * 65536)


def trickle_of_chunks(line: Line) -> None:
    line.read().say(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        line.say((b"1;%s\r\na\r\n" % (b"x" * 60_000)) * 4)


@pytest.fixture
def put_aside(monkeypatch: pytest.MonkeyPatch) -> list[Aside]:
    """Every file in which bytes of a capture were put aside, with how much came into it."""
    made: list[Aside] = []

    class Watched(Aside):
        def __init__(self) -> None:
            super().__init__()
            made.append(self)

    monkeypatch.setattr(fetching, "Aside", Watched)
    return made


BOMBS = [
    page(BOMB, "Content-Encoding: gzip"),
    page(MEMBERS, "Content-Encoding: gzip"),
    page(NESTED, "Content-Encoding: gzip, gzip"),
]


@pytest.mark.parametrize("answer", [endless, gzip_of_nothing, trickle_of_chunks, *BOMBS])
def test_no_byte_beyond_the_limit_is_taken_in(
    serve: Serve, answer: Answer, put_aside: list[Aside]
) -> None:
    limits = FetchLimits(body_bytes=100_000, wire_bytes=2_000_000)
    error = refusal(serve, answer, limits)
    assert error.code is FetchCode.TOO_LARGE
    heard, body = put_aside
    assert heard.size <= limits.wire_bytes
    assert body.size <= limits.body_bytes


def test_bytes_of_all_hops_count_together(serve: Serve) -> None:
    def answer(line: Line) -> None:
        sent_on(f"{line.read().path}a/")(line)

    # One answer is 62 bytes or more.
    limits = FetchLimits(wire_bytes=150)
    assert refusal(serve, answer, limits).code is FetchCode.TOO_LARGE


def test_a_failure_knows_the_hops_up_to_there(serve: Serve) -> None:
    def answer(line: Line) -> None:
        if line.read().path == "/":
            sent_on("/long")(line)
        else:
            endless(line)

    error = refusal(serve, answer)
    assert [(hop.status, hop.location) for hop in error.hops] == [(302, "/long"), (200, "")]
    assert error.hops[1].peer == "127.0.0.1"


def test_a_failure_of_the_line_knows_them_too(serve: Serve) -> None:
    def answer(line: Line) -> None:
        if line.read().path == "/":
            sent_on("/short")(line)
        else:
            lying_length(line)

    error = refusal(serve, answer)
    assert [hop.status for hop in error.hops] == [302, 200]
    assert refusal(serve, hangs_up).hops == ()


def lying_length(line: Line) -> None:
    line.read().say(HEAD + b"Content-Length: 1000\r\n\r\nshort")


def many_headers(line: Line) -> None:
    line.read().say(HEAD + b"X-Many: 1\r\n" * 20_000 + b"\r\n")


def not_http(line: Line) -> None:
    line.read().say(b"220 mail.example ready\r\n")


def hangs_up(line: Line) -> None:
    line.read()


@pytest.mark.parametrize(
    "answer",
    [
        lying_length,
        many_headers,
        chunk_without_end,
        not_http,
        hangs_up,
        page(b"x", "Content-Encoding: br"),
        page(b"not packed", "Content-Encoding: gzip"),
        sent_on("http://[::1"),
    ],
)
def test_a_broken_answer_is_no_snapshot(serve: Serve, answer: Answer) -> None:
    error = refusal(serve, answer)
    # A server that closes with our request unread resets the line.
    assert error.code in {FetchCode.BAD_ANSWER, FetchCode.UNREACHABLE}
    assert isinstance(error, Unreachable)


def test_a_redirect_loop_ends(serve: Serve) -> None:
    error = refusal(serve, sent_on("/"))
    assert error.code is FetchCode.TOO_MANY_REDIRECTS
    assert "5 times" in error.message


def test_as_many_redirects_as_allowed_are_followed(serve: Serve) -> None:
    def answer(line: Line) -> None:
        count = int(line.read().path[1:])
        (sent_on(f"/{count + 1}") if count < 5 else page(b"here"))(line)

    server = serve(answer)
    assert len(fetched(f"{server.url}/0", allow=server.allow).redirects) == 5


@pytest.mark.parametrize("place", ["http://127.0.0.1/", "http://169.254.169.254/latest/meta-data"])
def test_a_redirect_into_a_private_network_is_refused(serve: Serve, place: str) -> None:
    assert refusal(serve, sent_on(place)).code is FetchCode.PRIVATE_ADDRESS


def test_a_redirect_to_a_file_is_refused(serve: Serve) -> None:
    assert refusal(serve, sent_on("file:///etc/passwd")).code is FetchCode.BAD_SCHEME


def test_a_closed_port_is_said_to_be_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(Unreachable) as caught:
        fetched(f"http://127.0.0.1:{port}/", allow=frozenset({("127.0.0.1", port)}))
    assert caught.value.code is FetchCode.UNREACHABLE
