"""The migrations run up and down on both databases and leave what the models say."""

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
