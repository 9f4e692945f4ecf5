"""What is kept of each capture of a page, as downloads; and the list of captures by itself."""

from flask import Blueprint, Response, render_template

from review.domain.errors import NotFound
from review.domain.policy import Permission
from review.models import Capture
from review.queries.captures import capture_of, lines_of, openings_of, without_looks
from review.queries.claim_file import names_on
from review.queries.evidence import piece_of
from review.web.access import access, actor
from review.web.downloads import attachment, downloads
from review.web.evidence_page import readable
from review.web.transaction import database

blueprint = Blueprint("captures", __name__, url_prefix="/evidence/<int:evidence_id>/captures")


@blueprint.get("")
@access(Permission.READ)
def index(evidence_id: int) -> str:
    """For a page that waits: what became of each attempt up to now."""
    row = readable(evidence_id)
    names = names_on(database(), actor().desk_id)
    found = piece_of(database(), row, "", actor()).captures
    return render_template(
        "evidence/_captures.html",
        evidence_id=row.id,
        captures=lines_of(without_looks(found), names, openings_of(database(), row.id)),
    )


@blueprint.get("/<int:capture_id>/<any(page,record,pdf,picture):part>")
@downloads
@access(Permission.READ)
def kept(evidence_id: int, capture_id: int, part: str) -> Response:
    """The bytes of one capture: the page, the record of the exchange, or a picture."""
    row = readable(evidence_id)
    capture = capture_of(database(), evidence_id=row.id, capture_id=capture_id)
    if capture is None:
        raise NotFound("There is no such capture of this piece.")
    sha256, media_type, ending = _parts(capture)[part]
    return attachment(sha256, media_type, f"evidence-{row.id}-capture-{capture.id}{ending}")


def _parts(row: Capture) -> dict[str, tuple[str | None, str, str]]:
    return {
        "page": (row.sha256, row.media_type, ""),
        "record": (row.warc_sha256, "application/gzip", ".warc.gz"),
        "pdf": (row.pdf_sha256, "application/pdf", ".pdf"),
        "picture": (row.picture_sha256, "image/png", ".png"),
    }
