"""A number typed or sent that names a row: one that no row can have is refused in words."""

from typing import Any

from wtforms import IntegerField

LARGEST_ID = 2**31 - 1
NOTHING = "There is nothing with this number."


class RowIdField(IntegerField):  # type: ignore[misc]
    """An id, or None where nothing or nothing possible was sent."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist and valuelist[0]:
            self.data: int | None = None
            self.data = row_id(valuelist[0])


def row_id(value: Any) -> int:
    """Read an id. Raises ValueError for what cannot be one."""
    text = str(value)
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_ID))):
        raise ValueError(NOTHING)
    if not 0 < int(text) <= LARGEST_ID:
        raise ValueError(NOTHING)
    return int(text)
