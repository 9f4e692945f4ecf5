"""The only table of transitions: which act leads from which state to which, by whom, under what.

`RULES` is data. `review.domain.policy` reads it to say what is allowed; services and pages ask
the policy and hold no rule of their own.
"""

from dataclasses import dataclass
from enum import StrEnum

from review.domain.vocabulary import ClaimState, Role

QUEUED = ClaimState.QUEUED
IN_REVIEW = ClaimState.IN_REVIEW
ADJUDICATION = ClaimState.ADJUDICATION
AWAITING = ClaimState.AWAITING_SIGN_OFF
SIGNED = ClaimState.SIGNED_OFF
WITHDRAWN = ClaimState.WITHDRAWN

OPEN = frozenset({QUEUED, IN_REVIEW, ADJUDICATION, AWAITING})
LIVE = OPEN | {SIGNED}


class Action(StrEnum):
    """Acts on a claim. The first block changes its state, the second does not."""

    TAKE = "take"
    RELEASE = "release"
    EXPIRE = "expire"
    SUBMIT = "submit"
    ADJUDICATE = "adjudicate"
    SEND_BACK = "send_back"
    SIGN_OFF = "sign_off"
    REOPEN = "reopen"
    VOID = "void"
    RIPPLE = "ripple"
    WITHDRAW = "withdraw"

    SAVE_DRAFT = "save_draft"
    ATTACH = "attach"
    DETACH = "detach"
    DERIVE = "derive"
    FLAG = "flag"
    SETTLE_FLAG = "settle_flag"
    RECORD_ACCUSATION = "record_accusation"
    NOTE_EXCULPATORY = "note_exculpatory"
    CONFIRM_LEVEL = "confirm_level"
    COMMENT = "comment"
    ANSWER_QUERY = "answer_query"
    ASK_REPLY = "ask_reply"
    WAIVE_GATE = "waive_gate"
    ASK_SECOND = "ask_second"
    REWORD = "reword"
    SPLIT = "split"
    MERGE = "merge"

    # What the finder suggested, put right by hand.
    CORRECT_KIND = "correct_kind"
    CORRECT_SOURCE = "correct_source"
    DISMISS_CUE = "dismiss_cue"
    ADD_CHECKPOINT = "add_checkpoint"
    REMOVE_CHECKPOINT = "remove_checkpoint"


class Guard(StrEnum):
    """Conditions beside role and state. `review.domain.policy` holds each as one predicate."""

    NOT_AUTHOR = "not_author"
    NOT_RECUSED = "not_recused"
    NOT_ASSESSED_THIS_ROUND = "not_assessed_this_round"
    NOT_HOLDING = "not_holding"
    SLOT_FREE = "slot_free"
    HOLDER = "holder"
    HOLDS_OR_EDITS = "holds_or_edits"
    LEASE_OVER = "lease_over"
    NEVER_ASSESSED = "never_assessed"
    NEVER_ADJUDICATED = "never_adjudicated"
    THIRD_PERSON = "third_person"
    GATES_GREEN = "gates_green"
    NOT_FLAGGED = "not_flagged"
    FLAGGED = "flagged"
    HAS_SHEET = "has_sheet"
    NOBODY_AT_WORK = "nobody_at_work"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table. `to` names the states the act may lead to; empty: the state stays.

    `roles` empty means that the system acts, not a person.
    """

    action: Action
    sources: frozenset[ClaimState]
    to: frozenset[ClaimState]
    roles: frozenset[Role]
    guards: tuple[Guard, ...] = ()


def _rule(
    action: Action,
    sources: set[ClaimState] | frozenset[ClaimState],
    to: set[ClaimState],
    roles: set[Role],
    *guards: Guard,
) -> Rule:
    return Rule(action, frozenset(sources), frozenset(to), frozenset(roles), guards)


_REVIEWER = {Role.REVIEWER}
_EDITOR = {Role.EDITOR}
_DESK = {Role.REVIEWER, Role.EDITOR, Role.LEGAL}
_CLEAN = (Guard.NOT_AUTHOR, Guard.NOT_RECUSED)
CORRECTIONS = (
    Action.CORRECT_KIND,
    Action.CORRECT_SOURCE,
    Action.DISMISS_CUE,
    Action.ADD_CHECKPOINT,
    Action.REMOVE_CHECKPOINT,
)

RULES: dict[Action, Rule] = {
    rule.action: rule
    for rule in (
        _rule(
            Action.TAKE, {QUEUED}, {QUEUED, IN_REVIEW}, _REVIEWER, *_CLEAN,
            Guard.NOT_ASSESSED_THIS_ROUND, Guard.NOT_HOLDING, Guard.SLOT_FREE,
        ),
        _rule(Action.RELEASE, {QUEUED, IN_REVIEW}, {QUEUED}, _REVIEWER, Guard.HOLDER),
        _rule(Action.EXPIRE, {QUEUED, IN_REVIEW}, {QUEUED}, set(), Guard.LEASE_OVER),
        _rule(
            Action.SUBMIT, {QUEUED, IN_REVIEW}, {QUEUED, IN_REVIEW, ADJUDICATION, AWAITING},
            _REVIEWER, *_CLEAN, Guard.HOLDER,
        ),
        _rule(Action.ADJUDICATE, {ADJUDICATION}, {AWAITING}, _DESK, *_CLEAN, Guard.THIRD_PERSON),
        _rule(Action.SEND_BACK, {AWAITING, ADJUDICATION}, {QUEUED}, _EDITOR),
        _rule(
            Action.SIGN_OFF, {AWAITING}, {SIGNED}, _EDITOR, *_CLEAN,
            Guard.NEVER_ASSESSED, Guard.NEVER_ADJUDICATED, Guard.GATES_GREEN,
        ),
        _rule(Action.REOPEN, {SIGNED}, {QUEUED}, _EDITOR),
        _rule(Action.VOID, {SIGNED}, {QUEUED}, set()),
        # What was judged rests on something that no longer holds, so it is judged again.
        _rule(Action.RIPPLE, {AWAITING, ADJUDICATION}, {QUEUED}, set()),
        _rule(Action.WITHDRAW, OPEN, {WITHDRAWN}, _EDITOR),
        _rule(Action.SAVE_DRAFT, {QUEUED, IN_REVIEW}, set(), _REVIEWER, Guard.HOLDER),
        _rule(Action.ATTACH, LIVE, set(), _DESK),
        _rule(Action.DETACH, LIVE, set(), _DESK),
        _rule(Action.DERIVE, LIVE, set(), _DESK),
        _rule(Action.FLAG, LIVE, set(), _DESK, Guard.NOT_FLAGGED),
        _rule(
            Action.SETTLE_FLAG, LIVE, set(), _EDITOR, *_CLEAN,
            Guard.NEVER_ASSESSED, Guard.NEVER_ADJUDICATED, Guard.FLAGGED,
        ),
        _rule(Action.RECORD_ACCUSATION, LIVE, set(), _DESK, Guard.HAS_SHEET),
        _rule(Action.NOTE_EXCULPATORY, LIVE, set(), _DESK, Guard.HAS_SHEET),
        _rule(
            Action.CONFIRM_LEVEL, {AWAITING}, set(), {Role.EDITOR, Role.LEGAL}, *_CLEAN,
            Guard.NEVER_ASSESSED, Guard.NEVER_ADJUDICATED, Guard.HAS_SHEET,
        ),
        _rule(Action.COMMENT, frozenset(ClaimState), set(), _DESK),
        _rule(Action.ANSWER_QUERY, frozenset(ClaimState), set(), _DESK),
        _rule(Action.ASK_REPLY, LIVE, set(), _DESK),
        _rule(
            Action.WAIVE_GATE, OPEN, set(), _EDITOR, *_CLEAN,
            Guard.NEVER_ASSESSED, Guard.NEVER_ADJUDICATED,
        ),
        _rule(Action.ASK_SECOND, {QUEUED, IN_REVIEW}, set(), _EDITOR),
        _rule(Action.REWORD, {QUEUED, SIGNED}, set(), _EDITOR, Guard.NOBODY_AT_WORK),
        _rule(Action.SPLIT, {QUEUED}, set(), _EDITOR, Guard.NOBODY_AT_WORK),
        _rule(Action.MERGE, {QUEUED}, set(), _EDITOR, Guard.NOBODY_AT_WORK),
        # Whoever else is at work plays no part, or a refusal would tell how far they are.
        *(
            _rule(
                action, {QUEUED, IN_REVIEW}, set(), _REVIEWER | _EDITOR, *_CLEAN,
                Guard.HOLDS_OR_EDITS,
            )
            for action in CORRECTIONS
        ),
    )
}  # fmt: skip
