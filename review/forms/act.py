"""What every form of an act has in common."""

import secrets
from typing import Any

from wtforms import HiddenField, IntegerField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from review.domain.errors import Invalid
from review.forms.plain import PlainForm


class ActForm(PlainForm):
    """Carries the token against forgery, the version that was looked at, and a one-time mark."""

    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    once = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.once.data:
            self.once.data = secrets.token_urlsafe(16)

    @property
    def seen(self) -> int:
        """The version that was looked at; 0, at which nothing ever stands, where none is told."""
        return self.version.data or 0

    def take_over(self, refused: Invalid) -> None:
        """Put what a service refused beside the fields that it refused."""
        for name, reason in refused.fields.items():
            if name in self:
                self[name].errors = [*self[name].errors, reason]
            else:
                self.form_errors.append(reason)
        if not refused.fields and not self.errors:
            self.form_errors.append(f"{refused.message} {refused.remedy}".strip())
