"""Attaching evidence, taking it off, saying where it comes from, and capturing it again."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import (
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    URLField,
)
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import HiddenInput

from review.domain.vocabulary import EvidenceKind, IfKept, Stance
from review.forms.act import ActForm
from review.forms.row_id import RowIdField
from review.text.canonical import canonical_text

LINE = Length(max=500, message="Keep it under 500 characters.")
WORDS = Length(max=20_000, message="Keep it under 20,000 characters.")
ADDRESS = Length(max=2000, message="An address has no more than 2000 characters.")
# Signs that turn the direction of writing make one title look like another.
_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
ONE_THING = "Give exactly one thing: a link, a file or a note."


def plain_words(words: str | None) -> str:
    """What was typed, or came from somebody's page, without control characters."""
    return canonical_text(words or "")


def plain_line(words: str | None) -> str:
    """The same in one line, which no sign turns round."""
    return " ".join(plain_words(words).translate(_TURNING).split())


class BearingForm(ActForm):
    """A link, and how what is attached bears on the claim."""

    url = URLField("Link", [Optional(), ADDRESS], description="It is fetched and kept as it is.")
    title = StringField("Title", [LINE], [plain_line])
    source = StringField("Source", [LINE], description="Who stands behind it.")
    locator = StringField("Where in it", [LINE], description="Page, paragraph, minute.")
    excerpt = TextAreaField(
        "Excerpt", [WORDS], [plain_words], description="The words that bear on the claim."
    )
    stance = SelectField(
        "What it does to the claim",
        [Optional()],
        choices=[
            SelectChoice("", "Not judged yet"),
            *(SelectChoice(code.value, code.title_text) for code in Stance),
        ],
        description="Goes into your own draft; nobody else sees it while the round runs.",
    )
    if_kept = RadioField(
        "Which page is meant",
        [Optional()],
        choices=[SelectChoice(code.value, code.title_text) for code in IfKept],
        validate_choice=False,
    )

    def validate_if_kept(self, field: RadioField) -> None:
        """Refuse a choice that is none of the three."""
        if field.data not in set(IfKept):
            raise ValidationError("Choose one of the three.")

    @property
    def meant(self) -> IfKept | None:
        return IfKept(self.if_kept.data) if self.if_kept.data else None


class EvidenceForm(BearingForm):
    """One piece: a link, a file or a note. `kind` says which, once the form holds."""

    file = FileField("File", description="Its bytes are kept untouched.")
    note = TextAreaField(
        "Note", [WORDS], description="What was seen or said, where, when and by whom."
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


class ClipForm(BearingForm):
    """A page seen elsewhere, and the claim that it is attached to, found by `q`."""

    url = URLField("Link", [InputRequired("Give the page's address."), ADDRESS])
    q = StringField("Find the claim", [LINE], description="Its number, or words of it.")
    claim = RowIdField("Claim", [InputRequired("Choose the claim it bears on.")])
    kind = EvidenceKind.LINK

    @property
    def picked(self) -> int:
        """The id of the claim, once the form holds."""
        return self.claim.data or 0


class CaptureForm(ActForm):
    """Ask for a page to be fetched again. `claim` is the page to go back to."""

    claim = RowIdField(widget=HiddenInput(), validators=[Optional()])
