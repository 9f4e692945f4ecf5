"""What crosses between the cage and the house."""

import io
import json
import sys
from dataclasses import asdict, replace
from datetime import date
from types import SimpleNamespace

import pytest

from review.parsing import apart, child
from review.parsing.apart import parse_apart, parse_page
from review.parsing.document import ReadDocument, from_json, to_json
from review.parsing.errors import Unreadable, UnreadableCode
from review.parsing.kinds import Kind
from review.parsing.limits import DEFAULT
from review.sandbox import Cage, Reason, StoppedError

DOCUMENT = ReadDocument("Text", "T", "B", "P", date(2024, 5, 3), "en", "text/plain", ("A note.",))


@pytest.mark.parametrize("document", [DOCUMENT, ReadDocument("Text")])
def test_a_document_crosses_unchanged(document: ReadDocument) -> None:
    assert from_json(to_json(document)) == document


def test_the_child_answers_with_a_document(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = SimpleNamespace(buffer=io.BytesIO("Бюро 9".encode()))
    monkeypatch.setattr(sys, "stdin", given)
    child.main(["text/plain", json.dumps(asdict(DEFAULT))])
    assert from_json(capsys.readouterr().out).text == "Бюро 9"


def test_the_child_answers_with_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"%PDF-1.7")))
    child.main(["text/plain", json.dumps(asdict(DEFAULT))])
    assert json.loads(capsys.readouterr().out)["code"] == "wrong_type"


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        (Reason.TOO_SLOW, UnreadableCode.TOO_SLOW),
        (Reason.TOO_BIG, UnreadableCode.TOO_LARGE),
        (Reason.CRASHED, UnreadableCode.BROKEN),
    ],
)
def test_a_stopped_child_is_told_in_words(
    monkeypatch: pytest.MonkeyPatch, reason: Reason, code: UnreadableCode
) -> None:
    def stopped(*_: object, **__: object) -> bytes:
        raise StoppedError(reason)

    monkeypatch.setattr(apart, "run_apart", stopped)
    with pytest.raises(Unreadable) as caught:
        parse_apart(b"x", Kind.PDF)
    assert caught.value.code is code
    assert caught.value.remedy


def test_the_cage_is_made_of_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    cages: list[Cage] = []

    def run(module: str, arguments: list[str], source: bytes, cage: Cage, warm: list[str]) -> bytes:
        assert warm == ["review.parsing.formats.pdf"]
        cages.append(cage)
        return to_json(DOCUMENT).encode()

    monkeypatch.setattr(apart, "run_apart", run)
    limits = replace(DEFAULT, wall_seconds=1.5, cpu_seconds=2, memory_bytes=3, output_bytes=4)
    assert parse_apart(b"x", Kind.PDF, limits) == DOCUMENT
    assert cages == [Cage(1.5, 2, 3, 4)]


@pytest.mark.parametrize(
    ("named", "url", "publisher"),
    [
        ("The Harrow Ledger", "https://www.harrow.example/", "The Harrow Ledger"),
        ("", "https://www.harrow.example/", "harrow.example"),
        ("", "", ""),
    ],
)
def test_the_site_stands_for_a_publisher_that_is_not_named(
    monkeypatch: pytest.MonkeyPatch, named: str, url: str, publisher: str
) -> None:
    page = replace(DOCUMENT, publisher=named)
    monkeypatch.setattr(apart, "run_apart", lambda *_, **__: to_json(page).encode())
    assert parse_page(b"x", Kind.HTML, url).publisher == publisher
