"""What reading a document gives."""

import json
from dataclasses import asdict, dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """Text in canonical form, and what the document says about itself.

    The title stays in the text where it stood: `title` points it out, it does
    not cut it out. `notes` are sentences for the person who imports. Language
    is a BCP 47 tag as the document gives it, not a guess.
    """

    text: str
    title: str = ""
    byline: str = ""
    publisher: str = ""
    published_on: date | None = None
    language: str | None = None
    media_type: str = "text/plain"
    notes: tuple[str, ...] = ()


def to_json(document: ReadDocument) -> str:
    return json.dumps(asdict(document), default=date.isoformat)


def from_json(text: str | bytes) -> ReadDocument:
    values = json.loads(text)
    day = values["published_on"]
    values["published_on"] = date.fromisoformat(day) if day else None
    values["notes"] = tuple(values["notes"])
    return ReadDocument(**values)
