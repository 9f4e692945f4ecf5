"""An accusation's sheet as one person may see it: their own answers, others' only when allowed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from review.domain.assessment import IndicatorReply, Submission
from review.domain.fabrication import Level, level
from review.domain.indicators import INDICATORS, Family, Indicator
from review.domain.policy import Actor, ClaimFacts, available_actions, sees_judgements
from review.domain.vocabulary import Answer, Role
from review.domain.workflow import Action
from review.models import Accusation, Assessment
from review.queries.claim_file import ClaimFile
from review.queries.claim_gates import alarms_of


@dataclass(frozen=True, slots=True)
class OtherReply:
    """What another assessor answered, once that may be seen."""

    name: str
    reply: IndicatorReply


@dataclass(frozen=True, slots=True)
class Row:
    indicator: Indicator
    mine: IndicatorReply
    others: tuple[OtherReply, ...]

    @property
    def known(self) -> bool:
        """Whether anybody whose answer shows here knew one."""
        return self.mine.answer is not Answer.UNKNOWN or any(
            other.reply.answer is not Answer.UNKNOWN for other in self.others
        )


@dataclass(frozen=True, slots=True)
class FamilySheet:
    family: Family
    rows: tuple[Row, ...]

    @property
    def summary(self) -> str:
        return f"{sum(row.known for row in self.rows)} of {len(self.rows)} answered"

    @property
    def unknown(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if not row.known)

    @property
    def stands_open(self) -> bool:
        """The families that decide a level, and those with an answer, are not folded away."""
        core = self.family in {Family.EVIDENCE, Family.PROCESS}
        return core or any(row.known for row in self.rows)


@dataclass(frozen=True, slots=True)
class Note:
    text: str
    rests_on: str
    name: str
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class Flag:
    """`name` and `reason` are empty for those who must stay blind."""

    name: str
    reason: str
    raised_at: datetime
    open: bool
    settled_by: str
    settled_reason: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """`level` rests on what the viewer may see; `answering` is whether they may answer now."""

    record: Accusation
    claim_id: int
    flag: Flag | None
    families: tuple[FamilySheet, ...]
    level: Level
    notes: tuple[Note, ...]
    alarms: tuple[str, ...]
    answering: bool
    recording: bool
    noting: bool
    settling: bool
    blind: bool


def sheet_of(file: ClaimFile, facts: ClaimFacts, actor: Actor, draft: Submission) -> Sheet | None:
    """The sheet of a claim as `actor` sees it; None where the claim has none."""
    record = file.accusation
    if record is None:
        return None
    sees = sees_judgements(file.claim.state, actor)
    actions = available_actions(facts, actor)
    own = next((row for row in file.assessments if row.user_id == actor.user_id), None)
    mine = _replies(own) if own else draft.indicators
    others = [row for row in file.assessments if sees and row is not own]
    return Sheet(
        record=record,
        claim_id=file.claim.id,
        flag=_flag(file, record, actor, sees=sees),
        families=_families(file, mine, others),
        level=_level(file, mine, sees=sees),
        notes=tuple(
            Note(note.text, note.rests_on, file.name(note.user_id), note.noted_at)
            for note in file.notes
            if sees or note.user_id == actor.user_id
        ),
        alarms=tuple(alarms_of(file)),
        answering=Action.SAVE_DRAFT in actions,
        recording=Action.RECORD_ACCUSATION in actions,
        noting=Action.NOTE_EXCULPATORY in actions,
        settling=Action.SETTLE_FLAG in actions,
        blind=not sees,
    )


def _replies(given: Assessment) -> dict[str, IndicatorReply]:
    return {
        row.code: IndicatorReply(row.answer, row.reason, row.evidence_for, row.evidence_against)
        for row in given.answers
    }


def _families(
    file: ClaimFile, mine: Mapping[str, IndicatorReply], others: list[Assessment]
) -> tuple[FamilySheet, ...]:
    replies = [(file.name(given.user_id), _replies(given)) for given in others]
    rows = [
        Row(
            indicator,
            mine.get(indicator.code, IndicatorReply()),
            tuple(
                OtherReply(name, answered.get(indicator.code, IndicatorReply()))
                for name, answered in replies
            ),
        )
        for indicator in INDICATORS
    ]
    return tuple(
        FamilySheet(family, tuple(row for row in rows if row.indicator.family is family))
        for family in Family
    )


def _level(file: ClaimFile, mine: Mapping[str, IndicatorReply], *, sees: bool) -> Level:
    if sees and file.level is not None and file.assessments:
        return file.level
    return level([{code: reply.answer for code, reply in mine.items()}])


def _may_assess(actor: Actor) -> bool:
    return Role.REVIEWER in actor.roles


def _flag(file: ClaimFile, record: Accusation, actor: Actor, *, sees: bool) -> Flag | None:
    if record.flagged_at is None:
        return None
    shows = sees or not _may_assess(actor) or actor.user_id == record.flagged_by_id
    return Flag(
        name=file.name(record.flagged_by_id) if shows else "",
        reason=record.flag_reason if shows else "",
        raised_at=record.flagged_at,
        open=record.flag_open,
        settled_by=file.name(record.settled_by_id) if record.settled_at else "",
        settled_reason=record.settled_reason,
    )
