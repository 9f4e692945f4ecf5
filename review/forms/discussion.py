"""The forms around a claim: a remark, an answer to a query, a request for a reply, its answer."""

from wtforms import (
    DateTimeLocalField,
    RadioField,
    SelectChoice,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from review.domain.vocabulary import CommentKind
from review.forms.act import ActForm

WORDS = Length(max=10_000, message="Keep it under 10,000 characters.")
LINE = Length(max=500, message="Keep it under 500 characters.")


class CommentForm(ActForm):
    tab = "discussion"
    text = TextAreaField("Write to the desk", [InputRequired("Write something first."), WORDS])
    kind = RadioField(
        "Kind",
        choices=[
            SelectChoice(CommentKind.NOTE.value, "Note"),
            SelectChoice(CommentKind.QUERY.value, "Query: blocks sign-off until answered"),
        ],
        default=CommentKind.NOTE.value,
    )


class AnswerForm(ActForm):
    tab = "discussion"
    answer = TextAreaField("Answer", [InputRequired("Write the answer first."), WORDS])


class ReplyForm(ActForm):
    tab = "replies"
    asked_of = StringField("Who was asked", [InputRequired("Say who was asked."), LINE])
    channel = StringField(
        "Channel",
        [InputRequired("Say how they were asked."), LINE],
        description="E-mail, phone, letter.",
    )
    question = TextAreaField(
        "What exactly was asked", [InputRequired("Write the question."), WORDS]
    )
    deadline_at = DateTimeLocalField("Answer by (UTC)", [Optional()])


class ReplyAnswerForm(ActForm):
    tab = "replies"
    answer = TextAreaField(
        "Answer", [InputRequired("Write down the answer, or that none came."), WORDS]
    )
    effect = TextAreaField("What it changes in the text", [WORDS])
