"""A whole desk in one archive, and back again."""

import io
import os
import re
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

import click
import sqlalchemy as sa

from config import Settings
from review.commands.house import settings
from review.stores.opening import store_of
from review.stores.store import Held, MissingBytesError, Store, place

DATABASE, EVIDENCE, SECRET = "proofdesk.sqlite3", "evidence", "secret_key"
_PIECE = re.compile(rf"{EVIDENCE}/[0-9a-f]{{2}}/[0-9a-f]{{2}}/([0-9a-f]{{64}})")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write database, evidence and secret key into one archive, while the desk is at work."""
    found = settings()
    source = _sqlite_file(found)
    if not source.is_file():
        raise click.ClickException(f"There is no desk in {found.data_dir} to keep.")
    store = store_of(found)
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
            for held in store.listing():
                _add_piece(archive, store, held)
            key = found.secret_key.encode()
            archive.addfile(_member(SECRET, len(key), 0o600), io.BytesIO(key))
    click.echo(f"Kept in {file}. It holds the secret key: guard it like the desk itself.")


def _add_piece(archive: tarfile.TarFile, store: Store, held: Held) -> None:
    try:
        stream = store.open(held.sha256)
    except MissingBytesError:
        # Swept since it was listed, so no row speaks of it.
        return
    with stream:
        archive.addfile(_member(f"{EVIDENCE}/{place(held.sha256)}", held.size, 0o440), stream)


def _for_its_owner_alone(file: Path) -> BinaryIO:
    try:
        return os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    except FileExistsError as there:
        raise click.ClickException(f"{file} exists. Give the backup a name of its own.") from there


def _member(name: str, size: int, mode: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, mode
    return info


def _sqlite_file(found: Settings) -> Path:
    url = sa.make_url(found.database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise click.ClickException(
            "This keeps a desk on SQLite. For PostgreSQL use pg_dump, and copy the evidence folder "
            "or bucket after it."
        )
    return Path(url.database)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Put a backup into an empty data folder."""
    found = settings()
    target, store = _sqlite_file(found), store_of(found)
    if target.exists():
        raise click.ClickException(
            f"{target} exists. Restore into an empty folder (PROOFDESK_DATA_DIR)."
        )
    with _opened(file) as archive:
        for altered in _bring_back(archive, store):
            click.echo(f"Altered in the backup: {altered}", err=True)
        _write(found.data_dir / SECRET, archive, SECRET)
        # Last, so that a desk which broke off on its way here has none yet and is begun again.
        aside = target.with_name(f"{target.name}.incoming")
        _write(aside, archive, DATABASE)
        aside.replace(target)
    click.echo(f"Restored into {found.data_dir}. Start with `proofdesk up`.")


@contextmanager
def _opened(file: Path) -> Iterator[tarfile.TarFile]:
    wrong = click.ClickException(f"{file} is no backup of a desk, or not a whole one.")
    try:
        with tarfile.open(file) as archive:
            if not all(_is_file(archive, name) for name in (DATABASE, SECRET)):
                raise wrong
            yield archive
    except tarfile.TarError as broken:
        raise wrong from broken


def _is_file(archive: tarfile.TarFile, name: str) -> bool:
    return any(member.name == name and member.isfile() for member in archive)


def _bring_back(archive: tarfile.TarFile, store: Store) -> Iterator[str]:
    """Put every piece into the store; give back the digests of those that are altered."""
    for member in archive:
        named = _PIECE.fullmatch(member.name)
        if named is None or not member.isfile():
            continue
        with _member_of(archive, member) as stream:
            if store.put(cast("BinaryIO", stream)).sha256 != named[1]:
                yield named[1]


def _member_of(archive: tarfile.TarFile, member: tarfile.TarInfo | str) -> IO[bytes]:
    stream = archive.extractfile(member)
    assert stream is not None
    return stream


def _write(path: Path, archive: tarfile.TarFile, name: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as target, _member_of(archive, name) as source:
        while chunk := source.read(1 << 20):
            target.write(chunk)
        target.flush()
        os.fsync(descriptor)
