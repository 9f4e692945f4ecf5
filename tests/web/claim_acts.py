"""Every act that the claim's page sends: on what it stands, who may, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from review.domain.vocabulary import Answer
from review.services import corrections
from tests.desk import Desk, answers
from tests.web.claim_room import Room

Fields = dict[str, str]
REASON = "The registry was closed on that day."


@dataclass(frozen=True)
class Sent:
    """One act. `wrong` is put over `good` for a form that does not hold, and `said` is answered.

    `stale` tells which version the form carries, if any.
    """

    name: str
    who: str
    good: Fields = field(default_factory=dict)
    prepare: Callable[[Desk], object] = lambda desk: None
    on: str = "plain"
    path: str = "/claims/{claim}/{name}"
    wrong: Fields | None = None
    said: str = ""
    stale: str = ""
    ledger: str = ""

    def address(self, room: Room) -> str:
        claim = getattr(room, self.on)
        return self.path.format(claim=claim, name=self.name, evidence=1)

    def fields(self, room: Room, **more: str) -> Fields:
        if not self.stale:
            return {**self.good, **more}
        stands = getattr(room.claim(getattr(room, self.on)), self.stale)
        return {**self.good, "version": str(stands), **more}


def _taken(desk: Desk) -> None:
    desk.attached(desk.plain)
    desk.taken(desk.plain)


def _pointed(desk: Desk) -> None:
    claim = desk.plain
    corrections.add_checkpoint(desk.session, claim_id=claim.id, actor=desk.editor, revision=None,
                               start=claim.start, end=claim.start + 5)  # fmt: skip


def _level_three(desk: Desk) -> None:
    desk.to_awaiting(
        desk.accusation, indicators=answers(E1=Answer.YES, P1=Answer.YES, M1=Answer.YES)
    )


WHOLE = {
    "verdict": "supported",
    "recommendation": "stands",
    "reason": "The register says the same.",
    "digit": "2",
    "letter-1": "B",
    "digit-1": "2",
    "stance-1": "supports",
    "why-1": "It has been right before.",
}
DECISION = {
    "verdict": "disputed",
    "recommendation": "hold",
    "digit": "6",
    "reason": "Both registers are sound.",
}
LONG = "x" * 25_000
ACTS = (
    Sent("take", "ana"),
    Sent("release", "ana", prepare=_taken),
    Sent("flag", "ana", {"reason": REASON}, wrong={"reason": " "},
         said="Say what makes you think so"),
    Sent("ask-second", "editor", {"required": "2"}, wrong={"required": "9"},
         said="choose one of what is offered", stale="version", ledger="ask_second"),
    Sent("withdraw", "editor", {"reason": REASON, "same_as": ""}, wrong={"same_as": "2"},
         said="A claim cannot be a duplicate of itself", stale="version"),
    Sent("submit", "ana", WHOLE, _taken, wrong={"why-1": ""},
         said="Say in one line why E1 is graded so.", stale="revision"),
    Sent("adjudicate", "zoe", DECISION, lambda d: d.to_adjudication(d.accusation), "accusation",
         wrong={"recommendation": "reword"}, said="Write the new wording", stale="version"),
    Sent("sign-off", "editor", {"note": REASON, "read": "y"}, lambda d: d.to_awaiting(d.plain),
         wrong={"note": LONG}, said="Keep it under 5000 characters", stale="version",
         ledger="sign_off"),
    Sent("send-back", "editor", {"reason": REASON}, lambda d: d.to_awaiting(d.plain),
         wrong={"reason": ""}, said="Say what you want looked at again", stale="version",
         ledger="send_back"),
    Sent("reopen", "editor", {"reason": REASON}, lambda d: d.signed(d.plain),
         wrong={"reason": ""}, said="Say why the signature is taken back", stale="version"),
    Sent("waive", "editor", {"gate": "reply", "reason": REASON},
         lambda d: d.to_awaiting(d.accusation), "accusation", wrong={"gate": "evidence"},
         said="choose one of what is offered", stale="version", ledger="waive_gate"),
    Sent("confirm-level", "legal", {"role": "legal", "confirmed": "no", "reason": REASON},
         _level_three, "accusation", wrong={"confirmed": "perhaps"},
         said="choose one of what is offered", stale="version", ledger="confirm_level"),
    Sent("attach", "ana", {"note": "Seen in the registry.", "locator": "Page 2"},
         path="/claims/{claim}/evidence", wrong={"url": "https://gazette.example/a"},
         said="Give exactly one thing"),
    Sent("detach", "ana", {"reason": REASON}, lambda d: d.attached(d.plain),
         path="/claims/{claim}/evidence/{evidence}/detach", wrong={"reason": ""},
         said="Say why this is taken off"),
    Sent("correct-kind", "editor", {"kind": "causal"}, wrong={"kind": "rumour"},
         said="choose one of what is offered", stale="revision", ledger="correct_kind"),
    Sent("correct-source", "ana", {"attributed_to": "The Quay", "chain": "Bureau 9"},
         _taken, wrong={"attributed_to": LONG}, said="Keep it under 500 characters",
         stale="revision", ledger="correct_source"),
    Sent("dismiss-cue", "editor", on="accusation", stale="revision", ledger="dismiss_cue"),
    Sent("add-checkpoint", "ana", {"words": "Vantoria", "kind": "place"}, _taken,
         path="/claims/{claim}/checkpoints", wrong={"words": "Norland and Harrow"},
         said="do not stand in the claim", stale="revision", ledger="add_checkpoint"),
    Sent("remove-checkpoint", "editor", {"point": "1"}, _pointed,
         path="/claims/{claim}/checkpoints/remove", wrong={"point": "-1"},
         said="There is nothing with this number.", stale="revision", ledger="remove_checkpoint"),
    Sent("derive", "ana", {"parent": "2", "kind": "quotes", "reason": REASON, "claim": "2"},
         lambda d: [d.attached(d.plain, words=w) for w in ("One.", "Two.")],
         path="/evidence/{evidence}/derivations", wrong={"parent": "1"},
         said="A piece cannot come from itself"),
)  # fmt: skip
