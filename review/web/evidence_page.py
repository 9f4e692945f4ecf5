"""A piece of evidence on a page of its own, and its kept bytes as a download."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, current_app, render_template

from review.domain.errors import Forbidden, NotFound
from review.domain.policy import Permission, may
from review.domain.vocabulary import DerivativeKind, EvidenceKind
from review.forms.act import ActForm
from review.forms.evidence import CaptureForm
from review.forms.retracting import RestoreForm, RetractForm
from review.models import Evidence
from review.queries import evidence as pieces
from review.queries.attachable import may_fetch
from review.queries.captures import lines_of, openings_of, without_looks
from review.queries.claim_file import names_on
from review.queries.claim_origins import source_name
from review.queries.derivatives import made_of, words_of
from review.queries.evidence_words import words_page
from review.queries.retraction import retraction_of
from review.queries.sealed_pieces import may_read
from review.services.derivatives import kind_for
from review.stores.store import Store
from review.web import custody
from review.web.access import access, actor
from review.web.bounds import asked_id
from review.web.downloads import attachment, downloads, named
from review.web.stamp_part import stamps_on
from review.web.transaction import database
from review.web.watch_part import watch_on

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
def show(evidence_id: int, failed: ActForm | None = None) -> str:
    row = _piece(evidence_id)
    names = names_on(database(), actor().desk_id)
    piece = pieces.piece_of(database(), row, names.get(row.added_by_id, ""), actor())
    if piece.readable:
        custody.seen(row.id)
    return render_template(
        "evidence/show.html",
        piece=piece,
        evidence_id=row.id,
        **_kept(row, piece, names),
        source=source_name(row.source, actor()),
        again=_again(piece),
        stamps=stamps_on(piece, names),
        watch=watch_on(row, piece, names),
        retraction=retraction_of(database(), row, names, actor()),
        retract_form=_retracting(row, failed),
        custody=custody.listed(row.id) if piece.readable else None,
    )


def _kept(row: Evidence, piece: pieces.Piece, names: Mapping[int, str]) -> dict[str, Any]:
    """What is kept of the piece, and what was made of it."""
    store: Store = current_app.extensions["store"]
    made, wanted = made_of(database(), row.id), kind_for(row.kind, row.media_type)
    shown, openings = without_looks(piece.captures), openings_of(database(), row.id)
    captures = lines_of(shown, names, openings)
    read = made.get(DerivativeKind.TEXT)
    is_read = read is not None and read.sha256 is not None
    return {
        "captures": captures,
        "told": next((one.row for one in captures if one.is_evidence), None),
        "held": row.sha256 is not None and store.exists(row.sha256),
        "made": made,
        "waits": None if wanted in made else wanted,
        "has_text": piece.readable and (is_read or any(one.is_text for one in captures)),
    }


def _retracting(row: Evidence, failed: ActForm | None) -> ActForm | None:
    """The form that retracts the piece, or restores it, for who may."""
    if not may(actor(), Permission.RETRACT_EVIDENCE):
        return None
    kind = RetractForm if row.retracted_at is None else RestoreForm
    return failed or kind(formdata=None, data={"version": row.version})


def _again(piece: pieces.Piece) -> CaptureForm | None:
    """The form that asks for a page once more, for who may; its claims are those it is on now."""
    states = {on.state for on in piece.bears_on if not on.detached}
    asks = piece.readable and piece.evidence.kind is EvidenceKind.LINK
    return CaptureForm(formdata=None) if asks and may_fetch(actor(), states) else None


@blueprint.get("/<int:evidence_id>/words")
@access(Permission.READ)
def words(evidence_id: int) -> str:
    """The kept text, a leaf at a time, with what claims quote from it marked in place."""
    row = readable(evidence_id)
    leaf, passage = asked_id("leaf") or 0, asked_id("passage")
    page = words_page(database(), row, leaf=leaf, passage=passage)
    if page is None:
        raise NotFound("There is no text of this piece.", "Its page says what is kept of it.")
    custody.seen(row.id)
    return render_template("evidence/words.html", row=row, page=page)


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
