"""The ledger is verified from the command line, and an altered line is named."""

import pytest
import sqlalchemy as sa

from tests.commands.shell import ARTICLE, Shell


@pytest.fixture
def desk(shell: Shell) -> Shell:
    shell("desk", "add", "harrow", "--name", "The Harrow Ledger")
    shell("article", "import", "-", given=ARTICLE)
    shell("article", "import", "-", given="The mint of Norland closed in 1990.")
    return shell


def test_a_whole_chain_is_sound_and_ends_at_its_head(desk: Shell) -> None:
    number, head = desk("ledger", "head").split()
    assert desk("ledger", "verify") == f"Sound: {number} entries, head {head}.\n"


def test_a_head_written_down_earlier_is_found_in_the_chain(desk: Shell) -> None:
    _, head = desk("ledger", "head").split()
    desk("article", "import", "-", given="The bridge over the Sill opened in 1911.")
    assert "Sound" in desk("ledger", "verify", "--head", head)
    assert "no chain here holds the head" in desk.fails("ledger", "verify", "--head", "f" * 64)


def test_a_line_altered_with_the_triggers_dropped_is_named(desk: Shell) -> None:
    with desk.database() as session:
        session.execute(sa.text("DROP TRIGGER ledger_entry_written_once_update"))
        session.execute(sa.text("UPDATE ledger_entry SET actor = 'Nobody' WHERE number = 2"))
    assert desk.fails("ledger", "verify") == "Broken at entry 2: its words were changed.\n"


def test_a_line_taken_out_with_the_triggers_dropped_is_named(desk: Shell) -> None:
    with desk.database() as session:
        session.execute(sa.text("DROP TRIGGER ledger_entry_written_once_delete"))
        session.execute(sa.text("DELETE FROM ledger_entry WHERE number = 2"))
    assert "Broken at entry 2" in desk.fails("ledger", "verify")


def test_a_desk_that_is_not_there_is_named_as_missing(desk: Shell) -> None:
    assert "no such desk" in desk.fails("ledger", "head", "--desk", "quay")


def test_where_there_are_several_desks_every_chain_is_verified(desk: Shell) -> None:
    desk("desk", "add", "quay", "--name", "The Quay")
    _, head = desk("ledger", "head", "--desk", "harrow").split()
    first, second = desk("ledger", "verify", "--head", head).splitlines()
    assert first.startswith("harrow: Sound")
    assert second.startswith("quay: Sound")
    assert "several desks" in desk.fails("ledger", "head")
