"""What the first lines of a text say about it: title, byline, date.

Careful on purpose: a line that does not plainly say what it is, says nothing.
Nothing is taken out of the text.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date

_MONTHS = [name.lower() for name in calendar.month_name if name]
_MONTH = "|".join(f"{name}|{name[:3]}" for name in _MONTHS)
_DATES = (
    re.compile(r"\b(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)"),
    re.compile(r"\b(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})\b"),
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?P<m>{_MONTH})\.?,? (?P<y>\d{{4}})\b", re.I),
    re.compile(rf"\b(?P<m>{_MONTH})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?, (?P<y>\d{{4}})\b", re.I),
)
_AROUND_DATE = re.compile(
    r"(?:published|posted|date|dated|updated)?(?: on)?[:,]?\s*|\W*|.*\|\s*", re.I
)
_DATELINE = re.compile(r"^[^\W\d_][\w .'’,-]{1,40}?[,(] *$")
_BYLINE = re.compile(r"(?:by|by:|author:|von|par|por|автор:|текст:)\s+(?P<name>[^|\d]{2,80})", re.I)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [\w.'’-]+){0,7}(?:,? (?:and|und|et|y|и|та) .+|, .+)?")
_STARTS_TITLE = re.compile(r"[\w“\"«„‘']")
_LINES_READ = 8
_TITLE_MOST = 160


@dataclass(frozen=True, slots=True)
class Opening:
    title: str = ""
    byline: str = ""
    published_on: date | None = None


def read_opening(text: str) -> Opening:
    lines = [line.strip() for line in text[:4000].split("\n") if line.strip()][:_LINES_READ]
    byline = next((name for name in map(byline_in, lines[:5]) if name), "")
    dated = next((day for day in map(date_in, lines[:6]) if day), None)
    return Opening(_title(lines), byline, dated)


def _title(lines: list[str]) -> str:
    if len(lines) < 2 or len(lines[0]) > _TITLE_MOST or lines[0][-1] in ".,;:…-—–":
        return ""
    if byline_in(lines[0]) or date_in(lines[0]) or not _STARTS_TITLE.match(lines[0]):
        return ""
    return lines[0]


def byline_in(line: str) -> str:
    """The name in a line such as "By Ilan Maresk, 3 May 2024"; empty for any other line."""
    found = _BYLINE.match(line)
    if found is None or len(line) > 120:
        return ""
    name = found["name"].strip(" ,;\t–—-")
    name = re.sub(rf",? *\b(?:{_MONTH})$", "", name, flags=re.I)
    is_name = name[:1].isupper() and name[-1:] not in ".!?:" and _NAME.fullmatch(name)
    return name if is_name else ""


def date_in(line: str) -> date | None:
    """The date of a line that is a date, a byline with one, or begins with a dateline."""
    for pattern in _DATES:
        found = pattern.search(line)
        if found and _is_dateline(line, found):
            return _date(found)
    return None


def _is_dateline(line: str, found: re.Match[str]) -> bool:
    before, after = line[: found.start()], line[found.end() :]
    if byline_in(line):
        return True
    if _AROUND_DATE.fullmatch(before) and len(after) < 40 and not after.rstrip().endswith("."):
        return True
    return bool(_DATELINE.match(before)) and after.lstrip(") ").startswith(("—", "–", "-", ":"))


def _date(found: re.Match[str]) -> date | None:
    month = found["m"].lower()
    number = (
        int(month)
        if month.isdigit()
        else next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(month[:3]))
    )
    try:
        return date(int(found["y"]), number, int(found["d"]))
    except ValueError:
        return None
