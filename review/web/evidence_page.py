"""A piece of evidence on a page of its own, and its kept bytes as a download."""

from flask import Blueprint, current_app, render_template, send_file
from werkzeug.wrappers import Response

from review.domain.errors import Forbidden, NotFound
from review.domain.policy import Permission
from review.models import Evidence
from review.queries import evidence as pieces
from review.queries.claim_file import names_on
from review.queries.claim_origins import source_name
from review.queries.sealed_pieces import may_read
from review.stores.store import MissingBytesError, Store
from review.web.access import access, actor
from review.web.transaction import database

blueprint = Blueprint("evidence", __name__, url_prefix="/evidence")


def _piece(evidence_id: int) -> Evidence:
    row = pieces.found(database(), evidence_id, actor().desk_id)
    if row is None:
        raise NotFound("There is no such piece of evidence on this desk.")
    return row


@blueprint.get("/<int:evidence_id>")
@access(Permission.READ)
def show(evidence_id: int) -> str:
    row = _piece(evidence_id)
    names = names_on(database(), actor().desk_id)
    store: Store = current_app.extensions["store"]
    return render_template(
        "evidence/show.html",
        piece=pieces.piece_of(database(), row, names.get(row.added_by_id, ""), actor()),
        source=source_name(row.source, actor()),
        held=row.sha256 is not None and store.exists(row.sha256),
    )


@blueprint.get("/<int:evidence_id>/original")
@access(Permission.READ)
def original(evidence_id: int) -> Response:
    """The bytes as they were kept, always as an attachment, never as a page of this site."""
    row = _piece(evidence_id)
    if not may_read(database(), row, actor()):
        raise Forbidden("This piece comes from a sealed source.", "Ask an editor about it.")
    store: Store = current_app.extensions["store"]
    try:
        stream = store.open(row.sha256 or "0" * 64)
    except MissingBytesError as missing:
        raise NotFound(
            "The bytes of this piece are not held.", "See its page for what became of the capture."
        ) from missing
    return send_file(
        stream,
        mimetype=row.media_type or "application/octet-stream",
        as_attachment=True,
        # A line break in a name would end the header.
        download_name=" ".join(row.file_name.split()) or f"evidence-{row.id}",
    )
