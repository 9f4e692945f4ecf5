"""The report as JSON proves itself and keeps to its published schema."""

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from review.domain.report import from_plain
from review.exports import SCHEMA_FILE
from review.exports.sealed import render, seal
from review.seal import canonical_bytes, digest
from tests.report_sample import draft, final

SCHEMA = json.loads(SCHEMA_FILE.read_text())
CHECK = jsonschema.Draft202012Validator(SCHEMA)


def test_the_schema_is_a_sound_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("make", [draft, final])
def test_every_report_keeps_to_the_published_schema(make: Any) -> None:
    assert list(CHECK.iter_errors(json.loads(render(make())))) == []


def test_the_schema_refuses_what_is_not_a_report() -> None:
    document = json.loads(render(draft()))
    for broken in (
        {**document, "more": 1},
        {**document, "variant": "secret"},
        {key: value for key, value in document.items() if key != "sha256"},
    ):
        assert not CHECK.is_valid(broken)


def test_the_document_is_canonical_and_carries_the_digest_of_its_content() -> None:
    report = draft()
    document = json.loads(render(report))
    assert canonical_bytes(document) == render(report)
    assert document["sha256"] == digest(report.to_plain()) == seal(report).sha256


def test_a_report_read_back_from_its_document_is_the_same_report() -> None:
    report = draft()
    document = json.loads(render(report))
    content = {k: v for k, v in document.items() if k not in {"sha256", "ledger_entry"}}
    assert from_plain(content, ledger_entry=report.ledger_entry) == report


def test_the_ledger_line_stands_beside_the_content_and_not_in_it() -> None:
    report = draft()
    assert seal(replace(report, ledger_entry=None)).sha256 == seal(report).sha256
    assert json.loads(render(replace(report, ledger_entry=None)))["ledger_entry"] is None
