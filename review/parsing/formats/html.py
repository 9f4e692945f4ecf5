"""Web pages: the article on the page without what stands around it, by trafilatura."""

import re
from datetime import date
from typing import Any

import trafilatura

from review.parsing.decoding import decode_html
from review.parsing.document import ReadDocument
from review.parsing.errors import Unreadable, UnreadableCode
from review.parsing.formats.plain import encoding_notes

_TAG = re.compile(r"<[a-zA-Z!?/]")
_CAPTION = re.compile(r"<figcaption(?:\s[^>]*)?>", re.I)
_CAPTION_END = re.compile(r"</figcaption\s*>", re.I)
_BREAK = re.compile(r"<br\s*/?>\s*(?=(?P<next>[^\W\d_]))", re.I)
_SAMPLE = (
    b"<!doctype html><html lang='en'><head><title>Fares doubled</title></head><body><article>"
    b"<h1>Fares doubled</h1><p>By Edda Lorn, 3 May 2024</p>"
    + b"<p>Fares in Vantoria doubled in 2025, and <a href='/b'>nobody</a> knew.</p>" * 9
    + b"</article></body></html>"
)
_LANGUAGE = re.compile(
    r"<html[^>]{0,500}?\slang\s*=\s*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)", re.I
)


def warm() -> None:
    """Read a small page: what the parser makes ready on first use is then ready in each child."""
    read(_SAMPLE)


def read(data: bytes) -> ReadDocument:
    page, encoding = decode_html(data)
    if not _TAG.search(page):
        raise Unreadable(
            UnreadableCode.WRONG_TYPE,
            "By its name this file is a web page, but it holds plain text.",
            "If that is meant, rename it to end in .txt.",
        )
    found = _extract(page)
    if found is None:
        return ReadDocument("")
    text, notes = _with_title(found.text or "", found.title or "")
    return ReadDocument(
        text,
        title=found.title or "",
        byline=found.author or "",
        publisher=found.sitename or "",
        published_on=date.fromisoformat(found.date) if found.date else None,
        language=_language(page),
        notes=encoding_notes(encoding) + notes,
    )


def _extract(page: str) -> Any:  # trafilatura has no types of its own
    return trafilatura.bare_extraction(
        _prepared(page),
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        # Only dates that the page states about itself; none guessed from its words.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )


def _prepared(page: str) -> str:
    """Mend what would cost the article words or tear its sentences.

    A caption goes with its picture unless it is a paragraph; a line break inside
    a sentence would end it; a page that does not say "html" is taken for none.
    """
    page = _CAPTION_END.sub("</p>", _CAPTION.sub("</figure><p>", page))
    page = _BREAK.sub(lambda found: " " if found["next"].islower() else found[0], page)
    return page if "html" in page[:50].lower() else f"<html>{page}"


def _with_title(text: str, title: str) -> tuple[str, tuple[str, ...]]:
    """Headlines are checked like any sentence, so one left outside the article is put above it."""
    paragraphs = "\n\n".join(text.split("\n"))
    if not text or not title or _words(title) in _words(text[:1000]):
        return paragraphs, ()
    return f"{title}\n\n{paragraphs}", ("The page's headline was put above the text.",)


def _words(text: str) -> str:
    return " ".join(text.casefold().split())


def _language(page: str) -> str | None:
    found = _LANGUAGE.search(page[:4096])
    return found[1] if found else None
