"""What is filled in to put right what the finder saw of a claim."""

from wtforms import IntegerField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from review.domain.vocabulary import CheckpointKind, ClaimKind
from review.forms.act import ActForm
from review.forms.row_id import RowIdField

_LINE = Length(max=500, message="Keep it under 500 characters.")
_WORDS = Length(max=5000, message="Keep it under 5000 characters.")


class KindForm(ActForm):
    """Another kind, an accusation or none among them."""

    kind = SelectField(
        "Kind", choices=[SelectChoice(kind.value, kind.title_text) for kind in ClaimKind]
    )


class SourceForm(ActForm):
    """Who says so, and through whom it came; both empty for the article's own voice."""

    attributed_to = StringField("Who says so", [_LINE])
    chain = TextAreaField("From whom they have it, a name a line", [_WORDS])

    @property
    def names(self) -> list[str]:
        return (self.chain.data or "").splitlines()


class AddCheckpointForm(ActForm):
    """The place in code points of the article, end exclusive; or words of the claim."""

    start = IntegerField("From character", [Optional()])
    end = IntegerField("To character", [Optional()])
    words = StringField("Words of the claim", [_WORDS])
    kind = SelectField(
        "What they are",
        choices=[
            SelectChoice("", "As the words tell"),
            *(SelectChoice(kind.value, kind.title_text) for kind in CheckpointKind),
        ],
        default="",
    )

    @property
    def chosen_kind(self) -> CheckpointKind | None:
        return CheckpointKind(self.kind.data) if self.kind.data else None


class RemoveCheckpointForm(ActForm):
    point = RowIdField("Checkpoint", [InputRequired("Choose the checkpoint.")])
