"""What a file's properties are worth: programs fill them in, so stock values say nothing."""

import re
from datetime import date, datetime

_STOCK = re.compile(
    r"(?:microsoft )?office user|user|admin(?:istrator)?|unknown|untitled|anonymous|author|title"
    r"|windows user|document\d*|microsoft word - .*|.*\.(?:docx?|odt|pdf|rtf|indd|txt)",
    re.I,
)


def stated_name(value: object) -> str:
    """A title or a name, or an empty string where the value is a program's own."""
    name = str(value or "").strip()
    return "" if _STOCK.fullmatch(name) else name


def stated_day(value: object) -> date | None:
    """The day on which a file says it was made."""
    return value.date() if isinstance(value, datetime) else None
