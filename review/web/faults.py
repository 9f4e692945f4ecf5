"""What is wrong with a form, flattened, so that a page can list it and link to each field."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask
from wtforms import Field, FieldList, FormField
from wtforms.form import BaseForm


@dataclass(frozen=True)
class Fault:
    """One message; `field_id` is the id to link to, None where the form as a whole is meant."""

    field_id: str | None
    message: str


def faults(form: BaseForm) -> tuple[Fault, ...]:
    """Every message of a validated form in the order of the page, nested forms included."""
    own = (Fault(None, str(message)) for message in form.form_errors)
    return (*own, *(fault for field in form for fault in _of_field(field)))


def _of_field(field: Field) -> Iterator[Fault]:
    if isinstance(field, FormField):
        yield from faults(field.form)
    elif isinstance(field, FieldList):
        # A list keeps its entries' messages as lists among its own, which are plain.
        yield from (Fault(field.id, str(own)) for own in field.errors if isinstance(own, str))
        for entry in field.entries:
            yield from _of_field(entry)
    else:
        yield from (Fault(field.id, str(message)) for message in field.errors)


def register(app: Flask) -> None:
    app.add_template_filter(faults)
