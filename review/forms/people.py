"""What an administrator does about people, and a person about their own desks and sessions."""

from wtforms import (
    EmailField,
    IntegerField,
    RadioField,
    SelectChoice,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length

from review.domain.vocabulary import Role
from review.forms.act import ActForm

ROLES = [SelectChoice(role.value, role.title_text) for role in Role]


class InviteForm(ActForm):
    name = StringField("Name", [InputRequired("Give the person's name.")])
    email = EmailField("E-mail", [InputRequired("Give the person's e-mail address.")])
    role = RadioField("Role", [InputRequired("Choose a role.")], choices=ROLES, coerce=str)


class RoleForm(ActForm):
    """A role to give or to end."""

    role = RadioField("Role", [InputRequired("Choose a role.")], choices=ROLES, coerce=str)


class AccountReasonForm(ActForm):
    """An act on a person's account that is not done without a reason."""

    reason = TextAreaField(
        "Reason",
        [
            InputRequired("Say why; it is kept in the ledger."),
            Length(max=2000, message="Keep it under 2000 characters."),
        ],
    )


class DeskChoiceForm(ActForm):
    desk = IntegerField("Desk", [InputRequired("Choose a desk.")])
