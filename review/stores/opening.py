"""Which store of evidence bytes the settings ask for."""

from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from review.stores.access import Access
from review.stores.folder import FolderStore
from review.stores.store import Store

if TYPE_CHECKING:
    from config import Settings

_NO_KEYS = Access()


def store_of(settings: "Settings") -> Store:
    """The store of these settings. Raises ValueError, naming the setting, for one that is wrong."""
    access = Access(
        endpoint=settings.s3_endpoint,
        region=settings.s3_region,
        key=settings.s3_key,
        secret=settings.s3_secret,
    )
    return open_store(settings.evidence_url, access)


def open_store(url: str, access: Access = _NO_KEYS) -> Store:
    """The store of ``file:///var/lib/proofdesk/evidence`` or ``s3://bucket/folder``."""
    parts = urlsplit(url)
    path = url2pathname(parts.path)
    if parts.scheme == "s3" and parts.netloc and not (parts.query or parts.fragment):
        return _bucket(parts.netloc, unquote(parts.path).strip("/"), access)
    if parts.scheme != "file" or parts.netloc or not path.startswith("/"):
        raise ValueError(
            f"PROOFDESK_EVIDENCE_URL is {url!r}; give a folder as file:///path/of/the/folder, "
            "or a bucket as s3://bucket/folder"
        )
    return FolderStore(path)


def _bucket(name: str, prefix: str, access: Access) -> Store:
    if find_spec("obstore") is None:
        raise ValueError(
            "PROOFDESK_EVIDENCE_URL names a bucket, for which the extra `s3` is not installed"
        )
    from review.stores.s3 import BucketStore

    return BucketStore(name, prefix, access)
