"""The settings say which store there is, and what is wrong with them is said in words."""

from pathlib import Path

import pytest

from review.stores import opening
from review.stores.opening import open_store
from tests.stores.conftest import BYTES


def test_the_setting_opens_a_folder(tmp_path: Path) -> None:
    store = open_store((tmp_path / "kept evidence").as_uri())
    stored = store.put(BYTES)
    assert (tmp_path / "kept evidence" / stored.sha256[:2]).is_dir()


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
