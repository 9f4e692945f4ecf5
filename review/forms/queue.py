"""Taking a claim from the queue: the next one, or this very one."""

from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional

from review.forms.act import ActForm

LARGEST_ID = 2**31 - 1


class TakeForm(ActForm):
    claim = IntegerField(
        "Claim", [Optional(), NumberRange(1, LARGEST_ID, "There is no such claim.")]
    )
