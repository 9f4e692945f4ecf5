"""What the page of a piece shows of time stamps, and whether more may be asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import current_app

from review.domain.policy import Permission, may
from review.domain.vocabulary import StampStatus
from review.forms.act import ActForm
from review.queries.evidence import Piece
from review.queries.stamps import StampedRecord, stamped_records
from review.stamps.token import NOT_INSTALLED, is_there
from review.web.access import actor
from review.web.transaction import database


@dataclass(frozen=True, slots=True)
class StampPart:
    """`form` is for who may ask, where there is something to ask for; `label` is its button.

    `missing` says why nothing can be asked for, and is empty where it can.
    """

    records: Sequence[StampedRecord]
    form: ActForm | None
    label: str
    missing: str


def authorities() -> tuple[str, ...]:
    """The addresses of the authorities that the settings name."""
    found: tuple[str, ...] = current_app.config["SETTINGS"].stamp_urls
    return found


def stamps_on(piece: Piece, names: Mapping[int, str]) -> StampPart | None:
    """The part for a piece that is a captured page; None for any other, or one kept back.

    Nothing of it is shown where nothing was ever stamped and the settings name no authority.
    """
    records = stamped_records(database(), piece.captures, names) if piece.readable else []
    lines = [line for record in records for line in record.stamps]
    if not records or not (lines or authorities()):
        return None
    missing = "" if is_there() else " ".join(NOT_INSTALLED)
    failed = any(line.row.status is StampStatus.FAILED for line in lines)
    asks = failed or _unasked(records)
    may_ask = asks and not missing and bool(authorities()) and may(actor(), Permission.ASK_STAMPS)
    return StampPart(
        records=records,
        form=ActForm(formdata=None) if may_ask else None,
        label="Try again" if failed else "Ask for a time stamp",
        missing=missing,
    )


def _unasked(records: Sequence[StampedRecord]) -> bool:
    """Whether an authority was not asked yet for the capture that is the evidence."""
    asked = {line.row.authority for line in records[-1].stamps}
    return not asked.issuperset(authorities())
