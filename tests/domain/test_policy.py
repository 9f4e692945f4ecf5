import pytest

from review.domain.errors import Forbidden
from review.domain.policy import (
    Actor,
    ClaimFacts,
    Permission,
    may,
    refusal,
    require_permission,
    sees_judgements,
    system,
)
from review.domain.vocabulary import ClaimState, Role
from review.domain.workflow import Action

PERMISSIONS = {
    "read": "reviewer editor legal reader",
    "import_article": "editor",
    "edit_claims": "editor",
    "assign_claims": "editor",
    "edit_sources": "reviewer editor",
    "retract_evidence": "editor",
    "merge_sources": "editor",
    "watch_pages": "reviewer editor",
    "make_report": "editor legal",
    "read_ledger": "reviewer editor legal",
    "edit_policy": "editor",
    "declare_conflict": "reviewer editor legal",
    "manage_accounts": "admin",
    "ask_stamps": "editor",
}


def person(*roles: Role) -> Actor:
    return Actor(user_id=7, desk_id=1, name="Oda Brandt", roles=frozenset(roles))


def test_the_table_names_every_permission() -> None:
    assert set(PERMISSIONS) == {permission.value for permission in Permission}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_a_permission_belongs_to_exactly_its_roles(permission: Permission, role: Role) -> None:
    carried = role.value in PERMISSIONS[permission.value].split()
    assert may(person(role), permission) is carried
    if carried:
        require_permission(person(role), permission)
    else:
        with pytest.raises(Forbidden, match="This is for the role"):
            require_permission(person(role), permission)


@pytest.mark.parametrize("permission", Permission)
def test_somebody_without_a_role_and_the_desk_itself_have_no_permission(
    permission: Permission,
) -> None:
    assert not may(person(), permission)
    assert not may(system(1), permission)


def test_a_refused_permission_names_the_roles_and_a_way_on() -> None:
    with pytest.raises(Forbidden) as refused:
        require_permission(person(Role.READER), Permission.MAKE_REPORT)
    assert refused.value.message == "This is for the role editor or legal."
    assert refused.value.remedy == "Ask an editor or an administrator."


def test_only_an_actor_without_a_user_is_the_system() -> None:
    assert system(3) == Actor(user_id=None, desk_id=3, name="Proofdesk")
    assert system(3).is_system
    assert not person().is_system


def test_a_refusal_for_a_role_names_who_may() -> None:
    refused = refusal(Action.CONFIRM_LEVEL, ClaimFacts(ClaimState.QUEUED), person(Role.REVIEWER))
    assert str(refused) == "This is for the role editor or legal."


def test_a_refusal_for_the_state_says_how_the_claim_stands_and_what_to_do() -> None:
    facts = ClaimFacts(ClaimState.AWAITING_SIGN_OFF)
    refused = refusal(Action.TAKE, facts, person(Role.REVIEWER))
    assert refused is not None
    assert refused.message == "This claim is awaiting sign-off now, so “take” has no place."
    assert refused.remedy == "Load the page again to see how it stands."


def test_a_person_cannot_do_what_only_time_or_a_changed_fact_does() -> None:
    facts = ClaimFacts(ClaimState.SIGNED_OFF)
    refused = refusal(Action.VOID, facts, person(*Role))
    assert str(refused) == "Only the desk itself does this."


def test_a_closed_gate_is_told_without_blaming_the_editor() -> None:
    facts = ClaimFacts(ClaimState.AWAITING_SIGN_OFF)
    refused = refusal(Action.SIGN_OFF, facts, person(Role.EDITOR))
    assert refused is not None
    assert refused.status == 409
    assert refused.message == "A gate is still closed."


BLIND = ("queued", "in_review")


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("state", ClaimState)
def test_while_a_round_runs_nobody_sees_what_another_judged(state: ClaimState, role: Role) -> None:
    assert sees_judgements(state, person(role)) is (state.value not in BLIND)


@pytest.mark.parametrize("state", ClaimState)
def test_earlier_rounds_are_kept_from_whoever_may_be_asked_for_a_fresh_judgement(
    state: ClaimState,
) -> None:
    open_to_all = state.value not in BLIND
    reviewers = person(Role.REVIEWER), person(Role.REVIEWER, Role.EDITOR)
    for reviewer in reviewers:
        assert sees_judgements(state, reviewer, running_round=False) is open_to_all
    assert sees_judgements(state, person(Role.EDITOR), running_round=False)


def test_what_is_not_known_of_a_claim_opens_nothing() -> None:
    unknown = ClaimFacts(ClaimState.AWAITING_SIGN_OFF)
    assert not unknown.gates_green
    assert not unknown.lease_over
    assert not unknown.has_sheet
