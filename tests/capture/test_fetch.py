"""What a capture keeps of an ordinary answer."""

import gzip
import hashlib
from datetime import UTC, datetime

import pytest

from review.capture.fetch import TOOL
from tests.capture.asking import fetched
from tests.capture.servers import Line, Serve, page, sent_on

PAGE = b"<!doctype html><title>Third scientist held</title><p>Bureau 9 said so."


def test_the_bytes_and_both_digests_are_kept(serve: Serve) -> None:
    server = serve(page(PAGE))
    before = datetime.now(UTC)
    snapshot = fetched(f"{server.url}/story?id=7#part", allow=server.allow)
    assert snapshot.body == PAGE
    assert snapshot.size == len(PAGE)
    assert snapshot.sha256 == hashlib.sha256(PAGE).hexdigest()
    assert snapshot.sha512 == hashlib.sha512(PAGE).hexdigest()
    assert snapshot.url == f"{server.url}/story?id=7#part"
    assert (snapshot.status, snapshot.redirects, snapshot.tool) == (200, (), TOOL)
    assert snapshot.answer.peer == "127.0.0.1"
    assert before <= snapshot.started_at <= snapshot.finished_at <= datetime.now(UTC)


def test_the_media_type_is_told_from_the_bytes(serve: Serve) -> None:
    server = serve(page(PAGE, "Content-Type: image/png"))
    assert fetched(server.url, allow=server.allow).media_type == "text/html"


def test_repeated_headers_are_kept_apart(serve: Serve) -> None:
    server = serve(page(PAGE, "X-Via: one", "X-Via: two"))
    headers = fetched(server.url, allow=server.allow).response_headers
    assert [value for name, value in headers if name == "X-Via"] == ["one", "two"]


def test_the_request_headers_kept_are_those_that_were_sent(serve: Serve) -> None:
    server = serve(page(PAGE))
    snapshot = fetched(f"{server.url}/story?id=7", allow=server.allow)
    server.close()
    lines = "".join(f"{name}: {value}\r\n" for name, value in snapshot.answer.request_headers)
    assert server.requests == [f"GET /story?id=7 HTTP/1.1\r\n{lines}\r\n".encode()]


def test_a_page_that_is_not_there_is_an_answer_too(serve: Serve) -> None:
    server = serve(page(b"gone", status="404 Not Found"))
    snapshot = fetched(server.url, allow=server.allow)
    assert (snapshot.status, snapshot.body) == (404, b"gone")


def test_a_redirect_without_an_address_is_the_answer(serve: Serve) -> None:
    server = serve(page(b"?", status="302 Found"))
    assert fetched(server.url, allow=server.allow).status == 302


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 Other", "307 T", "308 P"])
def test_each_redirect_is_followed_and_recorded(serve: Serve, status: str) -> None:
    last = page(PAGE)

    def answer(line: Line) -> None:
        hop = {"/": "/second?x=1", "/second?x=1": "third"}.get(line.read().path)
        (sent_on(hop, status) if hop else last)(line)

    server = serve(answer)
    code = int(status[:3])
    snapshot = fetched(f"{server.url}/", allow=server.allow)
    assert [(hop.url, hop.status, hop.location) for hop in snapshot.hops] == [
        (f"{server.url}/", code, "/second?x=1"),
        (f"{server.url}/second?x=1", code, "third"),
        (f"{server.url}/third", 200, ""),
    ]
    assert snapshot.redirects == snapshot.hops[:2]
    assert snapshot.final_url == f"{server.url}/third"
    assert snapshot.body == PAGE


def test_a_redirect_in_raw_utf8_leads_to_the_same_place(serve: Serve) -> None:
    def answer(line: Line) -> None:
        if line.read().path == "/":
            line.say(
                "HTTP/1.1 302 Found\r\nLocation: /später\r\nContent-Length: 0\r\n\r\n".encode()
            )
        else:
            page(line.path.encode())(line)

    server = serve(answer)
    assert fetched(f"{server.url}/", allow=server.allow).body == b"/sp%C3%A4ter"


def test_cookies_are_never_sent_back(serve: Serve) -> None:
    def answer(line: Line) -> None:
        if line.read().path == "/":
            page(b"", "Location: /in", "Set-Cookie: who=desk", status="302 Found")(line)
        else:
            page(line.request)(line)

    server = serve(answer)
    assert b"who=desk" not in fetched(f"{server.url}/", allow=server.allow).body


def test_the_proxy_of_the_environment_is_not_used(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = serve(page(b"from the proxy"))
    server = serve(page(b"from the site"))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, proxy.url)
    assert fetched(server.url, allow=server.allow).body == b"from the site"


def test_packed_answers_are_unpacked(serve: Serve) -> None:
    server = serve(page(gzip.compress(PAGE), "Content-Encoding: gzip"))
    snapshot = fetched(server.url, allow=server.allow)
    assert snapshot.body == PAGE
    assert ("Content-Encoding", "gzip") in snapshot.response_headers


def test_an_answer_in_chunks_is_put_together(serve: Serve) -> None:
    def answer(line: Line) -> None:
        line.read().say(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        line.say(b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")

    server = serve(answer)
    assert fetched(server.url, allow=server.allow).body == b"abcde"
