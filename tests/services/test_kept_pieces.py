"""An address that the desk keeps a copy of is never silently taken for today's page."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from review.db import now
from review.domain.errors import Conflict, Invalid
from review.domain.policy import Actor
from review.domain.vocabulary import (
    CapturePurpose,
    CaptureStatus,
    CaptureStep,
    DisclosureLevel,
    IfKept,
)
from review.models import Capture, Claim, Evidence
from review.services import evidence
from review.services.evidence import Attached, Bearing, Piece
from review.services.kept_pieces import FRESH, copied_at
from tests.desk import Desk, link, note, sha256

LONG_AGO = timedelta(days=200)


def attach(
    desk: Desk, claim: Claim, meant: IfKept | None = None, by: Actor | None = None, source: str = ""
) -> Attached:
    piece = Piece(link().kind, url=link().url, if_kept=meant)
    return evidence.attach(
        desk.session, claim_id=claim.id, actor=by or desk.ana, piece=piece,
        bearing=Bearing(source=source),
    )  # fmt: skip


def kept(desk: Desk, ago: timedelta, by: Actor | None = None, source: str = "") -> Evidence:
    """A link on `plain` whose page was kept so long ago."""
    made = attach(desk, desk.plain, by=by, source=source)
    capture = desk.session.get_one(Capture, made.capture_id)
    capture.finished_at, capture.sha256 = now() - ago, sha256("Fares doubled.")
    capture.status, capture.step = CaptureStatus.CAPTURED, CaptureStep.DONE
    piece = desk.session.get_one(Evidence, made.row.evidence_id)
    piece.sha256 = capture.sha256
    desk.session.flush()
    return piece


def captures(desk: Desk) -> list[Capture]:
    return list(desk.session.scalars(sa.select(Capture).order_by(Capture.id)))


def test_an_old_copy_is_told_with_its_day_and_nothing_is_attached(desk: Desk) -> None:
    piece = kept(desk, LONG_AGO)
    with pytest.raises(Invalid) as asked:
        attach(desk, desk.third)
    since = copied_at(desk.session, piece.id)
    assert since is not None
    assert f"{since:%-d %b %Y, %H:%M} UTC" in asked.value.fields["if_kept"]
    assert len(captures(desk)) == 1


def test_the_copy_meant_is_attached_and_nothing_is_fetched(desk: Desk) -> None:
    piece = kept(desk, LONG_AGO)
    made = attach(desk, desk.third, IfKept.COPY)
    assert (made.row.evidence_id, made.capture_id) == (piece.id, None)
    assert len(captures(desk)) == 1


def test_a_new_look_leaves_the_first_capture_the_evidence(desk: Desk) -> None:
    piece = kept(desk, LONG_AGO)
    made = attach(desk, desk.third, IfKept.LOOK)
    first, look = captures(desk)
    assert (made.row.evidence_id, made.capture_id) == (piece.id, look.id)
    assert (first.purpose, look.purpose) == (CapturePurpose.FIRST, CapturePurpose.AGAIN)
    assert piece.sha256 == first.sha256
    assert [row.payload for row in desk.acts("ask_capture")] == [{"capture": look.id}]


def test_a_look_that_is_under_way_is_enough(desk: Desk) -> None:
    kept(desk, LONG_AGO)
    first = attach(desk, desk.third, IfKept.LOOK)
    second = attach(desk, desk.accusation, IfKept.LOOK)
    assert second.row.evidence_id == first.row.evidence_id
    assert second.capture_id is None
    assert len(captures(desk)) == 2


def test_a_piece_of_its_own_is_captured_for_itself_even_on_the_same_claim(desk: Desk) -> None:
    piece = kept(desk, LONG_AGO)
    made = attach(desk, desk.plain, IfKept.OWN)
    assert made.row.evidence_id != piece.id
    assert made.row.number == 2
    assert desk.session.get_one(Capture, made.capture_id).purpose is CapturePurpose.FIRST


def test_of_several_pieces_the_newest_is_the_one_that_is_found(desk: Desk) -> None:
    kept(desk, LONG_AGO)
    own = attach(desk, desk.plain, IfKept.OWN)
    assert attach(desk, desk.third).row.evidence_id == own.row.evidence_id


@pytest.mark.parametrize("ago", [timedelta(0), FRESH - timedelta(minutes=1)])
def test_a_copy_of_this_hour_is_todays_page(desk: Desk, ago: timedelta) -> None:
    piece = kept(desk, ago)
    assert attach(desk, desk.third).row.evidence_id == piece.id


def test_a_choice_where_there_is_nothing_to_choose_does_no_harm(desk: Desk) -> None:
    assert attach(desk, desk.plain, IfKept.LOOK).capture_id is not None
    assert len(captures(desk)) == 1


def test_the_copy_on_the_same_claim_is_a_conflict_by_its_number(desk: Desk) -> None:
    kept(desk, LONG_AGO)
    with pytest.raises(Conflict, match="as E1"):
        attach(desk, desk.plain, IfKept.COPY)


def test_a_sealed_piece_is_unknown_to_who_may_not_read_it(desk: Desk) -> None:
    piece = kept(desk, LONG_AGO, by=desk.legal, source="A clerk")
    row = desk.session.get_one(Evidence, piece.id)
    desk.session.refresh(row, ["source"])
    assert row.source is not None
    row.source.disclosure = DisclosureLevel.SEALED
    desk.session.flush()
    own = attach(desk, desk.third)
    assert own.row.evidence_id != piece.id
    with pytest.raises(Invalid):
        attach(desk, desk.accusation, by=desk.legal, source="A clerk")


def test_copies_are_asked_about_for_pages_alone(desk: Desk) -> None:
    first = desk.attached(desk.plain, words="Seen.")
    desk.session.get_one(Evidence, first.evidence_id).added_at = datetime.fromisoformat(
        "2020-05-03T12:00:00+00:00"
    )
    again = evidence.attach(
        desk.session, claim_id=desk.third.id, actor=desk.ana, piece=note("Seen.")
    )
    assert again.row.evidence_id == first.evidence_id
