"""A piece of evidence on a page of its own, and its kept bytes as a download."""

from flask import Blueprint, Response, current_app, render_template

from review.domain.errors import Forbidden, NotFound
from review.domain.policy import Permission
from review.domain.vocabulary import DerivativeKind
from review.models import Evidence
from review.queries import evidence as pieces
from review.queries.captures import lines_of
from review.queries.claim_file import names_on
from review.queries.claim_origins import source_name
from review.queries.derivatives import made_of, words_of
from review.queries.sealed_pieces import may_read
from review.services.derivatives import kind_for
from review.stores.store import Store
from review.web.access import access, actor
from review.web.downloads import attachment, downloads, named
from review.web.transaction import database

blueprint = Blueprint("evidence", __name__, url_prefix="/evidence")


def _piece(evidence_id: int) -> Evidence:
    row = pieces.found(database(), evidence_id, actor().desk_id)
    if row is None:
        raise NotFound("There is no such piece of evidence on this desk.")
    return row


def readable(evidence_id: int) -> Evidence:
    """The piece, where the viewer may know what it is."""
    row = _piece(evidence_id)
    if not may_read(database(), row, actor()):
        raise Forbidden("This piece comes from a sealed source.", "Ask an editor about it.")
    return row


@blueprint.get("/<int:evidence_id>")
@access(Permission.READ)
def show(evidence_id: int) -> str:
    row = _piece(evidence_id)
    names = names_on(database(), actor().desk_id)
    store: Store = current_app.extensions["store"]
    piece = pieces.piece_of(database(), row, names.get(row.added_by_id, ""), actor())
    made, wanted = made_of(database(), row.id), kind_for(row.kind, row.media_type)
    return render_template(
        "evidence/show.html",
        piece=piece,
        evidence_id=row.id,
        captures=lines_of(piece.captures, names),
        source=source_name(row.source, actor()),
        held=row.sha256 is not None and store.exists(row.sha256),
        made=made,
        waits=None if wanted in made else wanted,
    )


@blueprint.get("/<int:evidence_id>/original")
@downloads
@access(Permission.READ)
def original(evidence_id: int) -> Response:
    """The bytes as they were kept, always as an attachment, never as a page of this site."""
    row = readable(evidence_id)
    return attachment(row.sha256, row.media_type, row.file_name or f"evidence-{row.id}")


@blueprint.get("/<int:evidence_id>/copy")
@downloads
@access(Permission.READ)
def copy(evidence_id: int) -> Response:
    """The working copy of a picture: what is seen on it, and nothing of what the file tells."""
    row = readable(evidence_id)
    made = made_of(database(), row.id).get(DerivativeKind.WORKING_COPY)
    if made is None or made.sha256 is None:
        raise NotFound("There is no working copy of this piece.", "Its page says why.")
    ending = "jpg" if made.media_type == "image/jpeg" else "png"
    return attachment(made.sha256, made.media_type, f"evidence-{row.id}-copy.{ending}")


@blueprint.get("/<int:evidence_id>/text")
@downloads
@access(Permission.READ)
def text(evidence_id: int) -> Response:
    """The words that were read from a file."""
    row = readable(evidence_id)
    words = words_of(database(), row.id)
    if words is None:
        raise NotFound("No words were read from this piece.", "Its page says why.")
    return named(Response(words, mimetype="text/plain"), f"evidence-{row.id}.txt")
