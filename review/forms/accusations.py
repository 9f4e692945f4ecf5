"""The forms of an accusation's sheet: answers, the record, what speaks for it, a flag settled."""

from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from review.domain.assessment import IndicatorReply
from review.domain.indicators import CODES, INDICATORS
from review.domain.vocabulary import Answer, Stage
from review.forms.act import ActForm

WORDS = Length(max=5000, message="Keep it under 5000 characters.")
LINE = Length(max=500, message="Keep it under 500 characters.")
ANSWERS = [SelectChoice(answer.value, answer.title_text) for answer in Answer]


class SheetForm(ActForm):
    """Answers to the thirty indicators; a field that is not sent stays as it was."""


def _prefilled(code: str, reply: IndicatorReply) -> dict[str, Any]:
    return {
        code: reply.answer.value,
        f"{code}_reason": reply.reason,
        f"{code}_for": reply.evidence_for,
        f"{code}_against": reply.evidence_against,
    }


def prefilled(replies: dict[str, IndicatorReply]) -> dict[str, Any]:
    """Field names to values, for showing the sheet as it was left."""
    found: dict[str, Any] = {}
    for code in CODES:
        found |= _prefilled(code, replies.get(code, IndicatorReply()))
    return found


for _indicator in INDICATORS:
    _code = _indicator.code
    setattr(
        SheetForm,
        _code,
        RadioField(f"{_code}. {_indicator.title}", choices=ANSWERS, default="unknown", coerce=str),
    )
    setattr(SheetForm, f"{_code}_reason", StringField("Why", [WORDS]))
    setattr(SheetForm, f"{_code}_for", StringField("Evidence for", [WORDS]))
    setattr(SheetForm, f"{_code}_against", StringField("Evidence against", [WORDS]))


class AccountForm(ActForm):
    """Who accuses whom of what."""

    accuser = StringField("Accuser", [LINE], description="The body or person who says so.")
    accused = StringField("Accused", [LINE])
    names_person = BooleanField("The accused is a living person named in the claim")
    act = TextAreaField("Act or charge", [WORDS])
    law = StringField("Law", [LINE])
    forum = StringField("Court or body", [LINE])
    place = StringField("Place", [LINE])
    stage = SelectField(
        "Stage", choices=[SelectChoice(stage.value, stage.title_text) for stage in Stage]
    )
    began_on = DateField("Began on", [Optional()])
    ended_on = DateField("Ended on", [Optional()])
    outcome = TextAreaField("Outcome", [WORDS])
    accuser_says = TextAreaField("What the accuser says", [WORDS])
    accused_says = TextAreaField("What the accused says", [WORDS])

    def values(self) -> dict[str, Any]:
        """What was entered, by the names of the record; empty text where nothing was."""
        dates = {"began_on": self.began_on.data, "ended_on": self.ended_on.data}
        words = {
            name: self[name].data or ""
            for name in (
                "accuser", "accused", "act", "law", "forum", "place", "outcome",
                "accuser_says", "accused_says",
            )
        }  # fmt: skip
        rest = {"names_person": self.names_person.data, "stage": Stage(self.stage.data)}
        return {**words, **dates, **rest}


class ExculpatoryForm(ActForm):
    text = TextAreaField(
        "Add to this ledger", [InputRequired("Say what speaks for the accusation."), WORDS]
    )
    rests_on = StringField("Rests on", [LINE], description="Which evidence, such as E1.")


class SettleForm(ActForm):
    reason = TextAreaField(
        "Your answer to the flag", [InputRequired("Say what you make of the flag."), WORDS]
    )
