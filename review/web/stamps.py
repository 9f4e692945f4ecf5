"""Time stamps on the page of a piece: asked for by editors, and taken away by who may read it."""

from flask import Blueprint, Response, url_for

from review.domain.errors import NotFound
from review.domain.policy import Permission
from review.forms.act import ActForm
from review.queries.stamps import stamp_name, stamp_of_piece
from review.services import stamps
from review.web.access import access, actor
from review.web.acts import Done, act
from review.web.downloads import attachment, downloads
from review.web.evidence_page import readable, show
from review.web.stamp_part import authorities
from review.web.transaction import database, later

blueprint = Blueprint("stamps", __name__, url_prefix="/evidence/<int:evidence_id>")
_TYPES = {"tsr": "application/timestamp-reply", "pem": "application/x-pem-file"}


def _page(evidence_id: int, failed: ActForm) -> str:  # noqa: ARG001
    return show(evidence_id)


@blueprint.post("/stamp")
@access(Permission.ASK_STAMPS)
@act(ActForm, _page)
def ask(_form: ActForm, evidence_id: int) -> Done:
    """Have the capture that is the evidence stamped, and what failed tried again."""
    piece = readable(evidence_id)
    due = stamps.ask_for_piece(
        database(), evidence_id=piece.id, actor=actor(), authorities=authorities()
    )
    for row in due:
        later("stamp", row.id)
    said = "The authorities are asked. What each of them answers shows here."
    return Done(url_for("evidence.show", evidence_id=evidence_id, _anchor="stamps"), said)


@blueprint.get("/stamps/<int:stamp_id>.<any(tsr,pem):ending>")
@downloads
@access(Permission.READ)
def stamp(evidence_id: int, stamp_id: int, ending: str) -> Response:
    """The answer of the authority as it came, or the certificates that came with it."""
    piece = readable(evidence_id)
    row = stamp_of_piece(database(), evidence_id=piece.id, stamp_id=stamp_id)
    if row is None:
        raise NotFound("There is no such time stamp of this piece.")
    sha256 = row.token_sha256 if ending == "tsr" else row.chain_sha256
    return attachment(sha256, _TYPES[ending], stamp_name(row, ending))
