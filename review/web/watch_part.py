"""What the page of a piece shows of its watch, and whether the reader may change it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from review.db import now
from review.domain.policy import Permission, may
from review.domain.vocabulary import CapturePurpose, CaptureStep, EvidenceKind, WatchState
from review.forms.act import ActForm
from review.models import Capture, Evidence
from review.queries.evidence import Piece
from review.queries.watch import LookLine, looks_at, shown
from review.services.watch_turns import Pace
from review.web.access import actor
from review.web.transaction import database


@dataclass(frozen=True, slots=True)
class WatchPart:
    """`form` is for who may begin, end and ask. `is_on`: pages are looked at again in this house;
    `rests`: the piece is on a claim, as it must be to be looked at.
    """

    state: WatchState | None
    next_at: datetime | None
    is_due: bool
    under_way: bool
    looks: Sequence[LookLine]
    more: bool
    form: ActForm | None
    is_on: bool
    rests: bool


def pace() -> Pace:
    """How often the settings have pages looked at."""
    settings = current_app.config["SETTINGS"]
    return Pace(settings.watch_days, settings.watch_a_minute)


def watch_on(row: Evidence, piece: Piece, names: Mapping[int, str]) -> WatchPart | None:
    """The part for a captured page; None for any other piece, or one that is kept back."""
    if not piece.readable or row.kind is not EvidenceKind.LINK or row.sha256 is None:
        return None
    looks, more = shown(looks_at(database(), row.id, names))
    is_on = bool(pace().days)
    may_ask = is_on and row.retracted_at is None and may(actor(), Permission.WATCH_PAGES)
    return WatchPart(
        state=row.watch_state,
        next_at=row.watch_at,
        is_due=row.watch_at is not None and row.watch_at <= now(),
        under_way=any(_is_look_under_way(one) for one in piece.captures),
        looks=looks,
        more=more,
        form=ActForm(formdata=None) if may_ask else None,
        is_on=is_on,
        rests=any(not on.detached for on in piece.bears_on),
    )


def _is_look_under_way(row: Capture) -> bool:
    return row.purpose is CapturePurpose.WATCH and row.step is not CaptureStep.DONE
