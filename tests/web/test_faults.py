from werkzeug.datastructures import MultiDict
from wtforms import FieldList, Form, FormField, StringField
from wtforms.validators import DataRequired, Length

from review.web.faults import Fault, faults


class Line(Form):
    why = StringField(validators=[DataRequired("Say why")])


class Sheet(Form):
    title = StringField(validators=[DataRequired("Give a title")])
    first = FormField(Line)
    lines = FieldList(FormField(Line), max_entries=2)
    words = FieldList(StringField(validators=[Length(max=3, message="Too long")]))


def validated(**typed: str) -> Sheet:
    form = Sheet(MultiDict(typed))
    form.validate()
    return form


def test_every_fault_names_the_field_to_go_to_in_the_order_of_the_page() -> None:
    form = validated(**{"lines-0-why": "seen", "lines-1-why": "", "words-0": "long"})
    assert faults(form) == (
        Fault("title", "Give a title"),
        Fault("first-why", "Say why"),
        Fault("lines-1-why", "Say why"),
        Fault("words-0", "Too long"),
    )


def test_a_fault_of_the_whole_form_comes_first_and_links_nowhere() -> None:
    form = validated(title="Given", **{"first-why": "seen"})
    form.form_errors.append("The claim changed meanwhile")
    assert faults(form) == (Fault(None, "The claim changed meanwhile"),)


def test_a_fault_of_a_list_itself_is_kept() -> None:
    form = validated(title="Given", **{"first-why": "seen"})
    form.lines.errors = ["Too many lines"]
    assert faults(form) == (Fault("lines", "Too many lines"),)


def test_a_sound_form_has_no_faults() -> None:
    assert faults(validated(title="Given", **{"first-why": "seen"})) == ()
