"""The chain is read in order and held against the head that was kept."""

import pytest
import sqlalchemy as sa

from review.domain.ledger import GENESIS
from review.models import Desk as DeskRow
from review.models import LedgerEntry, LedgerHead
from review.queries import ledger
from tests.desk import Desk


@pytest.fixture
def row(desk: Desk) -> DeskRow:
    """The desk whose ledger may be written to behind the desk's back."""
    for verb in ("update", "delete"):
        desk.session.execute(sa.text(f"DROP TRIGGER ledger_entry_written_once_{verb}"))
    return desk.session.get_one(DeskRow, desk.id)


def test_a_chain_is_whole_up_to_its_head(desk: Desk, row: DeskRow) -> None:
    number, head = ledger.head(desk.session, desk_id=desk.id)
    found = ledger.verify(desk.session, desk=row)
    assert (found.sound, found.entries, found.head) == (True, number, head)
    assert [entry.number for entry in ledger.entries(desk.session, desk=row)] == list(
        range(1, number + 1)
    )


def test_a_desk_without_a_ledger_stands_at_the_beginning(desk: Desk) -> None:
    assert ledger.head(desk.session, desk_id=desk.id + 1) == (0, GENESIS)


@pytest.mark.parametrize("column", ["actor", "payload", "action", "at"])
def test_an_altered_line_is_named(desk: Desk, row: DeskRow, column: str) -> None:
    values = {"actor": "Nobody", "payload": {}, "action": "withdraw", "at": row.created_at}
    desk.session.execute(
        sa.update(LedgerEntry).filter_by(number=4).values({column: values[column]})
    )
    desk.session.expire_all()
    assert ledger.verify(desk.session, desk=row).broken_at == 4


def test_a_line_that_was_taken_out_is_missed(desk: Desk, row: DeskRow) -> None:
    desk.session.execute(sa.delete(LedgerEntry).filter_by(number=3))
    assert ledger.verify(desk.session, desk=row).broken_at == 3


def test_lines_cut_off_at_the_end_are_missed(desk: Desk, row: DeskRow) -> None:
    number, _ = ledger.head(desk.session, desk_id=desk.id)
    desk.session.execute(sa.delete(LedgerEntry).filter_by(number=number))
    found = ledger.verify(desk.session, desk=row)
    assert (found.broken_at, found.reason) == (number, "entries are missing")


def test_a_head_that_was_altered_is_noticed(desk: Desk, row: DeskRow) -> None:
    desk.session.execute(sa.update(LedgerHead).values(hash="f" * 64))
    desk.session.expire_all()
    assert not ledger.verify(desk.session, desk=row).sound
