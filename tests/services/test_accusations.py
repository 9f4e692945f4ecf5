"""A flag calls the editors; the sheet holds who accuses whom, and what speaks for it."""

from dataclasses import replace
from datetime import date

import pytest

from review.domain.errors import Conflict, Invalid
from review.domain.vocabulary import ClaimState, Stage
from review.models import Source
from review.queries.claim_facts import facts_of
from review.services import accusations
from review.services.accusations import Account
from tests.desk import Desk
from tests.services.verbs import flag, keep_account, note_exculpatory, settle_flag

ACCOUNT = Account(" Bureau 9 ", " Ilan Maresk ", True, " handing over pages ")


def test_a_flag_on_a_plain_claim_opens_a_sheet_and_asks_for_two_assessments(desk: Desk) -> None:
    desk.taken(desk.plain)
    sheet = accusations.flag(
        desk.session, claim_id=desk.plain.id, actor=desk.ana, reason=" It is hearsay. "
    )
    assert (sheet.accused, sheet.flag_reason) == ("", "It is hearsay.")
    assert (desk.plain.required, desk.plain.state) == (2, ClaimState.QUEUED)
    assert facts_of(desk.session, desk.plain).flagged


def test_a_flag_uses_what_the_finder_saw_of_an_accusation(desk: Desk) -> None:
    desk.plain.suggestion = {
        "accusation": {"accused": "Ilan Maresk", "act": "handing over", "accuser": "Bureau 9"}
    }
    sheet = accusations.flag(
        desk.session, claim_id=desk.plain.id, actor=desk.ana, reason="One voice."
    )
    assert (sheet.accused, sheet.accuser, sheet.names_person) == ("Ilan Maresk", "Bureau 9", True)


def test_a_flag_on_a_claim_that_was_assessed_leaves_it_where_it_is(desk: Desk) -> None:
    desk.to_awaiting(desk.plain)
    accusations.flag(desk.session, claim_id=desk.plain.id, actor=desk.zoe, reason="One voice.")
    assert (desk.plain.state, desk.plain.required) == (ClaimState.AWAITING_SIGN_OFF, 2)


def test_a_claim_carries_one_open_flag(desk: Desk) -> None:
    flag(desk)()
    with pytest.raises(Conflict, match="open flag already"):
        flag(desk)()


def test_a_settled_flag_can_be_raised_again_and_is_open_again(desk: Desk) -> None:
    settle_flag(desk)()
    assert not desk.sheet.flag_open
    assert desk.sheet.settled_by_id == desk.editor.user_id
    flag(desk)()
    assert desk.sheet.flag_open
    assert (desk.sheet.settled_at, desk.sheet.settled_reason) == (None, "")


def test_the_record_is_kept_and_the_accuser_enters_the_register(desk: Desk) -> None:
    account = replace(
        ACCOUNT, stage=Stage.TRIAL, began_on=date(2025, 3, 1), ended_on=date(2026, 1, 9),
        forum="Karst Street court", accused_says=" No. ",
    )  # fmt: skip
    keep_account(desk)(account=account)
    sheet = desk.sheet
    assert (sheet.accuser, sheet.accused, sheet.act) == (
        "Bureau 9", "Ilan Maresk", "handing over pages",
    )  # fmt: skip
    assert (sheet.stage, sheet.accused_says) == (Stage.TRIAL, "No.")
    assert sheet.recorded_by_id == desk.ana.user_id
    source = desk.session.get_one(Source, sheet.accuser_source_id)
    assert source.name == "Bureau 9"


def test_a_record_without_an_accuser_names_no_source(desk: Desk) -> None:
    keep_account(desk)()
    keep_account(desk)(account=replace(ACCOUNT, accuser=""))
    assert desk.sheet.accuser_source_id is None


def test_an_end_before_the_beginning_is_refused(desk: Desk) -> None:
    wrong = replace(ACCOUNT, began_on=date(2026, 1, 9), ended_on=date(2025, 3, 1))
    with pytest.raises(Invalid) as refused:
        keep_account(desk)(account=wrong)
    assert "ended_on" in refused.value.fields


def test_what_speaks_for_the_accusation_is_noted_and_the_ledger_keeps_it_blind(
    desk: Desk,
) -> None:
    note = note_exculpatory(desk)(text=" Two pages were shown. ", rests_on=" E1 ")
    assert (note.text, note.rests_on, note.round) == ("Two pages were shown.", "E1", 1)
    (line,) = desk.acts("note_exculpatory")
    assert line.payload == {"round": 1, "note": note.id}


def test_an_empty_note_is_refused(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        note_exculpatory(desk)(text=" ")
    assert "text" in refused.value.fields
