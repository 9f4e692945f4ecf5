"""Which store of evidence bytes the settings ask for."""

from urllib.parse import urlsplit
from urllib.request import url2pathname

from review.stores.folder import FolderStore


def open_store(url: str) -> FolderStore:
    """The store of a setting such as ``file:///var/lib/proofdesk/evidence``."""
    parts = urlsplit(url)
    path = url2pathname(parts.path)
    if parts.scheme != "file" or parts.netloc or not path.startswith("/"):
        raise ValueError(
            f"PROOFDESK_EVIDENCE_URL is {url!r}; give a folder as file:///path/of/the/folder"
        )
    return FolderStore(path)
