"""Saying where a piece comes from, taking that back, and answering what is suggested."""

from typing import Any

from wtforms import SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from review.domain.vocabulary import DerivationKind
from review.forms.act import ActForm
from review.forms.row_id import NOTHING, RowIdField, row_id

LINE = Length(max=500, message="Keep it under 500 characters.")
TAKE, REFUSE = "take", "refuse"


def _piece(value: Any) -> int | None:
    """The id of a piece; None where no piece was chosen."""
    return row_id(value) if value not in {None, ""} else None


class OnClaimForm(ActForm):
    """An act on a piece or a link that stands on a claim's page; `claim` is where to go back to."""

    claim = RowIdField(widget=HiddenInput(), validators=[Optional()])


class DerivationForm(OnClaimForm):
    """Where a piece comes from: another piece by its id, or a source by its name."""

    parent = SelectField(
        "From",
        coerce=_piece,
        invalid_value_message=NOTHING,
        choices=[],
        validate_choice=False,
    )
    source = StringField("Or from the source", [LINE], description="As the register calls it.")
    kind = SelectField(
        "How",
        [InputRequired("Choose how it comes from there.")],
        choices=[SelectChoice(code.value, code.title_text) for code in DerivationKind],
    )
    reason = StringField("Because", [LINE])


class EndLinkForm(OnClaimForm):
    reason = StringField(
        "Why the link was wrong",
        [InputRequired("Say why the link was wrong; the reason is kept."), LINE],
    )


class HintForm(OnClaimForm):
    """Whether a suggestion is taken or refused: the button that was pressed says it."""

    answer = SelectField(
        "Answer",
        [InputRequired("Take the suggestion or refuse it.")],
        choices=[SelectChoice(TAKE, "Take it"), SelectChoice(REFUSE, "Refuse it")],
    )
