"""The migrations run up and down on both databases and leave what the models say."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import review.models  # noqa: F401  makes every table known
from review import schema
from review.db import Base, make_engine


@pytest.fixture
def empty_sqlite_url(tmp_path):
    return f"sqlite:///{tmp_path / 'empty.sqlite3'}"


@pytest.fixture(
    params=["empty_sqlite_url", pytest.param("empty_postgres_url", marks=pytest.mark.postgres)]
)
def empty_url(request):
    return request.getfixturevalue(request.param)


def test_the_migrations_go_up_down_and_up_again(empty_url):
    schema.upgrade(empty_url)
    schema.downgrade(empty_url)
    engine = make_engine(empty_url)
    assert set(sa.inspect(engine).get_table_names()) == {"alembic_version"}
    assert not schema.is_current(engine)
    schema.upgrade(empty_url)
    assert schema.is_current(engine)
    engine.dispose()


def test_the_migrated_tables_are_those_of_the_models(empty_url):
    schema.upgrade(empty_url)
    engine = make_engine(empty_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


def kept_before(engine: sa.Engine) -> None:
    """A desk of the first tables: a link captured twice, a note, and what is said of them."""
    desk = {"id": 1, "slug": "harrow", "name": "Harrow", "policy": "{}", "version": 1}
    source = {"kind": "medium", "domain": "", "owner": "", "notes": "", "letter": "C"}
    piece = {"desk_id": 1, "url": "https://gazette.example/", "file_name": "", "media_type": "",
             "added_by_id": 1, "added_at": AT, "version": 1, "source_id": 1}  # fmt: skip
    capture = {"evidence_id": 1, "url": "https://gazette.example/", "final_url": "",
               "redirects": "[]", "request_headers": "[]", "response_headers": "[]",
               "media_type": "", "text": "", "title": "", "tool": "", "requested_by_id": 1,
               "requested_at": AT}  # fmt: skip
    captured = {**capture, "status": "captured", "failure": ""}
    insert(engine, "desk", {**desk, "created_at": AT})
    insert(engine, "user_account", {"id": 1, "email": "a@b.example", "name": "A", "created_at": AT})
    insert(engine, "source", {**source, "id": 1, "desk_id": 1, "name": "G", "name_key": "g",
                              "disclosure": "public", "created_at": AT, "version": 1})  # fmt: skip
    insert(engine, "source_letter_change", {"source_id": 1, "letter": "C", "reason": "So.",
                                            "user_id": 1, "changed_at": AT})  # fmt: skip
    insert(engine, "evidence", {**piece, "id": 1, "kind": "link", "title": "Link", "note": "",
                                "sha256": "b" * 64, "size": 7})  # fmt: skip
    insert(engine, "evidence", {**piece, "id": 2, "kind": "note", "title": "Note", "note": "Words.",
                                "sha256": "c" * 64, "size": 6})  # fmt: skip
    insert(engine, "capture", {**capture, "status": "failed", "failure": "It did not answer."})
    insert(engine, "capture", {**captured, "sha256": "a" * 64, "size": 5})
    insert(engine, "capture", {**captured, "sha256": "b" * 64, "size": 7})
    insert(engine, "capture", {**capture, "status": "pending", "failure": ""})
    insert(engine, "derivation", {"child_id": 1, "parent_id": 2, "kind": "quotes", "reason": "",
                                  "user_id": 1, "created_at": AT})  # fmt: skip


def insert(engine: sa.Engine, table: str, row: dict[str, object]) -> None:
    if engine.dialect.name == "sqlite":
        row = {key: f"{value:%F %T}" if value is AT else value for key, value in row.items()}
    places = ", ".join(f":{key}" for key in row)
    with engine.begin() as connection:
        connection.execute(
            sa.text(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})"), row
        )


def rows(engine: sa.Engine, words: str) -> list[tuple[object, ...]]:
    with engine.begin() as connection:
        return [tuple(row) for row in connection.execute(sa.text(words))]


def test_a_desk_at_work_goes_up_to_evidence_that_holds_and_down_again(empty_url):
    schema.upgrade(empty_url, "0001")
    engine = make_engine(empty_url)
    kept_before(engine)
    schema.upgrade(empty_url, "0002")
    purposes = "SELECT purpose, step FROM capture ORDER BY id"
    assert rows(engine, purposes) == [
        ("first", "done"), ("first", "done"), ("again", "done"), ("again", "waiting"),
    ]  # fmt: skip
    assert rows(engine, "SELECT sha256, size, condition FROM blob ORDER BY sha256") == [
        ("a" * 64, 5, "sound"), ("b" * 64, 7, "sound"), ("c" * 64, 6, "sound"),
    ]  # fmt: skip
    insert(engine, "derivation", {"child_id": 2, "parent_source_id": 1, "kind": "quotes",
                                  "reason": "", "user_id": 1, "created_at": AT})  # fmt: skip
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE capture SET requested_by_id = NULL"))
    schema.downgrade(empty_url, "0001")
    assert rows(engine, "SELECT child_id, parent_id, kind FROM derivation") == [(1, 2, "quotes")]
    assert rows(engine, "SELECT requested_by_id FROM capture") == [(1,)] * 4
    assert rows(engine, "SELECT title FROM evidence ORDER BY id") == [("Link",), ("Note",)]
    schema.upgrade(empty_url)
    assert schema.is_current(engine)
    engine.dispose()
