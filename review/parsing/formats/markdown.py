"""Markdown to plain text: marks go, words stay, headings stay on lines of their own.

Every repetition between two marks has a bound, so that no text makes a pattern run for ever.
"""

import contextlib
import re
from datetime import date

from review.parsing.decoding import decode
from review.parsing.document import ReadDocument
from review.parsing.formats.plain import encoding_notes

_FRONT = re.compile(r"\A---\s*\n(?P<fields>.*?)\n(?:---|\.\.\.)\s*\n", re.DOTALL)
_FIELD = re.compile(
    r"^(?P<name>title|author|publisher|date|lang|language):[ \t]*(?P<value>.+)$", re.M
)
_EMPHASIS = re.compile(
    r"(?<![\w\\])(?P<m>\*{1,3}|_{1,3})(?=\S)(?P<words>[^\n*_]{1,1000}?)(?<=\S)(?P=m)(?!\w)"
)
_UNDERLINE = re.compile(r"^ {0,3}(?:=+|-{2,})[ \t]*$\n?", re.M)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(?P<words>.*?)[ \t#]*$", re.M)
_RULES = (
    (re.compile(r"^ {0,3}(?:```|~~~).*$\n?", re.M), ""),
    (re.compile(r"^ {0,3}(?:[*_] *){3,}$\n?", re.M), ""),
    (_UNDERLINE, ""),
    (re.compile(r"^(?: {0,3}> ?)+", re.M), ""),
    (re.compile(r"!\[(?P<words>[^\]\n]{0,500})\]\([^)\n]{0,2000}\)"), r"\g<words>"),
    (re.compile(r"\[(?P<words>[^\]\n]{1,500})\]\([^)\n]{0,2000}\)"), r"\g<words>"),
    (re.compile(r"<(?P<words>https?://[^>\s]{1,2000})>"), r"\g<words>"),
    (_EMPHASIS, r"\g<words>"),
    (re.compile(r"(?<!\\)`+(?P<words>[^`\n]{1,1000})`+"), r"\g<words>"),
    (re.compile(r"\\(?P<words>[!-/:-@\[-`{-~])"), r"\g<words>"),
)


def read(data: bytes) -> ReadDocument:
    raw, encoding = decode(data)
    raw = raw.replace("\r\n", "\n")
    front = _FRONT.match(raw)
    fields = _fields(front["fields"]) if front else {}
    body = raw[front.end() :] if front and fields else raw
    heading = _HEADING.search(body)
    return ReadDocument(
        to_plain(body),
        title=fields.get("title") or (to_plain(heading["words"]) if heading else ""),
        byline=fields.get("author", ""),
        publisher=fields.get("publisher", ""),
        published_on=_date(fields.get("date", "")),
        language=fields.get("language") or fields.get("lang"),
        notes=encoding_notes(encoding),
    )


def to_plain(text: str) -> str:
    text = _HEADING.sub(r"\g<words>", text)
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def _fields(block: str) -> dict[str, str]:
    return {found["name"]: found["value"].strip(" \t'\"") for found in _FIELD.finditer(block)}


def _date(value: str) -> date | None:
    with contextlib.suppress(ValueError):
        return date.fromisoformat(value[:10])
    return None
