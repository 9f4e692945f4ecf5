"""Forms that stand on one page: each field keeps its name and gets an id of its own."""

from typing import TypeVar

from review.forms.act import ActForm

Form = TypeVar("Form", bound=ActForm)


def with_ids(form: Form, stem: str) -> Form:
    """Give every field, and its label, the id `stem-name`. Names, which are sent, stay."""
    for field in form:
        field.id = f"{stem}-{field.name}"
        if field.label.field_id:
            field.label.field_id = field.id
    return form
