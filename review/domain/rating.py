"""Admiralty grades: two axes, judged apart, never averaged.

The letter belongs to the source, the digit to the piece of information (NATO STANAG 2511; names
of the standard, meanings after US FM 2-22.3, appendix B). F and 6 mean unknown, not worst.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from review.domain.vocabulary import InfoDigit, SourceLetter

ORIGINS_FOR_GRADE_ONE = 2

# The standard's meanings in our own words; a page that shows them says so.
LETTER_MEANINGS = {
    SourceLetter.A: "Nobody doubts that it is what it claims to be, that it knows, and that it is "
    "honest; what it said before held every time.",
    SourceLetter.B: "A slight doubt remains; most of what it said before held.",
    SourceLetter.C: "There is some doubt, but it has been right before.",
    SourceLetter.D: "There is serious doubt, though it has been right at times.",
    SourceLetter.E: "It is not what it claims to be, or it has been wrong again and again.",
    SourceLetter.F: "There is nothing to judge it by, as with a source never met before.",
}


@dataclass(frozen=True, slots=True)
class Grade:
    letter: SourceLetter
    digit: InfoDigit

    @classmethod
    def parse(cls, text: str) -> "Grade":
        """Read "B2", in either case. Raises ValueError for anything else."""
        found = re.fullmatch(r"([A-F])([1-6])", text.strip().upper())
        if found is None:
            raise ValueError(f"not a grade: {text!r}")
        return cls(SourceLetter(found[1]), InfoDigit(int(found[2])))

    def __str__(self) -> str:
        return f"{self.letter.value}{self.digit.value}"

    @property
    def known(self) -> bool:
        """False when either axis could not be judged; such a grade is never ranked."""
        return self.letter is not SourceLetter.F and self.digit is not InfoDigit.CANNOT_BE_JUDGED

    @property
    def words(self) -> str:
        return f"source {self.letter.title_text}, information {self.digit.title_text}"


def best_and_worst(grades: Iterable[Grade]) -> tuple[Grade, Grade] | None:
    """The first and the last of the known grades, by letter and then digit; None without any."""
    known = sorted((g for g in grades if g.known), key=lambda g: (g.letter.value, g.digit.value))
    return (known[0], known[-1]) if known else None


def grade_one_refused(digit: InfoDigit | None, origins: int) -> str | None:
    """Why "confirmed" cannot stand with so few independent origins, or None when it can."""
    if digit is InfoDigit.CONFIRMED and origins < ORIGINS_FOR_GRADE_ONE:
        have = "none" if origins == 0 else "one"
        return f"Grade 1 needs two independent origins; this claim has {have}."
    return None
