"""The tests' own PostgreSQL keeps what it promises to the tests that rely on it."""

import pytest
from sqlalchemy import create_engine, text

from tests.postgres import PostgresServer

pytestmark = pytest.mark.postgres


def test_each_database_starts_as_a_copy_of_its_template(postgres_server: PostgresServer) -> None:
    with postgres_server.database() as template:
        _run(postgres_server.url(template), "CREATE TABLE harrow (id integer)")
        for _ in range(2):
            with postgres_server.database(template) as copy:
                url = postgres_server.url(copy)
                assert _run(url, "SELECT count(*) FROM harrow") == 0
                _run(url, "INSERT INTO harrow VALUES (1)")


def test_the_server_is_reached_by_its_socket_alone(empty_postgres_url: str) -> None:
    assert _run(empty_postgres_url, "SELECT current_setting('listen_addresses')") == ""


def test_letters_outside_latin_are_told_apart_from_signs(empty_postgres_url: str) -> None:
    assert _run(empty_postgres_url, "SELECT lower('ÉЖΩ')") == "éжω"


def _run(url: str, statement: str) -> object:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            result = connection.execute(text(statement))
            return result.scalar() if result.returns_rows else None
    finally:
        engine.dispose()


def test_a_migrated_database_has_the_tables_and_no_rows(postgres_url: str) -> None:
    assert _run(postgres_url, "SELECT count(*) FROM article") == 0
