"""When what claims rest on turns bad: they are open again, reports are marked, people are told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.policy import Actor, ClaimFacts, refusal, system
from review.domain.ripples import ALWAYS_OPENS, because
from review.domain.vocabulary import NoticeKind, RippleCause
from review.domain.workflow import Action
from review.models import Claim
from review.queries.concerned import at_work_on
from review.queries.resting import Reach, reach_of
from review.queries.sealed_names import tells_of_sealed, without_sealed_names
from review.services.notices import News, spread
from review.services.report_marks import Marked, mark
from review.services.sign_offs import judge_again, void, void_if_changed


@dataclass(frozen=True, slots=True)
class Ripple:
    """What followed: ids of claims that are open again, of others that people were told of, and of
    reports that got a mark.
    """

    opened: tuple[int, ...]
    shaken: tuple[int, ...]
    reports: tuple[int, ...]


def hold(
    session: Session, *, evidence_ids: Collection[int] = (), source_id: int | None = None
) -> list[Claim]:
    """Lock, in a fixed order, every claim that rests on these pieces or on this source.

    To be called before the ledger is written to, whose lock every act takes last.
    """
    return _locked(session, reach_of(session, evidence_ids=evidence_ids, source_id=source_id))


def run(
    session: Session,
    *,
    cause: RippleCause,
    reason: str,
    actor: Actor | None,
    evidence_ids: Collection[int] = (),
    source_id: int | None = None,
    reach: Reach | None = None,
) -> Ripple:
    """Open again every claim that rests on these pieces or on this source, mark every report whose
    frozen words do, and tell the people concerned, all but `actor` (None is the desk itself).

    What is signed or judged goes back into the queue in a new round, one ledger line each; what is
    queued or in review stays, and whoever works on it is told. Where two sources become one, a
    signature whose words are untouched stands. Run twice for the same reason, it adds nothing.

    Call `hold` before the act's own ledger line, and this after it. `reach` is what rested on them
    before the act, where the act itself moved that away.
    """
    session.flush()
    reach = reach or reach_of(session, evidence_ids=evidence_ids, source_id=source_id)
    claims = _locked(session, reach)
    people = at_work_on(session, reach.claims)
    opened = []
    for desk_id, ours in _by_desk(claims):
        sealed = tells_of_sealed(session, evidence_ids=evidence_ids, source_id=source_id)
        said = without_sealed_names(session, desk_id)(because(cause, reason, sealed=sealed))
        opened += [claim.id for claim in ours if _opened(session, claim, reach, cause, said)]
    marked = mark(session, reach=reach, cause=cause, reason=reason)
    news = [*_of_claims(claims, people, reach, opened, reason), *_of_reports(marked, reach, reason)]
    for desk_id in sorted({desk_id for desk_id, _ in news}):
        ours_only = [one for desk, one in news if desk == desk_id]
        spread(session, ours_only, desk_id=desk_id, actor=actor)
    shaken = (claim.id for claim in claims if claim.id not in opened)
    return Ripple(tuple(opened), tuple(shaken), tuple(one.report_id for one in marked))


def _locked(session: Session, reach: Reach) -> list[Claim]:
    return list(
        session.scalars(
            sa.select(Claim)
            .where(Claim.id.in_(reach.claims))
            .order_by(Claim.id)
            .with_for_update(of=Claim, key_share=True)
            .execution_options(populate_existing=True)
        )
    )


def _by_desk(claims: Sequence[Claim]) -> list[tuple[int, list[Claim]]]:
    """Desk by desk in a fixed order, as each desk's ledger is locked from its first line on."""
    desks = sorted({claim.desk_id for claim in claims})
    return [(desk, [claim for claim in claims if claim.desk_id == desk]) for desk in desks]


def _opened(session: Session, claim: Claim, reach: Reach, cause: RippleCause, said: str) -> bool:
    """Whether the claim is in the queue again now."""
    facts, desk = ClaimFacts(claim.state), system(claim.desk_id)
    why = {"cause": cause.value, "evidence": reach.claims[claim.id], "source": reach.source_id}
    if refusal(Action.RIPPLE, facts, desk) is None:
        judge_again(session, claim, because=said, **why)
        return True
    if refusal(Action.VOID, facts, desk) is not None:
        return False
    if cause not in ALWAYS_OPENS:
        return void_if_changed(session, claim, because=said)
    void(session, claim, because=said, changed=["evidence"], **why)
    return True


def _of_claims(
    claims: Sequence[Claim],
    people: Mapping[int, set[int]],
    reach: Reach,
    opened: Collection[int],
    reason: str,
) -> list[tuple[int, News]]:
    return [
        (claim.desk_id, News(
            NoticeKind.CLAIM_REOPENED if claim.id in opened else NoticeKind.CLAIM_SHAKEN,
            reason, frozenset(people[claim.id]), claim_id=claim.id,
            evidence_id=reach.claims[claim.id], source_id=reach.source_id,
            anew=claim.id in opened,
        ))
        for claim in claims
    ]  # fmt: skip


def _of_reports(marked: Sequence[Marked], reach: Reach, reason: str) -> list[tuple[int, News]]:
    return [
        (one.desk_id, News(
            NoticeKind.REPORT_MARKED, reason,
            frozenset() if one.made_by_id is None else frozenset({one.made_by_id}),
            report_id=one.report_id, evidence_id=one.evidence_id, source_id=reach.source_id,
        ))
        for one in marked
    ]  # fmt: skip
