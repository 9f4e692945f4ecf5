"""What is sent as evidence, checked and kept before the database hears of it."""

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import structlog
from flask import current_app

from review.capture.addresses import parse_allow
from review.capture.check import check
from review.capture.errors import FetchError
from review.domain.errors import Conflict, Invalid
from review.domain.policy import require
from review.domain.vocabulary import EvidenceKind
from review.domain.workflow import Action
from review.forms.evidence import BearingForm, ClipForm, EvidenceForm
from review.media import TEXT, media_type
from review.queries.claim_case import claim_on
from review.queries.claim_facts import facts_of
from review.services.blobs import keep
from review.services.evidence import Piece
from review.web.access import actor
from review.web.formatting import bytes_in_words
from review.web.transaction import sessions

log = structlog.get_logger()

# Signs that turn the direction of writing make one ending of a name look like another.
_DECEIVING = re.compile("[\u202a-\u202e\u2066-\u2069]")
LONGEST_NAME = 200


def take_in(form: EvidenceForm | ClipForm, claim_id: int) -> dict[str, Any]:
    """Make a piece of what was sent, its bytes safe in the store.

    Raises Invalid beside the field: for a link that leads nowhere public, for an empty file.
    """
    with sessions().read() as session:
        claim = claim_on(session, claim_id=claim_id, desk_id=actor().desk_id)
        require(Action.ATTACH, facts_of(session, claim), actor())
    if isinstance(form, ClipForm) or form.kind is EvidenceKind.LINK:
        return {"piece": _link(form)}
    return {"piece": _file(form) if form.kind is EvidenceKind.FILE else _note(form)}


def _link(form: BearingForm) -> Piece:
    allow = parse_allow(current_app.config["SETTINGS"].fetch_allow)
    try:
        address = check(form.url.data or "", allow=allow)
    except FetchError as refused:
        said = f"{refused.message} {refused.remedy}".strip()
        raise Invalid(refused.message, refused.remedy, fields={"url": said}) from refused
    title = form.title.data or ""
    return Piece(EvidenceKind.LINK, title=title, url=address, if_kept=form.meant)


def _note(form: EvidenceForm) -> Piece:
    words = (form.note.data or "").strip()
    return _kept(
        Piece(EvidenceKind.NOTE, title=form.title.data or "", note=words, media_type=TEXT),
        words.encode(),
    )


def _file(form: EvidenceForm) -> Piece:
    """The file as the request left it on disk is what the store reads: nothing copies it before."""
    sent = _DECEIVING.sub("", form.file.data.filename or "")
    name = Path(sent.replace("\\", "/")).name[:LONGEST_NAME]
    stream: BinaryIO = form.file.data.stream
    _check_size(stream.seek(0, os.SEEK_END))
    kind = media_type(stream, name)
    stream.seek(0)
    return _kept(
        Piece(EvidenceKind.FILE, title=form.title.data or "", file_name=name, media_type=kind),
        stream,
    )


def _check_size(size: int) -> None:
    most = current_app.config["SETTINGS"].upload_bytes
    if not size:
        raise Invalid("", fields={"file": "This file is empty. Choose one with something in it."})
    if size > most:
        said = f"This file has {bytes_in_words(size)}; {bytes_in_words(most)} is the most."
        raise Invalid("", fields={"file": f"{said} Send a smaller one, or the pages you need."})


def _kept(piece: Piece, source: bytes | BinaryIO) -> Piece:
    try:
        kept = keep(sessions(), current_app.extensions["store"], source)
    except OSError as away:
        log.error("store_takes_nothing", kind=type(away).__name__)
        raise Conflict(
            "The desk cannot keep this at the moment, so nothing was attached.",
            "Try again in a while. If that goes on, tell whoever runs the desk.",
        ) from away
    return replace(piece, size=kept.size, sha256=kept.sha256, sha512=kept.sha512)
