"""From what a person gives, a file, a link or pasted words, to an article ready to be stored.

Nothing here touches the database, so that no transaction is open while a file is read or a site
answers. The steps are named, so that a page can say how far it has come.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from review.capture.addresses import parse_allow
from review.capture.extract import extract_text
from review.capture.fetch import fetch
from review.capture.limits import FetchLimits
from review.domain.errors import Invalid
from review.intake.finding import find_apart
from review.intake.limits import DEFAULT
from review.intake.reading import read_document, read_pasted
from review.parsing.document import ReadDocument
from review.services.articles import About, Prepared, prepare
from review.text.worth import SHIPPED, Weights

# One byte more than may be read: enough to know that a file is too large.
MOST_BYTES = DEFAULT.file_bytes + 1
LINK_LIMITS = FetchLimits()


class Step(StrEnum):
    """What an import does, in order."""

    READ = "read"
    CLAIMS = "claims"


@dataclass(frozen=True, slots=True)
class Given:
    """Exactly one of pasted text, a file with its name, and a link."""

    text: str = ""
    file: bytes | None = None
    file_name: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read, and what its source says about itself. `notes` are for who imports it."""

    text: str
    about: About
    notes: tuple[str, ...] = ()


def read(given: Given, *, allow: str = "") -> Read:
    """Read what was given. Raises Invalid, with the field's name, when it cannot be read.

    `allow` is the setting that opens single private addresses to the fetcher.
    """
    field = _which(given)
    try:
        if given.file is not None:
            return _from(read_document(given.file, given.file_name), file_name=given.file_name)
        if field == "url":
            return _from_link(given.url.strip(), allow)
        return _from(read_pasted(given.text))
    except Invalid as refused:
        message = f"{refused.message} {refused.remedy}".strip()
        raise Invalid(refused.message, refused.remedy, {field: message}) from refused


def _which(given: Given) -> str:
    named = {
        "text": bool(given.text.strip()),
        "file": given.file is not None,
        "url": bool(given.url.strip()),
    }
    chosen = [name for name, there in named.items() if there]
    if not chosen:
        raise Invalid("", fields={"text": "Paste the text, choose a file, or give a link."})
    if len(chosen) > 1:
        message = "Give one thing only: the text, a file, or a link. Empty the other fields."
        raise Invalid("", fields=dict.fromkeys(chosen, message))
    return chosen[0]


def _from_link(url: str, allow: str) -> Read:
    with fetch(url, allow=parse_allow(allow), limits=LINK_LIMITS) as snapshot:
        if snapshot.status >= 400:
            raise Invalid(
                f"The site answered {snapshot.status} instead of the page.",
                "Open the link in a browser, and paste the text or save the page as a file.",
            )
        document = extract_text(snapshot.body.file, snapshot.media_type, snapshot.final_url)
    return _from(document, url=snapshot.final_url)


def _from(document: ReadDocument, *, file_name: str = "", url: str = "") -> Read:
    about = About(
        title=document.title,
        byline=document.byline,
        publisher=document.publisher,
        published_on=document.published_on,
        language=_primary(document.language or ""),
        url=url,
        original_name=file_name,
        media_type=document.media_type,
    )
    return Read(document.text, about, document.notes)


def _primary(tag: str) -> str:
    """The two-letter language of a BCP 47 tag: "en-GB" is "en", and "eng" is told from the text."""
    code = tag.replace("_", "-").partition("-")[0].strip().lower()
    return code if code.isalpha() and len(code) == 2 else ""


def named(found: Read, typed: About) -> Read:
    """Let what a person typed stand before what was read."""
    about = found.about
    return replace(
        found,
        about=replace(
            about,
            title=typed.title or about.title,
            byline=typed.byline or about.byline,
            publisher=typed.publisher or about.publisher,
            published_on=typed.published_on or about.published_on,
            language=typed.language or about.language,
        ),
    )


def looked_through(found: Read, weights: Weights = SHIPPED, *, tagged: bool = False) -> Prepared:
    """Find the claims, in a process apart. Raises Invalid for no text or too much of it.

    `weights` is what the desk has learned and chosen to use (`review.queries.weights`); `tagged`
    is the setting that asks for the tagger of the extra `nlp`.
    """
    return prepare(found.text, found.about, partial(find_apart, weights=weights, tagged=tagged))
