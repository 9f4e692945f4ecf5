"""The report and its plain data are one and the same thing in two shapes."""

import json
from dataclasses import FrozenInstanceError, replace

import pytest

from review.domain.coverage import Coverage
from review.domain.policy import Actor
from review.domain.records import Malformed
from review.domain.report import (
    MISSING_BECAUSE,
    MissingClaim,
    from_plain,
    is_draft,
    may_read,
    substance,
)
from review.domain.vocabulary import ClaimState, Role, Variant
from tests.report_sample import altered, content, draft, final, reported

DECIDED = Coverage(1, 0, 0, 0)


@pytest.mark.parametrize("report", [draft(), final()])
def test_plain_data_and_report_are_one_and_the_same(report: object) -> None:
    plain = json.loads(json.dumps(report.to_plain()))  # type: ignore[attr-defined]
    assert from_plain(plain, ledger_entry=report.ledger_entry) == report  # type: ignore[attr-defined]
    assert from_plain(plain).to_plain() == plain


def test_data_of_another_schema_are_refused() -> None:
    for other in ({}, [], draft().to_plain() | {"schema": "proofdesk/report/2"}):
        with pytest.raises(Malformed, match="schema"):
            from_plain(other)


def test_data_that_the_schema_does_not_know_are_refused() -> None:
    with pytest.raises(Malformed, match="does not know"):
        from_plain(draft().to_plain() | {"more": 1})


def test_a_report_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        draft().number = 3  # type: ignore[misc]


def test_two_reports_that_differ_only_in_their_making_say_the_same() -> None:
    one = draft()
    two = replace(one, id=9, number=9, made_at="", made_by="Ove", supersedes=None)
    assert substance(one.to_plain()) == substance(two.to_plain())
    assert substance(one.to_plain()) != substance(replace(one, method="By eye.").to_plain())


def test_a_claim_is_found_under_the_address_of_its_report() -> None:
    assert draft().address == "https://desk.example/reports/5"
    assert replace(draft(), base_url="").address == "/reports/5"


def test_signed_content_of_another_shape_is_named() -> None:
    with pytest.raises(Malformed, match=r"claim\.decision\.digit"):
        _ = reported(1, altered(content(1), "decision.digit", 9)).signed


def _missing(state: ClaimState) -> tuple[MissingClaim, ...]:
    return (MissingClaim(1, "Words", state, "Why"),)


def test_only_withdrawn_claims_may_be_missing_from_a_final_report() -> None:
    assert not is_draft((), DECIDED)
    assert not is_draft(_missing(ClaimState.WITHDRAWN), DECIDED)
    assert is_draft(_missing(ClaimState.QUEUED), DECIDED)
    assert is_draft((), Coverage(1, 0, 0, 1))


def test_every_state_but_withdrawn_has_words_for_why_a_claim_is_missing() -> None:
    assert set(MISSING_BECAUSE) == set(ClaimState) - {ClaimState.WITHDRAWN}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("variant", list(Variant))
def test_the_desk_reads_public_reports_and_those_who_make_reports_read_all(
    role: Role, variant: Variant
) -> None:
    maker = role in {Role.EDITOR, Role.LEGAL}
    reader = maker or role in {Role.REVIEWER, Role.READER}
    actor = Actor(1, 1, "Ana", frozenset({role}))
    assert may_read(actor, variant) is (reader if variant is Variant.PUBLIC else maker)
