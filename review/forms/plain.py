"""Plain words in place of the form library's own, for every form of the house."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms.fields.core import UnboundField

CHOICE, NUMBER = "choose one of what is offered", "write a number, in figures"
# The library's sentence, and ours. Where ours holds no number, the field's name comes before it.
WORDS = {
    "Not a valid choice.": CHOICE,
    "Invalid Choice: could not coerce.": CHOICE,
    "Invalid choice(s): one or more data inputs could not be coerced.": CHOICE,
    "Not a valid integer value.": "write a whole number, in figures",
    "Not a valid decimal value.": NUMBER,
    "Not a valid float value.": NUMBER,
    "Not a valid date value.": "give a day of the calendar",
    "Not a valid datetime value.": "give a day and a time",
    "Not a valid time value.": "give a time, such as 16:00",
    "This field is required.": "this is needed",
    "Invalid input.": "this does not fit here",
    "Invalid email address.": "write an e-mail address",
    "Invalid URL.": "write a web address, with https:// before it",
    "Number must be at least %(min)s.": "Write a number of at least %(min)s.",
    "Number must be at most %(max)s.": "Write a number of at most %(max)s.",
    "Number must be between %(min)s and %(max)s.": "Write a number from %(min)s to %(max)s.",
    "Field must be at least %(min)d characters long.": "Write at least %(min)d characters.",
    "Field cannot be longer than %(max)d characters.": "Use no more than %(max)d characters.",
    "Field must be between %(min)d and %(max)d characters long.": (
        "Write %(min)d to %(max)d characters."
    ),
}


class PlainWords:
    """What the form library takes for a translation, for a field of this name."""

    def __init__(self, matter: str) -> None:
        self.matter = matter

    def gettext(self, string: str) -> str:
        words = WORDS.get(string)
        if words is None:
            return string
        if "%(" in words:
            return words
        return f"{self.matter}: {words}." if self.matter else f"{words.capitalize()}."

    def ngettext(self, _singular: str, plural: str, _n: int) -> str:
        return self.gettext(plural)


class PlainForm(FlaskForm):  # type: ignore[misc]
    """The root of all forms."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        def bind_field(
            self, form: Any, unbound_field: UnboundField, options: dict[str, Any]
        ) -> Any:
            named = unbound_field.kwargs.get("label") or next(iter(unbound_field.args), None)
            words = PlainWords(str(named or ""))
            return super().bind_field(form, unbound_field, {**options, "translations": words})
