"""The desk's acts as the design states them, written by hand and never read from the code.

`ACTS` says for each act in which states it has a place, whose it is, where it leads, and what
stands in its way; `OBSTACLES` says what each obstacle is. A refusal is "forbidden" for a missing
role or for a person's own past, "conflict" for what has moved on.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from review.domain.policy import ClaimFacts

ME, SOMEBODY = 7, 8
STATES = ("queued", "in_review", "adjudication", "awaiting_sign_off", "signed_off", "withdrawn")
ROLES = ("reviewer", "editor", "legal", "reader", "admin")
SYSTEM = "system"


@dataclass(frozen=True)
class Obstacle:
    """`facts` bring it about for ME; `stands` finds it in any facts."""

    kind: str
    facts: dict[str, Any]
    stands: Callable[[ClaimFacts], bool]


OBSTACLES = {
    "wrote the article": Obstacle(
        "forbidden", {"authors": {SOMEBODY, ME}}, lambda f: ME in f.authors
    ),
    "recused": Obstacle("forbidden", {"recused": {ME}}, lambda f: ME in f.recused),
    "assessed this round": Obstacle(
        "forbidden",
        {"assessed_this_round": {ME}, "assessed_ever": {ME}},
        lambda f: ME in f.assessed_this_round,
    ),
    "assessed ever": Obstacle(
        "forbidden", {"assessed_ever": {ME}}, lambda f: ME in f.assessed_ever
    ),
    "adjudicated ever": Obstacle(
        "forbidden", {"adjudicated_ever": {ME}}, lambda f: ME in f.adjudicated_ever
    ),
    "holds it": Obstacle("conflict", {"holders": {ME}}, lambda f: ME in f.holders),
    "does not hold it": Obstacle(
        "conflict", {"holders": {SOMEBODY}}, lambda f: ME not in f.holders
    ),
    "no free place": Obstacle("conflict", {"free_slots": 0}, lambda f: f.free_slots < 1),
    "neither holds nor edits": Obstacle(
        "conflict", {"holders": {SOMEBODY}}, lambda f: ME not in f.holders
    ),
    "lease runs": Obstacle("conflict", {"lease_over": False}, lambda f: not f.lease_over),
    "gate closed": Obstacle("conflict", {"gates_green": False}, lambda f: not f.gates_green),
    "flag open": Obstacle("conflict", {"flagged": True}, lambda f: f.flagged),
    "no flag": Obstacle("conflict", {"flagged": False}, lambda f: not f.flagged),
    "no sheet": Obstacle("conflict", {"has_sheet": False}, lambda f: not f.has_sheet),
    "somebody holds it": Obstacle(
        "conflict",
        {"holders": {SOMEBODY}},
        lambda f: f.state != "signed_off" and len(f.holders) > 0,
    ),
    "somebody assessed it": Obstacle(
        "conflict",
        {"assessed_this_round": {SOMEBODY}, "assessed_ever": {SOMEBODY}},
        lambda f: f.state != "signed_off" and len(f.assessed_this_round) > 0,
    ),
}


@dataclass(frozen=True)
class Act:
    """`states` and `who` separated by spaces; `given` are the facts in which it may be done.

    `excuses` names the role that an obstacle does not stop.
    """

    states: str
    who: str
    to: str = ""
    obstacles: tuple[str, ...] = ()
    given: dict[str, Any] = field(default_factory=dict)
    excuses: dict[str, str] = field(default_factory=dict)


OPEN = "queued in_review adjudication awaiting_sign_off"
LIVE = OPEN + " signed_off"
EVERY = LIVE + " withdrawn"
DESK = "reviewer editor legal"
CLEAN = ("wrote the article", "recused")
AT_WORK = ("somebody holds it", "somebody assessed it")
HOLDING = {"holders": {ME}}
SHEET = {"has_sheet": True}
CORRECTION = Act(
    "queued in_review", "reviewer editor", "", (*CLEAN, "neither holds nor edits"), HOLDING,
    {"neither holds nor edits": "editor"},
)  # fmt: skip

ACTS = {
    "take": Act(
        "queued", "reviewer", "queued in_review",
        (*CLEAN, "assessed this round", "holds it", "no free place"),
    ),
    "release": Act("in_review queued", "reviewer", "queued", ("does not hold it",), HOLDING),
    "expire": Act("in_review queued", SYSTEM, "queued", ("lease runs",), {"lease_over": True}),
    # Beside the states it leads to, a submit may leave the claim in review: with the other place.
    "submit": Act(
        "in_review queued", "reviewer", "queued in_review adjudication awaiting_sign_off",
        (*CLEAN, "does not hold it"), HOLDING,
    ),
    "adjudicate": Act(
        "adjudication", DESK, "awaiting_sign_off", (*CLEAN, "assessed this round")
    ),
    "send_back": Act("awaiting_sign_off adjudication", "editor", "queued"),
    "sign_off": Act(
        "awaiting_sign_off", "editor", "signed_off",
        (*CLEAN, "assessed ever", "adjudicated ever", "gate closed"), {"gates_green": True},
    ),
    "reopen": Act("signed_off", "editor", "queued"),
    "void": Act("signed_off", SYSTEM, "queued"),
    "ripple": Act("awaiting_sign_off adjudication", SYSTEM, "queued"),
    "withdraw": Act(OPEN, "editor", "withdrawn"),
    "save_draft": Act("queued in_review", "reviewer", "", ("does not hold it",), HOLDING),
    "attach": Act(LIVE, DESK),
    "detach": Act(LIVE, DESK),
    "derive": Act(LIVE, DESK),
    "flag": Act(LIVE, DESK, "", ("flag open",)),
    "settle_flag": Act(
        LIVE, "editor", "", (*CLEAN, "assessed ever", "adjudicated ever", "no flag"),
        {"flagged": True},
    ),
    "record_accusation": Act(LIVE, DESK, "", ("no sheet",), SHEET),
    "note_exculpatory": Act(LIVE, DESK, "", ("no sheet",), SHEET),
    "confirm_level": Act(
        "awaiting_sign_off", "editor legal", "",
        (*CLEAN, "assessed ever", "adjudicated ever", "no sheet"), SHEET,
    ),
    "comment": Act(EVERY, DESK),
    "answer_query": Act(EVERY, DESK),
    "ask_reply": Act(LIVE, DESK),
    "waive_gate": Act(OPEN, "editor", "", (*CLEAN, "assessed ever", "adjudicated ever")),
    "ask_second": Act("queued in_review", "editor"),
    "reword": Act("queued signed_off", "editor", "", AT_WORK),
    "split": Act("queued", "editor", "", AT_WORK),
    "merge": Act("queued", "editor", "", AT_WORK),
    "correct_kind": CORRECTION,
    "correct_source": CORRECTION,
    "dismiss_cue": CORRECTION,
    "add_checkpoint": CORRECTION,
    "remove_checkpoint": CORRECTION,
}  # fmt: skip


def stands_in_the_way(act: str, facts: ClaimFacts, roles: Collection[str]) -> list[str]:
    line = ACTS[act]
    return [
        name
        for name in line.obstacles
        if OBSTACLES[name].stands(facts) and line.excuses.get(name) not in roles
    ]


def expected(act: str, facts: ClaimFacts, roles: set[str]) -> str:
    """What the table says: "allowed", "forbidden" or "conflict"."""
    line = ACTS[act]
    if not roles & set(line.who.split()):
        return "forbidden"
    if facts.state.value not in line.states.split():
        return "conflict"
    found = stands_in_the_way(act, facts, roles)
    return OBSTACLES[found[0]].kind if found else "allowed"
