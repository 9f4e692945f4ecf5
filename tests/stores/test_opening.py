"""The settings say which store there is, and what is wrong with them is said in words."""

from dataclasses import replace
from pathlib import Path

import pytest

from config import Settings
from review.stores import opening
from review.stores.folder import FolderStore
from review.stores.opening import open_store, store_of
from tests.bucket import BucketServer
from tests.stores.conftest import BYTES


def test_the_setting_opens_a_folder(tmp_path: Path) -> None:
    store = open_store((tmp_path / "kept evidence").as_uri())
    stored = store.put(BYTES)
    assert (tmp_path / "kept evidence" / stored.sha256[:2]).is_dir()


def test_the_settings_open_a_bucket(settings: Settings, s3: BucketServer) -> None:
    bucket, access = s3.make_bucket(), s3.access
    grown = replace(
        settings,
        evidence_url=f"s3://{bucket}/evidence%20of/desk",
        s3_endpoint=access.endpoint,
        s3_region=access.region,
        s3_key=access.key,
        s3_secret=access.secret,
    )
    stored = store_of(grown).put(BYTES)
    told = s3.ask("GET", f"{bucket}?list-type=2").decode()
    assert f"<Key>evidence of/desk/{stored.sha256[:2]}/" in told
    assert isinstance(store_of(settings), FolderStore)


@pytest.mark.parametrize(
    "url", ["", "s3://", "s3:///x", "/plain/path", "file:relative", "file://h/x", "s3://b/x?y"]
)
def test_any_other_setting_is_refused_in_words(url: str) -> None:
    with pytest.raises(ValueError, match=r"file:///.* s3://"):
        open_store(url)


def test_a_bucket_without_the_extra_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "find_spec", lambda _name: None)
    with pytest.raises(ValueError, match="the extra `s3`"):
        open_store("s3://bucket/evidence")
