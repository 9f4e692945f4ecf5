"""Attaching evidence, taking it off, saying where it comes from, and capturing it again."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import (
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    URLField,
)
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from review.domain.vocabulary import EvidenceKind, Stance
from review.forms.act import ActForm
from review.forms.row_id import RowIdField

LINE = Length(max=500, message="Keep it under 500 characters.")
WORDS = Length(max=20_000, message="Keep it under 20,000 characters.")
ADDRESS = Length(max=2000, message="An address has no more than 2000 characters.")
ONE_THING = "Give exactly one thing: a link, a file or a note."


class EvidenceForm(ActForm):
    """One piece: a link, a file or a note. `kind` says which, once the form holds."""

    url = URLField("Link", [Optional(), ADDRESS], description="It is fetched and kept as it is.")
    file = FileField("File", description="Its bytes are kept untouched.")
    note = TextAreaField(
        "Note", [WORDS], description="What was seen or said, where, when and by whom."
    )
    title = StringField("Title", [LINE])
    source = StringField("Source", [LINE], description="Who stands behind it.")
    locator = StringField("Where in it", [LINE], description="Page, paragraph, minute.")
    excerpt = TextAreaField("Excerpt", [WORDS], description="The words that bear on the claim.")
    stance = SelectField(
        "What it does to the claim",
        [Optional()],
        choices=[
            SelectChoice("", "Not judged yet"),
            *(SelectChoice(code.value, code.title_text) for code in Stance),
        ],
        description="Goes into your own draft; nobody else sees it while the round runs.",
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, and that one thing is given and no more."""
        held = super().validate(extra_validators)
        if len(self._given()) != 1:
            self.form_errors.append(ONE_THING)
            return False
        return bool(held)

    def _given(self) -> list[EvidenceKind]:
        present = {
            EvidenceKind.LINK: (self.url.data or "").strip(),
            EvidenceKind.FILE: self.file.data,
            EvidenceKind.NOTE: (self.note.data or "").strip(),
        }
        return [kind for kind, value in present.items() if value]

    @property
    def kind(self) -> EvidenceKind:
        return self._given()[0]


class DetachForm(ActForm):
    reason = TextAreaField(
        "Reason", [InputRequired("Say why this is taken off; the reason is kept."), LINE]
    )


class CaptureForm(ActForm):
    """Ask for a failed capture again. `claim` is the page to go back to."""

    claim = RowIdField(widget=HiddenInput(), validators=[Optional()])
