"""Signing in, and setting a password."""

from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from review.forms.act import ActForm
from review.forms.plain import PlainForm

LONGEST_PASSWORD = 1024


class SignInForm(PlainForm):
    email = EmailField(
        "E-mail",
        [InputRequired("Enter your e-mail address."), Length(max=254, message="This is too long.")],
    )
    password = PasswordField(
        "Password",
        [
            InputRequired("Enter your password."),
            Length(max=LONGEST_PASSWORD, message="This is too long."),
        ],
    )
    code = StringField("Code from your app", [Length(max=16, message="A code has six figures.")])


class NewPasswordForm(ActForm):
    """A link that was sent, used to set a password; typed once, and shown on request."""

    new_password = PasswordField("New password", [InputRequired("Choose a password.")])


class ChangePasswordForm(NewPasswordForm):
    password = PasswordField(
        "Present password",
        [
            InputRequired("Enter the password you have now."),
            Length(max=LONGEST_PASSWORD, message="This is too long."),
        ],
    )


class CodeForm(ActForm):
    """One code from the app, to turn codes on or off."""

    code = StringField(
        "Code from your app",
        [
            InputRequired("Enter the six figures that the app shows."),
            Length(max=16, message="A code has six figures."),
        ],
    )
