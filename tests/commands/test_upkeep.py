"""A desk is kept, brought back and looked at."""

import stat
import tarfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from review.commands import upkeep
from review.db import now
from review.stamps import token
from review.stores.folder import FolderStore
from review.stores.opening import store_of
from review.stores.store import Held, StoreError
from review.text import spacy_tagger
from tests.bucket import BucketServer
from tests.commands.shell import ARTICLE, Shell
from tests.desk import note
from tests.stamps.clock import certificate

WORDS = "A seen register."


@pytest.fixture
def desk(shell: Shell) -> Shell:
    """A desk with an article, and one kept piece that a row speaks of."""
    shell("desk", "add", "harrow", "--name", "The Harrow Ledger")
    shell("article", "import", "-", given=ARTICLE)
    store_of(shell.settings).put(WORDS.encode())
    with shell.database() as session:
        session.connection().exec_driver_sql(
            "INSERT INTO user_account (email, name, created_at) VALUES ('a', 'A', '2026-11-23')"
        )
        session.connection().exec_driver_sql(
            "INSERT INTO evidence (desk_id, kind, title, url, note, file_name, media_type, size,"
            " sha256, added_by_id, added_at, version) VALUES"
            " (1, 'note', 'x', '', 'x', '', '', 16, ?, 1, '2026-11-23', 1)",
            (note(WORDS).sha256,),
        )
    return shell


def spoil(desk: Shell, sha256: str) -> None:
    store = store_of(desk.settings)
    assert isinstance(store, FolderStore)
    store.path(sha256).chmod(0o600)
    store.path(sha256).write_text("An unseen register.")


def test_what_was_kept_comes_back_whole(desk: Shell, tmp_path: Path) -> None:
    file = tmp_path / "kept.tar"
    (desk.folder / "evidence" / "incoming").mkdir(exist_ok=True)
    (desk.folder / "evidence" / "incoming" / "half").write_text("half a fi")
    head = desk("ledger", "head")
    assert "guard it" in desk("backup", str(file))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with tarfile.open(file) as archive:
        assert not [name for name in archive.getnames() if "incoming" in name]
    other = Shell(tmp_path / "other")
    assert "Restored" in other("restore", str(file))
    assert other("ledger", "head") == head
    assert other.settings.secret_key == desk.settings.secret_key
    assert "1 pieces held, hashes sound" in other("check")


def test_evidence_kept_elsewhere_is_kept_and_comes_back_elsewhere(
    desk: Shell, tmp_path: Path
) -> None:
    moved = tmp_path / "bytes"
    (desk.folder / "evidence").rename(moved)
    desk.environment["PROOFDESK_EVIDENCE_URL"] = f"file://{moved}"
    file = tmp_path / "kept.tar"
    desk("backup", str(file))
    other = Shell(tmp_path / "other")
    other.environment["PROOFDESK_EVIDENCE_URL"] = f"file://{tmp_path / 'new'}"
    other("restore", str(file))
    assert store_of(other.settings).exists(note(WORDS).sha256 or "")


def test_evidence_in_a_bucket_is_kept_and_comes_back_into_another(
    desk: Shell, tmp_path: Path, s3: BucketServer
) -> None:
    file, other = tmp_path / "kept.tar", Shell(tmp_path / "other")
    for shell, into in ((desk, "one"), (other, "two")):
        shell.environment |= {
            "PROOFDESK_EVIDENCE_URL": f"s3://{s3.make_bucket()}/{into}",
            "PROOFDESK_S3_ENDPOINT": s3.access.endpoint,
            "PROOFDESK_S3_REGION": s3.access.region,
            "PROOFDESK_S3_KEY": s3.access.key,
            "PROOFDESK_S3_SECRET": s3.access.secret,
        }
    store_of(desk.settings).put(WORDS.encode())
    desk("backup", str(file))
    other("restore", str(file))
    assert store_of(other.settings).exists(note(WORDS).sha256 or "")
    assert "1 pieces held, hashes sound" in other("check")


def test_what_is_altered_in_a_backup_is_named(desk: Shell, tmp_path: Path) -> None:
    sha = note(WORDS).sha256 or ""
    spoil(desk, sha)
    desk("backup", str(tmp_path / "kept.tar"))
    other = Shell(tmp_path / "other")
    assert f"Altered in the backup: {sha}" in other("restore", str(tmp_path / "kept.tar"))
    assert f"{sha} is missing or altered" in other.fails("check")


def test_a_backup_that_breaks_off_leaves_no_desk(desk: Shell, tmp_path: Path) -> None:
    whole, half = tmp_path / "kept.tar", tmp_path / "half.tar"
    desk("backup", str(whole))
    half.write_bytes(whole.read_bytes()[:-15_000])
    other = Shell(tmp_path / "other")
    assert "no backup of a desk, or not a whole one" in other.fails("restore", str(half))
    assert not (other.folder / "proofdesk.sqlite3").exists()
    other("restore", str(whole))


def test_bytes_that_go_while_the_desk_is_kept_are_left_out(
    desk: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stray = store_of(desk.settings).put(b"A stray paper.").sha256
    listing = FolderStore.listing

    def then_swept(self: FolderStore) -> Iterator[Held]:
        found = list(listing(self))
        self.remove(stray)
        return iter(found)

    monkeypatch.setattr(FolderStore, "listing", then_swept)
    desk("backup", str(tmp_path / "kept.tar"))
    with tarfile.open(tmp_path / "kept.tar") as archive:
        kept = [name for name in archive.getnames() if name.startswith("evidence/")]
    assert len(kept) == 1


def test_a_sweep_says_what_it_found_and_removed(desk: Shell) -> None:
    store_of(desk.settings).put(b"A stray paper.")
    (desk.folder / "evidence" / "incoming" / "half").write_text("half a fi")
    said = desk("sweep")
    assert "Removed 0 stray pieces and 0 broken uploads." in said
    assert "2 pieces had no row." in said
    with time_machine.travel(now() + timedelta(hours=1, minutes=1)):
        said = desk("sweep")
    assert said == "Removed 1 stray pieces and 1 broken uploads.\n"
    assert store_of(desk.settings).exists(note(WORDS).sha256 or "")


def test_a_desk_without_evidence_is_kept_too(shell: Shell, tmp_path: Path) -> None:
    shell("backup", str(tmp_path / "kept.tar"))
    other = Shell(tmp_path / "other")
    other("restore", str(tmp_path / "kept.tar"))
    assert not (other.folder / "evidence").exists()


def test_nothing_is_overwritten(desk: Shell, tmp_path: Path) -> None:
    file = tmp_path / "kept.tar"
    desk("backup", str(file))
    assert "exists" in desk.fails("backup", str(file))
    assert "Restore into an empty folder" in desk.fails("restore", str(file))


def test_a_folder_without_a_desk_has_nothing_to_keep(tmp_path: Path) -> None:
    assert "no desk" in Shell(tmp_path / "empty").fails("backup", str(tmp_path / "kept.tar"))


@pytest.mark.parametrize("content", [b"not an archive", b""])
def test_what_is_no_backup_is_refused_and_nothing_is_put_in_place(
    tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "wrong.tar"
    file.write_bytes(content)
    other = Shell(tmp_path / "other")
    assert "no backup of a desk" in other.fails("restore", str(file))
    assert not (other.folder / "proofdesk.sqlite3").exists()


def test_an_archive_of_something_else_is_no_backup(tmp_path: Path) -> None:
    file = tmp_path / "wrong.tar"
    with tarfile.open(file, "w") as archive:
        archive.add(__file__, "a_test.py")
    assert "no backup of a desk" in Shell(tmp_path / "other").fails("restore", str(file))


def test_a_desk_on_postgresql_is_kept_by_its_own_tools(shell: Shell, tmp_path: Path) -> None:
    shell.environment["PROOFDESK_DATABASE_URL"] = "postgresql+psycopg://nowhere/desk"
    for command in (("backup", str(tmp_path / "kept.tar")), ("restore", __file__)):
        assert "pg_dump" in shell.fails(*command)


def test_a_house_in_order_is_good_in_every_line(desk: Shell) -> None:
    said = desk("check").splitlines()
    assert [line.split()[:2] for line in said] == [
        ["good", "settings:"], ["good", "disk:"], ["good", "database:"], ["good", "store:"],
        ["good", "evidence:"],
        ["good", "finder:"], ["good", "model:"], ["good", "pictures:"], ["good", "stamps:"],
    ]  # fmt: skip


def test_the_extras_that_are_asked_for_are_looked_at(
    desk: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "finder: goes by its rules alone" in desk("check")
    assert "model: none is ever asked" in desk("check")
    desk.environment["PROOFDESK_FINDER_NLP"] = "1"
    desk.environment["PROOFDESK_LLM_MODEL"] = "small"
    desk.environment["PROOFDESK_LLM_URL"] = "https://llm.harrow.example/v1"
    said = desk("check")
    assert "finder: goes by its rules, and asks spaCy" in said
    assert "model: small at llm.harrow.example, when an editor asks" in said
    monkeypatch.setattr(spacy_tagger, "MODEL", "a_model_that_nobody_has")
    desk.environment["PROOFDESK_LLM_URL"] = "llm.harrow.example"
    said = desk.fails("check")
    assert "BAD   finder: PROOFDESK_FINDER_NLP" in said
    assert "BAD   model: PROOFDESK_LLM_URL" in said


def test_pictures_and_stamps_are_promised_only_with_what_they_need(
    desk: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = desk("check")
    assert "pictures: none are made" in said
    assert "stamps: nothing is stamped" in said
    desk.environment["PROOFDESK_SNAPSHOT"] = "1"
    desk.environment["PROOFDESK_STAMP_URLS"] = "https://one.example,https://two.example"
    said = desk("check")
    assert "good  pictures: made of captured pages" in said
    assert "good  stamps: asked of 2, never verified without roots" in said
    roots = tmp_path / "roots.pem"
    roots.touch()
    desk.environment["PROOFDESK_STAMP_ROOTS"] = str(roots)
    assert "which holds no certificate in PEM" in desk.fails("check")
    roots.write_bytes(certificate("Root of Vantoria").pem)
    assert "good  stamps: asked of 2, roots trusted: 1" in desk("check")
    desk.environment["PROOFDESK_STAMP_URLS"] = "https://one.example/tsr?key=7"
    said = desk.fails("check")
    assert "no address such as https://host/tsr" in said
    assert "BAD   stamps: PROOFDESK_STAMP_URLS" in said
    desk.environment["PROOFDESK_STAMP_URLS"] = "https://one.example/tsr"
    monkeypatch.setattr(upkeep, "find_spec", lambda _: None)
    monkeypatch.setattr(token, "find_spec", lambda _: None)
    said = desk.fails("check")
    assert "BAD   pictures: PROOFDESK_SNAPSHOT" in said
    assert "BAD   stamps: PROOFDESK_STAMP_URLS" in said


def test_altered_bytes_are_named(desk: Shell) -> None:
    sha = note(WORDS).sha256 or ""
    spoil(desk, sha)
    said = desk.fails("check")
    assert f"{sha} is missing or altered" in said
    assert "BAD   evidence" in said


def test_a_bucket_that_is_out_of_reach_is_told(desk: Shell, s3: BucketServer) -> None:
    desk.environment |= {
        "PROOFDESK_EVIDENCE_URL": "s3://nobodys-bucket",
        "PROOFDESK_S3_ENDPOINT": s3.access.endpoint,
        "PROOFDESK_S3_REGION": s3.access.region,
        "PROOFDESK_S3_KEY": s3.access.key,
        "PROOFDESK_S3_SECRET": s3.access.secret,
    }
    said = desk.fails("check")
    assert "BAD   store: no evidence can be kept" in said
    assert "BAD   evidence: kept bytes are missing" in said


def test_a_store_that_breaks_while_it_is_read_is_told(
    desk: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_self: FolderStore, _sha256: str) -> None:
        raise StoreError("out of reach")

    monkeypatch.setattr(FolderStore, "open", broken)
    assert "BAD   evidence: kept bytes are missing, altered or out of reach" in desk.fails("check")


def test_what_is_wrong_comes_with_what_to_do(tmp_path: Path) -> None:
    other = Shell(tmp_path / "other")
    other.environment["PROOFDESK_SECRET_KEY"] = "short"
    said = other.fails("check")
    assert "BAD   settings: PROOFDESK_SECRET_KEY is too short" in said
    assert "BAD   database: run `proofdesk migrate`." in said
    assert "good  evidence: none kept yet" in said
