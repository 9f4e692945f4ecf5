"""What an editor does with a finished round: signs, waives, sends back, takes a signature back."""

from wtforms import (
    BooleanField,
    RadioField,
    SelectChoice,
    SelectField,
    TextAreaField,
)
from wtforms.validators import InputRequired

from review.domain.gates import WAIVABLE
from review.domain.vocabulary import Role
from review.forms.act import ActForm
from review.forms.claims import WORDS


class SignOffForm(ActForm):
    note = TextAreaField(
        "Note to the file", [WORDS], description="Optional. Printed in the legal report."
    )
    # A reminder that the browser insists on; what must hold is said by the gates.
    read = BooleanField(
        "I have read every assessment and where they differ.", render_kw={"required": True}
    )


class SendBackForm(ActForm):
    reason = TextAreaField(
        "Reason, for the reviewers",
        [InputRequired("Say what you want looked at again."), WORDS],
        description="A new round begins. The assessments are kept.",
    )


class ReopenForm(ActForm):
    reason = TextAreaField(
        "Reason",
        [InputRequired("Say why the signature is taken back."), WORDS],
        description="The signature ends and a new round begins; both stay on file.",
    )


class WaiverForm(ActForm):
    gate = SelectField(
        "Gate",
        [InputRequired("Choose the gate.")],
        choices=[SelectChoice(code.value) for code in sorted(WAIVABLE)],
    )
    reason = TextAreaField(
        "Reason", [InputRequired("A waiver needs a reason; every report prints it."), WORDS]
    )


class ConfirmLevelForm(ActForm):
    """Whether level 3 of an accusation stands, said in one role."""

    role = SelectField(
        "You speak as",
        [InputRequired("Say in which role you speak.")],
        choices=[SelectChoice(role.value, role.title_text) for role in (Role.EDITOR, Role.LEGAL)],
    )
    confirmed = RadioField(
        "Does level 3 stand",
        [InputRequired("Say whether level 3 stands.")],
        choices=[SelectChoice("yes", "It stands"), SelectChoice("no", "It does not")],
    )
    reason = TextAreaField(
        "Reason", [InputRequired("Say why; it stands in the legal report."), WORDS]
    )
