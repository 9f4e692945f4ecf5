"""Retracting a piece of evidence, and restoring it."""

from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from review.forms.act import ActForm

LONGEST = Length(max=4000, message="Keep the reason under 4000 characters.")


class RetractForm(ActForm):
    reason = TextAreaField(
        "Why it does not hold",
        [InputRequired("Say why it does not hold; the reason is kept."), LONGEST],
    )


class RestoreForm(ActForm):
    reason = TextAreaField(
        "Why it holds after all",
        [InputRequired("Say why it holds after all; the reason is kept."), LONGEST],
    )
