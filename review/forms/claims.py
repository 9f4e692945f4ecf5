"""What is done to a claim as a whole: flagged, withdrawn, assessed once more."""

from wtforms import (
    SelectChoice,
    SelectField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from review.forms.act import ActForm
from review.forms.row_id import RowIdField

WORDS = Length(max=5000, message="Keep it under 5000 characters.")


class FlagForm(ActForm):
    """That the accusation may be fabricated."""

    reason = TextAreaField(
        "What makes you think so",
        [InputRequired("Say what makes you think so; editors read it first."), WORDS],
    )


class WithdrawForm(ActForm):
    reason = TextAreaField(
        "Reason", [InputRequired("Say why the claim is withdrawn; it is kept."), WORDS]
    )
    same_as = RowIdField(
        "Same as",
        [Optional()],
        description="Where it repeats another claim: the number at the end of that one's address.",
    )


HOW_MANY = {2: "Two", 3: "Three", 4: "Four", 5: "Five"}


class AskSecondForm(ActForm):
    """More blind assessments than the desk's policy asks for."""

    required = SelectField(
        "How many in all",
        [InputRequired("Say how many.")],
        choices=[SelectChoice(str(number), word) for number, word in HOW_MANY.items()],
        coerce=int,
    )
