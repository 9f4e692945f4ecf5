"""Taking a claim from the queue, the next one or this very one; and giving claims to a reviewer."""

from wtforms import (
    BooleanField,
    IntegerField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import Length, NumberRange, Optional

from review.forms.act import ActForm
from review.forms.row_id import LARGEST_ID, row_id

_AT_ONCE = Length(max=100, message="Mark 100 claims at the most.")


class TakeForm(ActForm):
    claim = IntegerField(
        "Claim", [Optional(), NumberRange(1, LARGEST_ID, "There is no such claim.")]
    )


class AssignForm(ActForm):
    """Claims that are marked in their rows, or all that the page listed, and whom they go to."""

    claims = SelectMultipleField("Claims", [_AT_ONCE], coerce=row_id, validate_choice=False)
    listed = SelectMultipleField("Claims", [_AT_ONCE], coerce=row_id, validate_choice=False)
    all_listed = BooleanField("All queued on this page")
    meant_for = SelectField(
        "Give to",
        choices=[SelectChoice(0, "Choose a reviewer")],
        coerce=int,
        default=0,
        validate_choice=False,
    )
    note = StringField("Note", [Length(max=500, message="Keep the note under 500 characters.")])

    @property
    def marked(self) -> list[int]:
        """Ids of the claims, whether each has its own mark or one stands for all of them."""
        found: list[int] = self.listed.data if self.all_listed.data else self.claims.data
        return found or []

    def offer_reviewers(self, people: list[tuple[int, str]]) -> None:
        """Fill the list of whom claims can be given to with (id, name)."""
        own = [SelectChoice(user_id, name) for user_id, name in people]
        self.meant_for.choices = [*self.meant_for.choices, *own]
