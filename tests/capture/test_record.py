"""The WARC file of a capture holds what was asked and answered, byte for byte."""

import gzip
import hashlib
from importlib.metadata import version

from review.capture.aside import Aside
from review.capture.fetch import fetch
from review.capture.record import write_record
from tests.capture.asking import Kept, fetched, records_of
from tests.capture.servers import Answer, Line, RawServer, Serve, page

PACKED = gzip.compress(b"Fares doubled.")
ODD = (
    b"HTTP/1.1 200 Fine by us\r\nx-via:one\r\nX-Via:  two\r\nContent-Encoding: gzip\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n" + b"%x;note=1\r\n%s\r\n0\r\n\r\n" % (len(PACKED), PACKED)
)
MOVED = b"HTTP/1.1 301 Moved\r\nLocation: /new\r\nContent-Length: 6\r\n\r\nMoved."


def two_hops(line: Line) -> None:
    line.read().say(MOVED if line.path == "/old" else ODD)


def kept(server: RawServer) -> list[Kept]:
    return records_of(fetched(f"{server.url}/old", allow=server.allow).warc)


def test_every_hop_is_recorded_as_it_went_over_the_wire(serve: Serve) -> None:
    server = serve(two_hops)
    records = kept(server)
    kinds = [one.headers["WARC-Type"] for one in records]
    assert kinds == ["warcinfo", "request", "response", "request", "response"]
    assert [records[2].block, records[4].block] == [MOVED, ODD]
    server.close()
    assert sorted([records[1].block, records[3].block]) == sorted(server.requests)


def test_the_digests_are_sha256_and_hold(serve: Serve) -> None:
    records = kept(serve(two_hops))
    assert all(one.sound for one in records)
    for one in records:
        named = hashlib.sha256(one.block).hexdigest()
        assert one.headers["WARC-Block-Digest"] == f"sha256:{named}"


def test_each_record_says_what_was_asked_of_whom_and_names_its_other_half(serve: Serve) -> None:
    server = serve(two_hops)
    _, *records = kept(server)
    places = [one.headers["WARC-Target-URI"] for one in records]
    assert places == [f"{server.url}/old"] * 2 + [f"{server.url}/new"] * 2
    assert {one.headers["WARC-IP-Address"] for one in records} == {"127.0.0.1"}
    for asked, answered in (records[:2], records[2:]):
        assert asked.headers["WARC-Concurrent-To"] == answered.headers["WARC-Record-ID"]
        assert answered.headers["WARC-Concurrent-To"] == asked.headers["WARC-Record-ID"]


def test_the_file_says_which_version_of_the_tool_wrote_it(serve: Serve) -> None:
    about = kept(serve(two_hops))[0].block.decode()
    assert f"software: proofdesk-capture/{version('proofdesk')}\r\n" in about


def test_the_same_capture_gives_the_same_file(serve: Serve) -> None:
    server = serve(two_hops)
    with fetch(f"{server.url}/old", allow=server.allow) as snapshot, Aside() as one, Aside() as two:
        write_record(snapshot, one)
        write_record(snapshot, two)
    assert (one.sha256, one.size) == (two.sha256, two.size)


def test_an_answer_that_is_an_error_is_recorded_like_any_other(serve: Serve) -> None:
    server = serve(page(b"It is gone.", status="410 Gone"))
    records = records_of(fetched(server.url, allow=server.allow).warc)
    assert records[2].block.startswith(b"HTTP/1.1 410 Gone\r\n")
    assert records[2].block.endswith(b"It is gone.")


def redirecting(below: Answer) -> Answer:
    def answer(line: Line) -> None:
        if line.read().path == "/old":
            line.say(b"HTTP/1.1 302 Found\r\nLocation: /new\r\nContent-Length: 99\r\n\r\n")
            below(line)
        else:
            line.say(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes")

    return answer


def test_a_redirect_is_followed_though_what_stands_below_it_never_comes(serve: Serve) -> None:
    for below in (Line.hold, lambda line: line.drip(b"a"), lambda line: line.say(b"short")):
        server = serve(redirecting(below))
        got = fetched(f"{server.url}/old", allow=server.allow)
        assert (got.body, got.whole) == (b"yes", (False, True))
        marked = [one.headers.get("WARC-Truncated") for one in records_of(got.warc)]
        assert marked == [None, None, "unspecified", None, None]


def test_little_of_a_long_page_below_a_redirect_is_heard(serve: Serve) -> None:
    def answer(line: Line) -> None:
        if line.read().path == "/new":
            line.say(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes")
            return
        line.say(b"HTTP/1.1 302 Found\r\nLocation: /new\r\n\r\n")
        line.say(b"a" * 5_000_000)

    server = serve(answer)
    got = fetched(f"{server.url}/old", allow=server.allow)
    assert (got.body, got.whole) == (b"yes", (False, True))
    assert len(got.heard[0]) < 200_000
