"""Backup, restore, and a look whether everything stands."""

import io
import os
import shutil
import sqlite3
import tarfile
import tempfile
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click
import sqlalchemy as sa

from config import Settings
from review.commands.house import environment, settings
from review.db import make_engine
from review.stores.opening import open_store

if TYPE_CHECKING:
    from review.stores.store import Store

DATABASE, EVIDENCE = "proofdesk.sqlite3", "evidence"


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write database, evidence and secret key into one archive, while the desk is at work."""
    found = settings()
    source = _sqlite_file(found)
    if not source.is_file():
        raise click.ClickException(f"There is no desk in {found.data_dir} to keep.")
    evidence = open_store(found.evidence_url).root
    with tempfile.TemporaryDirectory(dir=found.data_dir) as folder:
        copy = Path(folder) / DATABASE
        with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(copy)) as kept:
            live.backup(kept)
        # The evidence is copied after the database: every row in the copy then has its bytes.
        with (
            _for_its_owner_alone(file) as target,
            tarfile.open(fileobj=target, mode="w") as archive,
        ):
            archive.add(copy, DATABASE)
            if evidence.is_dir():
                archive.add(evidence, EVIDENCE, filter=_kept_bytes)
            archive.addfile(*_member("secret_key", found.secret_key.encode()))
    click.echo(f"Kept in {file}. It holds the secret key: guard it like the desk itself.")


def _for_its_owner_alone(file: Path) -> BinaryIO:
    try:
        return os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    except FileExistsError as there:
        raise click.ClickException(f"{file} exists. Give the backup a name of its own.") from there


def _kept_bytes(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Leave out what is being written at this moment; no row speaks of it yet."""
    return None if member.name == f"{EVIDENCE}/incoming" else member


def _member(name: str, data: bytes) -> tuple[tarfile.TarInfo, io.BytesIO]:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(data), 0o600
    return info, io.BytesIO(data)


def _sqlite_file(found: Settings) -> Path:
    url = sa.make_url(found.database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise click.ClickException(
            "This keeps a desk on SQLite. For PostgreSQL use pg_dump, and copy the evidence folder."
        )
    return Path(url.database)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Put a backup into an empty data folder."""
    found = settings()
    target, evidence = _sqlite_file(found), open_store(found.evidence_url).root
    for place in (target, evidence):
        if place.exists():
            raise click.ClickException(
                f"{place} exists. Restore into an empty folder (PROOFDESK_DATA_DIR)."
            )
    with tempfile.TemporaryDirectory(dir=found.data_dir) as name:
        folder = Path(name)
        _unpack(file, folder)
        shutil.move(folder / DATABASE, target)
        shutil.move(folder / "secret_key", found.data_dir / "secret_key")
        if (folder / EVIDENCE).is_dir():
            shutil.move(folder / EVIDENCE, evidence)
    click.echo(f"Restored into {found.data_dir}. Start with `proofdesk up`.")


def _unpack(file: Path, folder: Path) -> None:
    wrong = click.ClickException(f"{file} is no backup of a desk, or not a whole one.")
    try:
        with tarfile.open(file) as archive:
            archive.extractall(folder, filter="data")
    except tarfile.TarError as broken:
        raise wrong from broken
    if not all((folder / name).is_file() for name in (DATABASE, "secret_key")):
        raise wrong


@click.command()
@click.pass_context
def check(ctx: click.Context) -> None:
    """Look at settings, disk, database and evidence, and say what is wrong."""
    from review.schema import is_current

    found = environment()
    free = shutil.disk_usage(found.data_dir).free
    engine = make_engine(found.database_url)
    store = open_store(found.evidence_url)
    looked_at = {
        "settings": "the secret key is long enough" if len(found.secret_key) >= 32 else "",
        "disk": f"{free // 2**20} MB free" if free > 500 * 2**20 else "",
        "database": "stands at the newest migration" if is_current(engine) else "",
        "evidence": _look_at_evidence(engine, store),
        "finder": _look_at_finder(found),
        "model": _look_at_model(found),
        "pictures": _look_at_pictures(found),
        "stamps": _look_at_stamps(found),
    }
    for name, good in looked_at.items():
        click.echo(f"{'good' if good else 'BAD ':<5} {name}: {good or _REMEDIES[name]}")
    engine.dispose()
    ctx.exit(0 if all(looked_at.values()) else 1)


_REMEDIES = {
    "settings": "PROOFDESK_SECRET_KEY is too short; give at least 32 random characters.",
    "disk": "less than 500 MB are free; make room.",
    "database": "run `proofdesk migrate`.",
    "evidence": "kept bytes are missing or altered; restore them from a backup.",
    "finder": "PROOFDESK_FINDER_NLP asks for the extra `nlp`, which is not installed.",
    "model": "PROOFDESK_LLM_URL, _MODEL or _KEY cannot be used; see docs/settings.md.",
    "pictures": "PROOFDESK_SNAPSHOT asks for the extra `snapshot`, which is not installed.",
    "stamps": "PROOFDESK_STAMP_URLS asks for the extra `archive`, which is not installed.",
}


def _look_at_finder(found: Settings) -> str:
    """By what it decides; empty where a tagger is asked for that is not there."""
    from review.text import spacy_tagger

    if not found.finder_nlp:
        return "goes by its rules alone"
    return "goes by its rules, and asks spaCy" if find_spec(spacy_tagger.MODEL) else ""


def _look_at_model(found: Settings) -> str:
    """Who may be asked; empty where the settings cannot be used. Nothing is sent."""
    from review.suggest.endpoint import endpoint_of

    try:
        model = endpoint_of(found.llm_url, found.llm_model, found.llm_key)
    except ValueError:
        return ""
    return f"{model.model} at {model.host}, when an editor asks" if model else "none is ever asked"


def _look_at_pictures(found: Settings) -> str:
    if not found.snapshot:
        return "none are made of captured pages"
    return "made of captured pages" if find_spec("playwright") else ""


def _look_at_stamps(found: Settings) -> str:
    if not found.stamp_urls:
        return "nothing is stamped"
    trusted = "verified" if found.stamp_roots else "never verified without PROOFDESK_STAMP_ROOTS"
    asked = f"asked of {len(found.stamp_urls)}, {trusted}"
    return asked if find_spec("rfc3161_client") else ""


def _look_at_evidence(engine: sa.Engine, store: "Store") -> str:
    """Hash every kept piece again; empty when one is missing or altered."""
    from review.models import Evidence
    from review.stores.store import Condition

    if not sa.inspect(engine).has_table(Evidence.__tablename__):
        return "none kept yet"
    with engine.connect() as connection:
        digests = connection.scalars(
            sa.select(Evidence.sha256).where(Evidence.sha256.is_not(None)).distinct()
        ).all()
    bad = [sha for sha in digests if sha and store.verify(sha) is not Condition.INTACT]
    for sha in bad:
        click.echo(f"      {sha} is missing or altered")
    return "" if bad else f"{len(digests)} pieces held, hashes sound"
