"""What is filled in to change which words a claim is."""

from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from review.domain.vocabulary import ClaimKind
from review.forms.act import ActForm
from review.forms.articles import KINDS

_WORDS = Length(max=10_000, message="Keep it under 10,000 characters.")


class RewordForm(ActForm):
    """The new place in code points, end exclusive; or the words, as they stand in the text."""

    start = IntegerField("From character", [Optional()])
    end = IntegerField("To character", [Optional()])
    words = StringField("The words, exactly as they stand in the article", [_WORDS])
    kind = SelectField("Kind", choices=KINDS, default="")

    @property
    def chosen_kind(self) -> ClaimKind | None:
        return ClaimKind(self.kind.data) if self.kind.data else None


class SplitForm(ActForm):
    pieces = TextAreaField(
        "Pieces, each on a line of its own", [InputRequired("Put each piece on a line."), _WORDS]
    )

    @property
    def lines(self) -> list[str]:
        return [line for line in (self.pieces.data or "").splitlines() if line.strip()]


class MergeForm(ActForm):
    other = RadioField(
        "Merge with", [InputRequired("Choose the other claim.")], coerce=int, validate_choice=False
    )

    def offer(self, neighbours: list[tuple[int, str]]) -> None:
        """Fill the list of claims with (id, words)."""
        self.other.choices = list(neighbours)
