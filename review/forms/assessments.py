"""The assessment as its holder types it: as a form, as a draft, and as what is handed in."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length

from review.domain.assessment import Submission, from_plain, to_plain
from review.domain.indicators import CODES
from review.domain.vocabulary import (
    Answer,
    InfoDigit,
    Recommendation,
    SourceLetter,
    Stance,
    Verdict,
)
from review.forms.act import ActForm
from review.forms.claims import WORDS

LINE = Length(max=500, message="Keep it to one line of 500 characters.")
_WORDS = ("verdict", "recommendation", "new_wording", "reason", "digit", "digit_reason")
_PARTS = {"letter": "letter", "digit": "digit", "stance": "stance", "why": "reason"}
_OF_SHEET = {
    "": "answer",
    "_reason": "reason",
    "_for": "evidence_for",
    "_against": "evidence_against",
}
_OF_PIECE = re.compile(r"(letter|digit|stance|why)-(\d{1,18})")
_NUMBER = re.compile(r"\d{1,18}")
VERDICTS = [SelectChoice(code.value, code.title_text) for code in Verdict]
RECOMMENDATIONS = [SelectChoice(code.value, code.title_text) for code in Recommendation]
DIGITS = [SelectChoice(str(code.value), f"{code.value}, {code.title_text}") for code in InfoDigit]


class AssessmentForm(ActForm):
    """What is missing is said by the service, so that a half-filled form is never an error here.

    `version` carries the revision of the claim's words. `boxes` tells a form that has its boxes
    unticked from one that has none.
    """

    verdict = RadioField("Verdict", choices=VERDICTS, validate_choice=False)
    recommendation = RadioField("Recommendation", choices=RECOMMENDATIONS, validate_choice=False)
    new_wording = TextAreaField("New wording", [WORDS])
    digit = SelectField("The claim as a whole", choices=DIGITS, validate_choice=False)
    digit_reason = StringField("Why this digit", [LINE])
    reason = TextAreaField("Reason", [WORDS], description="What the evidence bears, and what not.")
    sheet_read = BooleanField("I have looked at the indicator sheet.")


def assessment_form(pieces: Sequence[int]) -> type[AssessmentForm]:
    """The form with letter, digit, stance and why for each of these pieces of evidence."""
    fields: dict[str, Any] = {}
    for key in pieces:
        fields |= {
            f"letter-{key}": _select([SelectChoice(code.value) for code in SourceLetter]),
            f"digit-{key}": _select([SelectChoice(str(code.value)) for code in InfoDigit]),
            f"stance-{key}": _select([SelectChoice(c.value, c.title_text) for c in Stance]),
            f"why-{key}": StringField(validators=[LINE]),
        }
    return type("AssessmentForm", (AssessmentForm,), fields)


def _select(choices: list[Any]) -> SelectField:
    return SelectField(choices=[SelectChoice("", "–"), *choices], validate_choice=False)


def prefilled(given: Submission) -> dict[str, Any]:
    """Field names to values, for showing a draft."""
    plain = to_plain(given)
    shown: dict[str, Any] = {name: plain[name] for name in _WORDS}
    shown["sheet_read"] = given.sheet_read
    for key, grade in plain["grades"].items():
        shown |= {f"{name}-{key}": grade[part] or "" for name, part in _PARTS.items()}
    return shown


def merged(
    sent: MultiDict[str, str],
    kept: Submission,
    *,
    pieces: Collection[int],
    points: Collection[int],
) -> Submission:
    """What was kept, with whatever was sent put over it; a field that is not sent stays.

    Answers to indicators are sent under their codes (`E1`, `E1_reason`, `E1_for`, `E1_against`).
    Grades of pieces and ticks of checkpoints that are not on the claim are left out.
    """
    plain = to_plain(kept)
    plain |= {name: sent[name] for name in _WORDS if name in sent}
    for name, value in sent.items():
        if found := _OF_PIECE.fullmatch(name):
            plain["grades"].setdefault(found[2], {})[_PARTS[found[1]]] = value
    plain["indicators"] = _sheet(sent, plain["indicators"])
    if "boxes" in sent or "ticked" in sent:
        plain["ticked"] = [text for text in sent.getlist("ticked") if _NUMBER.fullmatch(text)]
    if "boxes" in sent or "sheet_read" in sent:
        plain["sheet_read"] = sent.get("sheet_read", "") not in {"", "false", "False", "0"}
    plain["grades"] = {k: v for k, v in plain["grades"].items() if int(k) in pieces}
    plain["ticked"] = [point for point in map(int, plain["ticked"]) if point in points]
    return from_plain(plain)


def _sheet(sent: MultiDict[str, str], kept: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Answers to indicators, those that say anything."""
    found = {}
    for code in CODES:
        said = {part: sent[code + end] for end, part in _OF_SHEET.items() if code + end in sent}
        whole = {**kept.get(code, {}), **said}
        if any(value and value != Answer.UNKNOWN for value in whole.values()):
            found[code] = whole
    return found


def of_json(body: Any) -> MultiDict[str, str]:
    """The same fields out of a JSON object; null stands for an empty field, a list for several."""
    sent: MultiDict[str, str] = MultiDict()
    for name, value in body.items() if isinstance(body, dict) else ():
        for one in value if isinstance(value, list) else [value]:
            sent.add(str(name), "" if one is None else _storable(str(one)))
        if value == []:
            sent.add(str(name), "")
    return sent


def _storable(text: str) -> str:
    """JSON can spell what no database or page takes: the character zero, and half a pair."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
