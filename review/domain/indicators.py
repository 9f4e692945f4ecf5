"""The thirty indicators that an accusation may be fabricated, with the standard behind each.

Wording and the joining of an indicator to a standard are ours. Standards: PACE Resolution 1900
(2012), criteria a to e; categories I to V of the UN Working Group on Arbitrary Detention (WGAD);
the ICCPR with General Comment 32 on its article 14 (GC32, by paragraph); editorial practice.
"""

from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    EVIDENCE = "E"
    PROCESS = "P"
    LAW = "L"
    MOTIVE = "M"
    STATISTICS = "S"
    DETENTION = "D"
    NARRATIVE = "N"

    @property
    def title_text(self) -> str:
        return self.name.capitalize()


@dataclass(frozen=True, slots=True)
class Indicator:
    code: str
    title: str
    standard: str

    @property
    def family(self) -> Family:
        return Family(self.code[0])


INDICATORS: tuple[Indicator, ...] = tuple(
    Indicator(*row)
    for row in (
        ("E1", "The only source of the accusation is the body that investigates or prosecutes it",
         "independence"),
        ("E2", "Core evidence is secret from the defence or the public", "GC32 29, 33; PACE e"),
        ("E3", "The conviction rests mainly on a confession", "editorial; GC32 41 if compelled"),
        ("E4", "A confession was retracted, or alleged duress was not examined",
         "GC32 33, 41, 60; WGAD III"),
        ("E5", "Only anonymous or operative witnesses; the state supplied the plan or the contact",
         "GC32 39; PACE e"),
        ("E6", "Independent expert opinion contradicts the charge, or was refused",
         "GC32 39; PACE e"),
        ("E7", "The alleged secret was public, declassified or cleared for release", "PACE b"),
        ("E8", "The physical record conflicts: dates, places, forensics, impossible chronology",
         "editorial"),
        ("E9", "The same text or witnesses are reused across unrelated case files", "pattern"),
        ("P1", "The trial was closed in whole or part beyond need", "GC32 28, 29"),
        ("P2", "Counsel of choice was denied, pressured or gagged", "GC32 34, 37; WGAD III"),
        ("P3", "No notice, or late notice, of a concrete charge", "GC32 31"),
        ("P4", "The verdict is unpublished, or without reasons", "GC32 29"),
        ("P5", "The court record is missing from registers", "pattern"),
        ("P6", "Custody was extended again and again on identical reasons", "ICCPR 9; PACE c"),
        ("L1", "The offence is so wide that ordinary conduct fits it", "ICCPR 15; WGAD I, II"),
        ("L2", "The law was applied to acts before it was in force", "ICCPR 15; WGAD I"),
        ("L3", "The charge was raised without new facts",
         "PACE b; ICCPR 14(7) if already judged"),
        ("M1", "The target's speech, work, nationality or refusal to cooperate precedes the case",
         "PACE a, d; WGAD II, V"),
        ("M2", "Officers or units are rewarded by case count; a plan or quota exists", "incentive"),
        ("M3", "Someone benefits: property, rivalry, exchange of prisoners", "ECHR 18"),
        ("S1", "A sudden rise of this charge without a matching cause", "pattern"),
        ("S2", "Next to no acquittals for this charge or court", "pattern"),
        ("S3", "The same officer, expert or judge recurs in disputed cases", "pattern"),
        ("S4", "Others did the same and were not charged", "PACE d"),
        ("D1", "Sentence or custody out of proportion", "PACE c"),
        ("D2", "A seriously ill, elderly or dying person is held, or care is withheld",
         "ICCPR 10; PACE c"),
        ("D3", "Isolation, no family contact, pressure on relatives", "ICCPR 10; WGAD III"),
        ("N1", "State media present guilt as fact before a verdict", "GC32 30"),
        ("N2", "Leaked footage or a confession video is the main public proof", "editorial"),
    )
)  # fmt: skip

CODES: tuple[str, ...] = tuple(indicator.code for indicator in INDICATORS)
BY_CODE: dict[str, Indicator] = {indicator.code: indicator for indicator in INDICATORS}
