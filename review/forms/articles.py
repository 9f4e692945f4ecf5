"""What is filled in about articles: importing one, its claims by hand, its sentences."""

from flask_wtf.file import FileField
from wtforms import (
    DateField,
    DateTimeLocalField,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    URLField,
)
from wtforms.validators import InputRequired, Length, Optional, Regexp

from review.domain.vocabulary import ClaimKind, Disposition
from review.forms.act import ActForm

_LINE = Length(max=500, message="Keep it under 500 characters.")
_REASON = Length(max=2000, message="Keep it under 2000 characters.")
KINDS = [
    SelectChoice("", "As the finder sees it"),
    *(SelectChoice(kind.value, kind.title_text) for kind in ClaimKind),
]


class GivenForm(ActForm):
    """An article's words: pasted, as a file, or by a link."""

    text = TextAreaField("Text")
    file = FileField("File")
    url = URLField("Link")


class ImportForm(GivenForm):
    """Whatever is left empty is read from the article itself where it says so."""

    title = StringField("Title", [_LINE])
    byline = StringField("Byline", [_LINE])
    publisher = StringField("Publisher", [_LINE])
    published_on = DateField("Published on", [Optional()])
    language = StringField(
        "Language",
        [Optional(), Regexp("^[A-Za-z]{2,3}$", message="Give the language's code, such as en.")],
    )
    press_at = DateTimeLocalField("Goes to press (UTC)", [Optional()])
    written_by = SelectField(
        "Written by", choices=[SelectChoice(0, "Nobody of this desk")], coerce=int, default=0
    )

    def offer_people(self, people: list[tuple[int, str]]) -> None:
        """Fill the list of who may have written it with (id, name)."""
        own = [SelectChoice(user_id, name) for user_id, name in people]
        self.written_by.choices = [*self.written_by.choices, *own]


class AddClaimForm(ActForm):
    """A place in code points, end exclusive; or a sentence, and words of it."""

    start = IntegerField("From character", [Optional()])
    end = IntegerField("To character", [Optional()])
    sentence = SelectField(
        "Sentence",
        choices=[SelectChoice(0, "Choose a sentence")],
        coerce=int,
        default=0,
        validate_choice=False,
    )
    words = StringField("Only these words of it", [_REASON])
    kind = SelectField("Kind", choices=KINDS, default="")

    def offer_sentences(self, sentences: list[tuple[int, str]]) -> None:
        """Fill the list of sentences with (id, words)."""
        own = [SelectChoice(key, words) for key, words in sentences]
        self.sentence.choices = [*self.sentence.choices, *own]

    @property
    def chosen_kind(self) -> ClaimKind | None:
        return ClaimKind(self.kind.data) if self.kind.data else None


class DispositionForm(ActForm):
    disposition = SelectField(
        "Disposition", choices=[SelectChoice(code.value, code.title_text) for code in Disposition]
    )
    reason = TextAreaField("Reason", [_REASON])


class ConflictForm(ActForm):
    reason = TextAreaField(
        "What ties you to this article",
        [InputRequired("Say what ties you to this article."), _REASON],
        id="conflict-reason",
    )
