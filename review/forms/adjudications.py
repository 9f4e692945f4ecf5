"""The decision of a third person where two assessments differ."""

from collections.abc import Sequence
from typing import Any

from wtforms import (
    RadioField,
    SelectChoice,
    SelectField,
    TextAreaField,
)
from wtforms.validators import InputRequired

from review.domain.indicators import BY_CODE
from review.domain.vocabulary import Answer, InfoDigit
from review.forms.act import ActForm
from review.forms.assessments import DIGITS, RECOMMENDATIONS, VERDICTS
from review.forms.claims import WORDS

_DIGITS = frozenset(str(digit.value) for digit in InfoDigit)
ANSWERS = [SelectChoice(code.value, code.title_text) for code in Answer]


class AdjudicationForm(ActForm):
    """`answers()` gives the third person's own on the indicators that differ."""

    codes: Sequence[str] = ()

    verdict = RadioField("Verdict", [InputRequired("Choose a verdict.")], choices=VERDICTS)
    recommendation = RadioField(
        "Recommendation",
        [InputRequired("Choose what should happen to the wording.")],
        choices=RECOMMENDATIONS,
    )
    new_wording = TextAreaField("New wording", [WORDS])
    digit = SelectField("The claim as a whole", choices=DIGITS, default="6", validate_choice=False)
    reason = TextAreaField(
        "Reason", [InputRequired("Say why you decide so; every assessor will read it."), WORDS]
    )

    def answers(self) -> dict[str, Answer]:
        """The answers chosen, by indicator."""
        given = {code: self[f"answer-{code}"].data for code in self.codes}
        return {code: Answer(said) for code, said in given.items() if said in list(Answer)}

    def grade(self) -> InfoDigit:
        """The digit for the claim as a whole; 6, which is unknown, where none was chosen."""
        return InfoDigit(int(self.digit.data)) if self.digit.data in _DIGITS else InfoDigit(6)


def adjudication_form(codes: Sequence[str]) -> type[AdjudicationForm]:
    """The form with an answer for each of these indicators."""
    fields: dict[str, Any] = {
        f"answer-{code}": RadioField(
            f"{code}. {BY_CODE[code].title}",
            choices=ANSWERS,
            default=Answer.UNKNOWN.value,
            validate_choice=False,
        )
        for code in codes
    }
    return type("AdjudicationForm", (AdjudicationForm,), {"codes": tuple(codes), **fields})
