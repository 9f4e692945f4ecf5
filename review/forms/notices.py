"""Saying that one has seen what one was told."""

from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from review.forms.act import ActForm
from review.forms.row_id import RowIdField


class SeenForm(ActForm):
    """Either one `notice`, or all up to the newest that the page showed."""

    notice = RowIdField(widget=HiddenInput(), validators=[Optional()])
    up_to = RowIdField(widget=HiddenInput(), validators=[Optional()])
