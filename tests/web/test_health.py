"""What those who watch the house from outside see."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from review import schema
from tests.web_client import Visitor

As = Callable[[str], Visitor]


def test_alive_asks_no_database(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "sessions", None)
    answer = visitor.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"alive": True})


def test_ready_when_the_tables_are_todays_and_evidence_can_be_kept(visitor: Visitor) -> None:
    answer = visitor.get("/readyz")
    assert (answer.status_code, answer.json) == (
        200, {"ready": True, "database": True, "evidence": True},
    )  # fmt: skip


def test_whoever_asks_whether_the_desk_is_ready_leaves_nothing_behind(
    visitor: Visitor, settings: Settings
) -> None:
    for _ in range(3):
        assert visitor.get("/readyz").status_code == 200
    folder = Path(settings.evidence_url.removeprefix("file://"))
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_not_ready_on_yesterdays_tables(visitor: Visitor, sqlite_url: str) -> None:
    schema.downgrade(sqlite_url)
    answer = visitor.get("/readyz")
    assert answer.status_code == 503
    assert answer.json == {"ready": False, "database": False, "evidence": True}


def test_not_ready_where_evidence_cannot_be_kept(visitor: Visitor, settings: Settings) -> None:
    folder = Path(settings.evidence_url.removeprefix("file://"))
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_text("in the way")
    answer = visitor.get("/readyz")
    assert answer.status_code == 503
    assert answer.json == {"ready": False, "database": True, "evidence": False}


def test_metrics_count_answers_by_route_and_name_nobody(as_: As) -> None:
    admin = as_("admin")
    admin.get("/account")
    text = admin.page("/metrics")
    assert 'proofdesk_answers_total{route="account.index",status="200"} 1.0' in text
    assert "proofdesk_answer_seconds_bucket" in text
    assert "Ruth" not in text


def test_metrics_are_not_for_anyone(visitor: Visitor) -> None:
    assert visitor.get("/metrics").status_code == 303
