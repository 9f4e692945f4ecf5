"""The level of an accusation sheet, computed from its answers and never typed in.

0: no indicator. 1: any. 2: two families, evidence or process among them, and a second rater
agrees. 3: three families, evidence and process both among them, and editor and legal confirm.
A level is not a verdict, and secrecy alone proves nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from review.domain.indicators import CODES, Family
from review.domain.vocabulary import Answer, Role

Answers = Mapping[str, Answer]
PRESENT = frozenset({Answer.YES, Answer.PARTLY})
EXCULPATORY_DUTY_FROM = 2


@dataclass(frozen=True, slots=True)
class Level:
    """`value` is the level that stands; `reach` what the answers would allow once confirmed."""

    value: int
    reach: int
    families: tuple[Family, ...]
    unknown: int
    waits_for: str = ""
    unconfirmed: bool = False

    @property
    def insufficient(self) -> bool:
        """More than half of the indicators are unknown."""
        return self.unknown * 2 > len(CODES)

    @property
    def label(self) -> str:
        if not self.families:
            return "Insufficient information" if self.insufficient else "No indicators found"
        count = len(self.families)
        return (
            f"Indicators of fabrication present ({count} {'family' if count == 1 else 'families'})"
        )

    @property
    def sentence(self) -> str:
        """The level explained in words."""
        parts = [f"{self.label}."]
        if self.families:
            names = ", ".join(family.title_text.lower() for family in self.families)
            parts.append(f"Level {self.value} rests on: {names}.")
        if self.waits_for:
            parts.append(self.waits_for)
        if self.families and self.insufficient:
            unknown = f"{self.unknown} of {len(CODES)} indicators are unknown"
            parts.append(f"Insufficient information: {unknown}.")
        parts.append("A level is not a verdict.")
        return " ".join(parts)


def answered(answers: Answers, code: str) -> Answer:
    return answers.get(code, Answer.UNKNOWN)


def families_of(answers: Answers) -> tuple[Family, ...]:
    """Families with at least one indicator present, in the order of the standard."""
    present = {Family(code[0]) for code in CODES if answered(answers, code) in PRESENT}
    return tuple(family for family in Family if family in present)


def reach(answers: Answers) -> int:
    """The highest level that these answers alone would allow (0 to 3)."""
    families = set(families_of(answers))
    core = families & {Family.EVIDENCE, Family.PROCESS}
    if not families:
        return 0
    if len(families) >= 3 and len(core) == 2:
        return 3
    return 2 if len(families) >= 2 and core else 1


def agreed(sheets: Sequence[Answers]) -> dict[str, Answer]:
    """Indicators that at least two raters call present, with the more cautious answer."""
    common: dict[str, Answer] = {}
    for code in CODES:
        given = [answered(sheet, code) for sheet in sheets]
        present = [answer for answer in given if answer in PRESENT]
        if len(present) >= 2:
            common[code] = Answer.PARTLY if Answer.PARTLY in present else Answer.YES
    return common


def level(
    sheets: Sequence[Answers],
    *,
    decided: Answers | None = None,
    confirmed_by: Iterable[Role] = (),
) -> Level:
    """Compute the level of one accusation.

    `sheets` are the submitted raters' answers; `decided` are the answers that stand after
    adjudication; `confirmed_by` are the roles that confirmed level 3.
    """
    union = decided if decided is not None else _any_present(sheets)
    shared = decided if decided is not None else agreed(sheets)
    possible = reach(union)
    second = reach(shared)
    both = {Role.EDITOR, Role.LEGAL} <= set(confirmed_by)
    value = min(possible, 1)
    if second >= 2:
        value = 3 if second == 3 and both else 2
    standing = decided if decided is not None else (shared if value >= 2 else union)
    unknown = _unknown(sheets, decided)
    unconfirmed = second == 3 and not both
    waits_for = ""
    if possible >= 2 and second < 2:
        waits_for = "Level 2 waits for a second rater who agrees."
    elif unconfirmed:
        waits_for = "Level 3 waits for confirmation by an editor and by legal."
    return Level(value, possible, families_of(standing), unknown, waits_for, unconfirmed)


def _any_present(sheets: Sequence[Answers]) -> dict[str, Answer]:
    union: dict[str, Answer] = {}
    for code in CODES:
        given = {answered(sheet, code) for sheet in sheets}
        for answer in (Answer.YES, Answer.PARTLY):
            if answer in given:
                union.setdefault(code, answer)
    return union


def _unknown(sheets: Sequence[Answers], decided: Answers | None) -> int:
    """How many indicators stay unknown: after adjudication, else to every rater."""
    standing = sheets if decided is None else [decided]
    return sum(all(answered(s, code) == Answer.UNKNOWN for s in standing) for code in CODES)
