"""The accusation in a signed claim, typed as far as a reader of reports needs it."""

from dataclasses import dataclass

from review.domain.vocabulary import Role, Stage


@dataclass(frozen=True, slots=True)
class ReportedLevel:
    value: int
    reach: int
    label: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Flag:
    reason: str
    by: str
    at: str
    settled_reason: str = ""
    settled_by: str = ""


@dataclass(frozen=True, slots=True)
class ForTheAccusation:
    """What speaks for the accusation being genuine."""

    text: str
    by: str
    at: str
    rests_on: str = ""


@dataclass(frozen=True, slots=True)
class Confirmation:
    role: Role
    confirmed: bool
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class AccusationRecord:
    stage: Stage
    level: ReportedLevel
    accuser: str = ""
    accused: str = ""
    names_person: bool = False
    act: str = ""
    law: str = ""
    forum: str = ""
    place: str = ""
    began_on: str | None = None
    ended_on: str | None = None
    outcome: str = ""
    accuser_says: str = ""
    accused_says: str = ""
    flag: Flag | None = None
    exculpatory: tuple[ForTheAccusation, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
