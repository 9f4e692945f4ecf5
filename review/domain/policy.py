"""Who may do what, on one screen.

Services call `require` to enforce, pages call `available_actions` to draw buttons: both read the
same table, so a forbidden act is absent from the page and refused when it is sent all the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from review.domain.errors import Conflict, Forbidden
from review.domain.vocabulary import ClaimState, Role
from review.domain.workflow import RULES, Action, Guard


@dataclass(frozen=True, slots=True)
class Actor:
    """A person as one desk knows them. `user_id` None is the system itself."""

    user_id: int | None
    desk_id: int
    name: str = ""
    roles: frozenset[Role] = frozenset()
    desk_name: str = ""

    @property
    def is_system(self) -> bool:
        return self.user_id is None


def system(desk_id: int) -> Actor:
    """The desk's own hand: what time or a changed fact does, not a person."""
    return Actor(user_id=None, desk_id=desk_id, name="Proofdesk")


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """What the policy must know of a claim. People are user ids."""

    state: ClaimState
    authors: frozenset[int] = frozenset()
    holders: frozenset[int] = frozenset()
    lease_over: bool = False
    assessed_this_round: frozenset[int] = frozenset()
    assessed_ever: frozenset[int] = frozenset()
    adjudicated_ever: frozenset[int] = frozenset()
    recused: frozenset[int] = frozenset()
    free_slots: int = 1
    gates_green: bool = False
    flagged: bool = False
    has_sheet: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """What a guard asks, and how it refuses: which kind, what happened, what to do next."""

    holds: Callable[[ClaimFacts, Actor], bool]
    kind: type[Forbidden] | type[Conflict]
    message: str
    remedy: str


_ANOTHER = "Leave it to a colleague who may."
_AGAIN = "Load the page again to see how it stands."

CONDITIONS: Mapping[Guard, Condition] = {
    Guard.NOT_AUTHOR: Condition(
        lambda f, a: a.user_id not in f.authors, Forbidden,
        "You wrote this article, so somebody else must do this.", _ANOTHER,
    ),
    Guard.NOT_RECUSED: Condition(
        lambda f, a: a.user_id not in f.recused, Forbidden,
        "You declared a conflict of interest with this claim.", _ANOTHER,
    ),
    Guard.NOT_ASSESSED_THIS_ROUND: Condition(
        lambda f, a: a.user_id not in f.assessed_this_round, Forbidden,
        "You have assessed this claim in this round already.", "Take another claim.",
    ),
    Guard.NOT_HOLDING: Condition(
        lambda f, a: a.user_id not in f.holders, Conflict,
        "You hold this claim already.", "Open it and go on.",
    ),
    Guard.SLOT_FREE: Condition(
        lambda f, _: f.free_slots > 0, Conflict,
        "Every place on this claim is taken.", "Take another claim from the queue.",
    ),
    Guard.HOLDER: Condition(
        lambda f, a: a.user_id in f.holders, Conflict,
        "You do not hold this claim now: the lease has ended or was given back.",
        "Take the claim again if it is still free.",
    ),
    Guard.HOLDS_OR_EDITS: Condition(
        lambda f, a: Role.EDITOR in a.roles or a.user_id in f.holders, Conflict,
        "Only whoever holds this claim, or an editor, corrects what the finder saw.",
        "Take the claim, or tell an editor in the discussion.",
    ),
    Guard.LEASE_OVER: Condition(
        lambda f, _: f.lease_over, Conflict, "The lease still runs.", "Wait until it has ended.",
    ),
    Guard.NEVER_ASSESSED: Condition(
        lambda f, a: a.user_id not in f.assessed_ever, Forbidden,
        "You assessed this claim, so somebody else must do this.", _ANOTHER,
    ),
    Guard.NEVER_ADJUDICATED: Condition(
        lambda f, a: a.user_id not in f.adjudicated_ever, Forbidden,
        "You adjudicated this claim, so somebody else must do this.", _ANOTHER,
    ),
    Guard.THIRD_PERSON: Condition(
        lambda f, a: a.user_id not in f.assessed_this_round, Forbidden,
        "You gave one of the two assessments, so a third person must decide.", _ANOTHER,
    ),
    Guard.GATES_GREEN: Condition(
        lambda f, _: f.gates_green, Conflict,
        "A gate is still closed.", "Each closed gate says what it waits for.",
    ),
    Guard.NOT_FLAGGED: Condition(
        lambda f, _: not f.flagged, Conflict,
        "This claim carries an open flag already.", "Add what you know to its sheet.",
    ),
    Guard.FLAGGED: Condition(
        lambda f, _: f.flagged, Conflict, "No flag is open on this claim.", _AGAIN,
    ),
    Guard.HAS_SHEET: Condition(
        lambda f, _: f.has_sheet, Conflict,
        "This claim has no accusation sheet.", "Flag the claim to open one.",
    ),
    # What is signed has been assessed, yet nobody works on it any more.
    Guard.NOBODY_AT_WORK: Condition(
        lambda f, _: f.state is ClaimState.SIGNED_OFF or not (f.holders or f.assessed_this_round),
        Conflict, "Somebody is at work on this claim.", "Send it back or wait until it is free.",
    ),
}  # fmt: skip


def refusal(action: Action, facts: ClaimFacts, actor: Actor) -> Forbidden | Conflict | None:
    """Why `actor` may not do `action` now, or None when they may.

    A missing role or a person's own past is Forbidden; a state that has moved on is a Conflict.
    """
    rule = RULES[action]
    if not rule.roles and not actor.is_system:
        return Forbidden("Only the desk itself does this.", "It happens when it is due.")
    if rule.roles and not actor.roles & rule.roles:
        who = " or ".join(sorted(role.value for role in rule.roles))
        return Forbidden(f"This is for the role {who}.", "Ask an editor or an administrator.")
    if facts.state not in rule.sources:
        now = facts.state.title_text.lower()
        return Conflict(
            f"This claim is {now} now, so “{action.value.replace('_', ' ')}” has no place.",
            _AGAIN,
        )
    for condition in map(CONDITIONS.__getitem__, rule.guards):
        if not condition.holds(facts, actor):
            return condition.kind(condition.message, condition.remedy)
    return None


def available_actions(facts: ClaimFacts, actor: Actor) -> frozenset[Action]:
    """Every act that `actor` may do on a claim with these facts."""
    return frozenset(action for action in Action if refusal(action, facts, actor) is None)


def require(action: Action, facts: ClaimFacts, actor: Actor) -> None:
    """Raise Forbidden or Conflict unless `actor` may do `action` now."""
    refused = refusal(action, facts, actor)
    if refused is not None:
        raise refused


BLIND_STATES = frozenset({ClaimState.QUEUED, ClaimState.IN_REVIEW})


def sees_judgements(state: ClaimState, actor: Actor, *, running_round: bool = True) -> bool:
    """Whether `actor` may see what others judged: verdicts, grades, stances, answers, notes.

    While a round runs nobody sees its judgements but their own; those of earlier rounds are kept
    from reviewers, who may still be asked for a fresh one.
    """
    if state not in BLIND_STATES:
        return True
    return not running_round and Role.REVIEWER not in actor.roles


class Permission(StrEnum):
    """Acts on the desk as a whole, where only the role counts."""

    READ = "read"
    IMPORT_ARTICLE = "import_article"
    EDIT_CLAIMS = "edit_claims"
    ASSIGN_CLAIMS = "assign_claims"
    EDIT_SOURCES = "edit_sources"
    RETRACT_EVIDENCE = "retract_evidence"
    MERGE_SOURCES = "merge_sources"
    WATCH_PAGES = "watch_pages"
    MAKE_REPORT = "make_report"
    READ_LEDGER = "read_ledger"
    EDIT_POLICY = "edit_policy"
    DECLARE_CONFLICT = "declare_conflict"
    MANAGE_ACCOUNTS = "manage_accounts"
    ASK_STAMPS = "ask_stamps"


_R, _E, _L, _V, _A = Role.REVIEWER, Role.EDITOR, Role.LEGAL, Role.READER, Role.ADMIN

PERMISSIONS: Mapping[Permission, frozenset[Role]] = {
    Permission.READ: frozenset({_R, _E, _L, _V}),
    Permission.IMPORT_ARTICLE: frozenset({_E}),
    Permission.EDIT_CLAIMS: frozenset({_E}),
    Permission.ASSIGN_CLAIMS: frozenset({_E}),
    Permission.EDIT_SOURCES: frozenset({_R, _E}),
    Permission.RETRACT_EVIDENCE: frozenset({_E}),
    Permission.MERGE_SOURCES: frozenset({_E}),
    Permission.WATCH_PAGES: frozenset({_R, _E}),
    Permission.MAKE_REPORT: frozenset({_E, _L}),
    Permission.READ_LEDGER: frozenset({_R, _E, _L}),
    Permission.EDIT_POLICY: frozenset({_E}),
    Permission.DECLARE_CONFLICT: frozenset({_R, _E, _L}),
    Permission.MANAGE_ACCOUNTS: frozenset({_A}),
    Permission.ASK_STAMPS: frozenset({_E}),
}


def may(actor: Actor, permission: Permission) -> bool:
    return bool(actor.roles & PERMISSIONS[permission])


def require_permission(actor: Actor, permission: Permission) -> None:
    """Raise Forbidden unless one of the actor's roles carries `permission`."""
    if not may(actor, permission):
        who = " or ".join(sorted(role.value for role in PERMISSIONS[permission]))
        raise Forbidden(f"This is for the role {who}.", "Ask an editor or an administrator.")
