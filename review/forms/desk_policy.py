"""The desk's policy, as an editor sets it."""

from wtforms import BooleanField, IntegerField, TextAreaField
from wtforms.validators import InputRequired, Length

from review.forms.act import ActForm

_WORDS = Length(max=4000, message="Keep it under 4000 characters.")
_NUMBER = InputRequired("Enter a number.")


class DeskPolicyForm(ActForm):
    lease_minutes = IntegerField("Minutes a claim is held without work on it", [_NUMBER])
    assessments = IntegerField("Assessments a claim needs", [_NUMBER])
    accusation_assessments = IntegerField("Assessments an accusation needs", [_NUMBER])
    reply_waiver_allowed = BooleanField("An editor may waive the right of reply, with a reason")
    reports_name_people = BooleanField("Reports name who checked and who signed")
    split_by_itself = BooleanField("Make a claim of each fact of a sentence that states several")
    method = TextAreaField("Method", [_WORDS], default="")
    corrections = TextAreaField("Corrections", [_WORDS], default="")
    funding = TextAreaField("Who runs and pays for the newsroom", [_WORDS], default="")
    reason = TextAreaField("Reason for the change", [_WORDS], default="")
