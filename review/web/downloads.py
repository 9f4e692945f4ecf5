"""Bytes out of the store: always an attachment, and nothing that a browser would run or show.

Whoever sent the bytes may have meant them to be opened here as a page of this site, with the
reader's rights. So they go out under a policy that allows nothing at all.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Response, current_app, g, send_file

from review.domain.errors import NotFound
from review.stores.store import MissingBytesError, Store
from review.web import custody

View = TypeVar("View", bound=Callable[..., Any])
NOTHING_RUNS = "default-src 'none'; sandbox"


def downloads(view: View) -> View:
    """Declare that a view sends bytes of others. Put it between the route and its access rule.

    What it sends of a piece of evidence is a line of custody, written once the view has decided
    that they may go: under the part that the address names, else under the view's own name.
    """

    @wraps(view)
    def sending(**ids: Any) -> Response:
        answer: Response = view(**ids)
        if "evidence_id" in ids:
            try:
                part = ids.get("part", view.__name__)
                custody.taken(ids["evidence_id"], part, ids.get("capture_id"))
            except BaseException:
                answer.close()
                raise
        return answer

    sending.talisman_view_options = {"content_security_policy": NOTHING_RUNS}  # type: ignore[attr-defined]
    return cast("View", sending)


def attachment(sha256: str | None, media_type: str, name: str) -> Response:
    """Kept bytes, as they are, in one piece and with their size said first.

    Raises NotFound where they are not held.
    """
    store: Store = current_app.extensions["store"]
    try:
        if sha256 is None:
            raise MissingBytesError
        size, stream = store.size(sha256), store.open(sha256)
    except MissingBytesError as missing:
        raise NotFound(
            "The bytes of this piece are not held.", "See its page for what became of the capture."
        ) from missing
    answer = send_file(
        stream,
        mimetype=media_type or "application/octet-stream",
        as_attachment=True,
        # A line break in a name would end the header.
        download_name=" ".join(name.split()) or "evidence",
        conditional=False,
    )
    g.bytes_sent = sha256
    answer.content_length = size
    answer.accept_ranges = "none"
    return answer


def named(answer: Response, name: str) -> Response:
    """An answer made here, to be saved under this name."""
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
