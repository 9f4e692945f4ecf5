"""The `proofdesk` command in a data folder of a test's own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from config import Settings, from_environment
from review.cli import main
from review.db import Sessions, make_engine

ARTICLE = (
    "Bureau 9 accuses Ilan Maresk of handing forty pages to Norland.\n\n"
    "Fares in Vantoria doubled in 2025. What a cold spring it was!\n"
)


class Shell:
    """`shell("claims", "find", "-", given=text)` runs a command and must succeed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {"PROOFDESK_DATA_DIR": str(folder)}

    @property
    def settings(self) -> Settings:
        return from_environment(self.environment)

    def run(self, *words: str, given: str | bytes = "") -> Result:
        return CliRunner(env=self.environment).invoke(main, words, input=given)

    def __call__(self, *words: str, given: str | bytes = "") -> str:
        done = self.run(*words, given=given)
        assert done.exit_code == 0, (words, done.output, done.exception)
        return done.output

    def fails(self, *words: str, given: str | bytes = "", code: int = 1) -> str:
        """What the command says when it fails, as it must, with this exit code and no traceback."""
        done = self.run(*words, given=given)
        assert done.exit_code == code, (words, done.output, done.exception)
        assert done.exception is None or isinstance(done.exception, SystemExit)
        return done.output

    @contextmanager
    def database(self) -> Iterator[Session]:
        """The desk's database, behind the desk's back."""
        engine = make_engine(self.settings.database_url)
        with Sessions(engine).write.begin() as session:
            yield session
        engine.dispose()

    def number(self, question: str) -> int:
        with self.database() as session:
            found: int = session.scalar(sa.text(question))
            return found


@pytest.fixture
def shell(tmp_path: Path, sqlite_template: Path) -> Shell:
    """A migrated data folder without a desk in it."""
    found = Shell(tmp_path / "data")
    found.folder.mkdir()
    shutil.copy(sqlite_template, found.folder / "proofdesk.sqlite3")
    return found
