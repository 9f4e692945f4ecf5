"""What became of looking for a quoted passage, as pages tell it beside the quotation."""

from collections.abc import Mapping
from dataclasses import dataclass

from review.domain.vocabulary import EvidenceKind, ExcerptStatus
from review.models import ClaimEvidence
from review.text.differences import Change
from review.text.excerpts import differences

_IN: Mapping[EvidenceKind, str] = {
    EvidenceKind.LINK: "the captured text",
    EvidenceKind.FILE: "the words of the file",
    EvidenceKind.NOTE: "the note",
}

# The shapes beside the words, as the pages call them.
LOOKING, FOUND, DIFFERS, NO_TEXT = "s-queued", "g-open", "x-differs", "x-no_text"


@dataclass(frozen=True, slots=True)
class ExcerptLine:
    """`row_id` names the passage in the page of the text; None where it has no place there.

    `sign` is the shape beside the words. `changes` tell what the text has otherwise.
    """

    said: str
    sign: str = ""
    is_alarm: bool = False
    row_id: int | None = None
    changes: tuple[Change, ...] = ()

    @property
    def is_under_way(self) -> bool:
        return self.sign == LOOKING


def excerpt_line(row: ClaimEvidence, kind: EvidenceKind) -> ExcerptLine | None:
    """None where nothing is quoted."""
    if not row.excerpt:
        return None
    status = row.excerpt_status
    if status is None:
        return ExcerptLine("Looking…", LOOKING)
    if status is ExcerptStatus.FOUND:
        return ExcerptLine(f"Found in {_IN[kind]}", FOUND, row_id=row.id)
    if status is ExcerptStatus.DIFFERS:
        changes = differences(row.excerpt, row.excerpt_exact)
        return ExcerptLine(status.title_text, DIFFERS, row_id=row.id, changes=changes)
    if status is ExcerptStatus.NOT_FOUND:
        return ExcerptLine(f"Not found in {_IN[kind]}", is_alarm=True)
    return ExcerptLine("No text to look in", NO_TEXT)
