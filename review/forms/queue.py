"""Taking a claim from the queue: the next one, or this very one."""

from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional

from review.forms.act import ActForm
from review.forms.row_id import LARGEST_ID


class TakeForm(ActForm):
    claim = IntegerField(
        "Claim", [Optional(), NumberRange(1, LARGEST_ID, "There is no such claim.")]
    )
