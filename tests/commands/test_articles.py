"""Articles come in from the command line, once."""

import json
from pathlib import Path

import pytest

from tests.capture.servers import Serve, page, serve
from tests.commands.shell import ARTICLE, Shell

__all__ = ["serve"]


@pytest.fixture
def desk(shell: Shell) -> Shell:
    shell("desk", "add", "harrow", "--name", "The Harrow Ledger")
    return shell


def test_a_file_is_imported_once_and_known_the_second_time(desk: Shell, tmp_path: Path) -> None:
    path = tmp_path / "forty.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    first = json.loads(desk("article", "import", str(path), "--json", "--title", "Forty pages"))
    assert first["new"] is True
    assert first["claims"] == desk.number("SELECT count(*) FROM claim") > 0
    again = json.loads(desk("article", "import", str(path), "--json"))
    assert (again["article"], again["new"]) == (first["article"], False)
    assert "was here already" in desk("article", "import", str(path))


def test_standard_input_is_imported_and_the_answer_is_a_sentence(desk: Shell) -> None:
    said = desk("article", "import", "-", "--title", "Forty pages", given=ARTICLE)
    assert said.startswith("Article 1 imported, ")
    assert said.endswith(" claims: Forty pages\n")


def test_a_link_is_imported_through_the_guard(desk: Shell, serve: Serve) -> None:
    server = serve(page(
        f"<html><head><title>Forty pages</title></head><body><article><h1>Forty pages</h1>"
        f"<p>{ARTICLE * 3}</p></article></body></html>".encode(),
        "Content-Type: text/html; charset=utf-8",
    ))  # fmt: skip
    assert "PROOFDESK" not in desk.fails("article", "import", f"{server.url}/a")
    desk.environment["PROOFDESK_FETCH_ALLOW"] = f"127.0.0.1:{server.port}"
    assert "imported" in desk("article", "import", f"{server.url}/a")
    assert desk.number("SELECT count(*) FROM article WHERE url <> ''") == 1


def test_a_link_that_answers_with_an_error_is_not_imported(desk: Shell, serve: Serve) -> None:
    server = serve(page(b"Gone", status="410 Gone"))
    desk.environment["PROOFDESK_FETCH_ALLOW"] = f"127.0.0.1:{server.port}"
    assert "answered 410" in desk.fails("article", "import", server.url)


@pytest.mark.parametrize(
    ("place", "given", "says"),
    [
        ("nowhere.txt", "", "There is no file nowhere.txt"),
        ("-", "", "is empty"),
        ("-", b"Stra\xdfe", "not UTF-8"),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_kept(
    desk: Shell, place: str, given: str | bytes, says: str
) -> None:
    assert says in desk.fails("article", "import", place, given=given)
    assert desk.number("SELECT count(*) FROM article") == 0
