"""The full matrix of act, state and role, held against a table that was written by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.errors import Conflict, Forbidden
from review.domain.policy import (
    Actor,
    ClaimFacts,
    available_actions,
    refusal,
    require,
    system,
)
from review.domain.vocabulary import ClaimState, Role
from review.domain.workflow import RULES, Action, Guard
from tests.domain.desk_table import (
    ACTS,
    ME,
    OBSTACLES,
    ROLES,
    SOMEBODY,
    STATES,
    SYSTEM,
    expected,
    stands_in_the_way,
)

DESK = 1


def actor(*roles: str) -> Actor:
    if roles == (SYSTEM,):
        return system(DESK)
    return Actor(user_id=ME, desk_id=DESK, name="Oda Brandt", roles=frozenset(map(Role, roles)))


def facts(act: str, state: str, **more: object) -> ClaimFacts:
    """The facts in which nothing stands in the way of `act`, with `more` on top."""
    given_facts = {**ACTS[act].given, **more}
    return ClaimFacts(
        state=ClaimState(state),
        **{k: frozenset(v) if isinstance(v, set) else v for k, v in given_facts.items()},
    )


def outcome(act: str, known: ClaimFacts, who: Actor) -> str:
    refused = refusal(Action(act), known, who)
    return {type(None): "allowed", Forbidden: "forbidden", Conflict: "conflict"}[type(refused)]


def persons(act: str) -> list[str]:
    return ACTS[act].who.split()


def pairs(*, hindered: bool) -> list[tuple[str, str]]:
    """Each act with each obstacle that does, or does not, stand in its way in its first state."""
    return [
        (act, name)
        for act, line in ACTS.items()
        for name, obstacle in OBSTACLES.items()
        if bool(stands_in_the_way(act, facts(act, line.states.split()[0], **obstacle.facts), ()))
        is hindered
    ]


def test_the_table_covers_every_act_state_and_role() -> None:
    assert set(ACTS) == {act.value for act in Action}
    assert set(STATES) == {state.value for state in ClaimState}
    assert set(ROLES) == {role.value for role in Role}


@pytest.mark.parametrize("role", [*ROLES, SYSTEM])
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", ACTS)
def test_each_act_has_its_place_and_its_people(act: str, state: str, role: str) -> None:
    known = facts(act, state)
    assert outcome(act, known, actor(role)) == expected(act, known, {role})
    assert (Action(act) in available_actions(known, actor(role))) == (
        role in ACTS[act].who.split() and state in ACTS[act].states.split()
    )


@pytest.mark.parametrize("act", ACTS)
def test_an_act_leads_only_where_the_table_says(act: str) -> None:
    assert {state.value for state in RULES[Action(act)].to} == set(ACTS[act].to.split())


@pytest.mark.parametrize(("act", "name"), pairs(hindered=True))
def test_each_obstacle_alone_stops_the_act(act: str, name: str) -> None:
    known = facts(act, ACTS[act].states.split()[0], **OBSTACLES[name].facts)
    for role in persons(act):
        found = stands_in_the_way(act, known, {role})
        kinds = {OBSTACLES[name].kind for name in found} or {"allowed"}
        assert {outcome(act, known, actor(role))} == kinds


@pytest.mark.parametrize(("act", "name"), pairs(hindered=False))
def test_what_is_no_obstacle_stops_nothing(act: str, name: str) -> None:
    known = facts(act, ACTS[act].states.split()[0], **OBSTACLES[name].facts)
    for role in persons(act):
        assert outcome(act, known, actor(role)) == "allowed"


def test_every_guard_stands_in_the_way_of_some_act() -> None:
    assert {guard for rule in RULES.values() for guard in rule.guards} == set(Guard)


def test_a_signed_claim_may_be_reworded_although_it_has_been_assessed() -> None:
    signed = facts("reword", "signed_off", assessed_this_round={SOMEBODY}, assessed_ever={SOMEBODY})
    assert outcome("reword", signed, actor("editor")) == "allowed"


def test_an_earlier_round_bars_from_signing_but_not_from_assessing_again() -> None:
    again = {"assessed_ever": {ME}}
    assert outcome("take", facts("take", "queued", **again), actor("reviewer")) == "allowed"
    signing = facts("sign_off", "awaiting_sign_off", **again)
    assert outcome("sign_off", signing, actor("editor")) == "forbidden"


def test_the_third_person_took_no_part_in_this_round() -> None:
    assessed = {"assessed_this_round": {ME}, "assessed_ever": {ME}}
    mine = facts("adjudicate", "adjudication", **assessed)
    theirs = facts("adjudicate", "adjudication", assessed_this_round={SOMEBODY, 9})
    for role in ("reviewer", "editor", "legal"):
        assert outcome("adjudicate", mine, actor(role)) == "forbidden"
        assert outcome("adjudicate", theirs, actor(role)) == "allowed"


people = st.frozensets(st.sampled_from([ME, SOMEBODY, 9]))
any_facts = st.builds(
    ClaimFacts,
    state=st.sampled_from(ClaimState),
    authors=people,
    holders=people,
    lease_over=st.booleans(),
    assessed_this_round=people,
    assessed_ever=people,
    adjudicated_ever=people,
    recused=people,
    free_slots=st.integers(0, 2),
    gates_green=st.booleans(),
    flagged=st.booleans(),
    has_sheet=st.booleans(),
)
any_roles = st.frozensets(st.sampled_from(ROLES))


@given(any_facts, any_roles)
def test_whatever_the_facts_the_acts_are_those_of_the_table(
    known: ClaimFacts, roles: frozenset[str]
) -> None:
    told = {act: expected(act, known, set(roles)) for act in ACTS}
    assert {act: outcome(act, known, actor(*roles)) for act in ACTS} == told
    allowed = {Action(act) for act, answer in told.items() if answer == "allowed"}
    assert available_actions(known, actor(*roles)) == allowed


@given(any_facts, any_roles)
def test_what_is_not_offered_is_refused_when_it_is_sent_all_the_same(
    known: ClaimFacts, roles: frozenset[str]
) -> None:
    who = actor(*roles)
    offered = available_actions(known, who)
    for act in Action:
        if act in offered:
            require(act, known, who)
        else:
            with pytest.raises((Forbidden, Conflict)) as refused:
                require(act, known, who)
            assert refused.value.message.endswith(".")
            assert refused.value.remedy.endswith(".")


@given(any_facts, any_roles, any_roles)
def test_a_second_role_never_takes_an_act_away(
    known: ClaimFacts, roles: frozenset[str], others: frozenset[str]
) -> None:
    both = available_actions(known, actor(*roles, *others))
    assert both >= available_actions(known, actor(*roles))
    assert both >= available_actions(known, actor(*others))


@given(any_facts, st.sampled_from([("admin",), ("reader",), ("admin", "reader"), ()]))
def test_an_administrator_or_reader_has_no_say_over_claims(
    known: ClaimFacts, roles: tuple[str, ...]
) -> None:
    assert available_actions(known, actor(*roles)) == frozenset()


@given(any_facts, any_roles)
def test_being_administrator_as_well_opens_no_closed_door(
    known: ClaimFacts, roles: frozenset[str]
) -> None:
    assert available_actions(known, actor(*roles, "admin")) == available_actions(
        known, actor(*roles)
    )


@given(any_facts)
def test_the_desk_itself_ends_leases_and_takes_back_what_no_longer_holds_and_no_more(
    known: ClaimFacts,
) -> None:
    assert available_actions(known, system(DESK)) <= {Action.EXPIRE, Action.VOID, Action.RIPPLE}


@given(any_facts)
def test_no_set_of_roles_lets_one_person_assess_and_sign(known: ClaimFacts) -> None:
    offered = available_actions(known, actor(*ROLES))
    if ME in known.assessed_ever | known.adjudicated_ever | known.authors:
        assert Action.SIGN_OFF not in offered
