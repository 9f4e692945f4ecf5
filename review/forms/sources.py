"""Entering a source, describing it, and giving it a letter."""

from wtforms import (
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from review.domain.vocabulary import DisclosureLevel, SourceKind, SourceLetter
from review.forms.act import ActForm
from review.forms.row_id import RowIdField

SHORT = Length(max=200, message="Keep it under 200 characters.")
KINDS = [SelectChoice(kind.value, kind.title_text) for kind in SourceKind]


class AddSourceForm(ActForm):
    name = StringField("Name of the source", [InputRequired("Give the source a name."), SHORT])
    kind = SelectField("Kind", choices=KINDS, default=SourceKind.OTHER.value)


class DescribeSourceForm(ActForm):
    kind = SelectField("Kind", choices=KINDS)
    domain = StringField("Web domain", [SHORT])
    owner = StringField("Owner", [SHORT])
    notes = TextAreaField(
        "Notes", [Length(max=4000, message="Keep the notes under 4000 characters.")]
    )
    disclosure = RadioField(
        "Who may be told the name",
        choices=[
            SelectChoice(DisclosureLevel.PUBLIC.value, "Every reader"),
            SelectChoice(DisclosureLevel.LEGAL_ONLY.value, "Legal only"),
            SelectChoice(DisclosureLevel.SEALED.value, "Sealed"),
        ],
    )


class LetterForm(ActForm):
    letter = RadioField(
        "Letter",
        [InputRequired("Choose a letter.")],
        choices=[
            SelectChoice(letter.value, f"{letter.value}, {letter.title_text}")
            for letter in SourceLetter
        ],
    )
    reason = TextAreaField(
        "Reason for the letter",
        [
            InputRequired("Say why the source has this letter."),
            Length(max=4000, message="Keep the reason under 4000 characters."),
        ],
    )


class MergeSourceForm(ActForm):
    """`into` is the source that stays; `into_version` the version of it that was looked at."""

    into = RowIdField(
        "The source that stays", [InputRequired("Choose the source that stays.")],
        widget=HiddenInput(),
    )  # fmt: skip
    into_version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    reason = TextAreaField(
        "Why the two are one",
        [
            InputRequired("Say why the two are one; the reason is kept."),
            Length(max=4000, message="Keep the reason under 4000 characters."),
        ],
    )
