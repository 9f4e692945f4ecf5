"""Finding typed words in the article, for those who type rather than select.

A line break counts as a blank on both sides, since a form may turn one into the other.
"""

from collections.abc import Sequence

from review.text.canonical import canonical_text
from review.text.spans import Span


def locate(text: str, words: str, near: Span) -> Span | None:
    """The place of `words` closest to the start of `near`, or None where they do not stand."""
    wanted, plain = _plain(canonical_text(words)).strip(), _plain(text)
    if not wanted:
        return None
    after = plain.find(wanted, near.start)
    before = plain.rfind(wanted, 0, near.start + len(wanted))
    places = [place for place in (after, before) if place >= 0]
    start = min(places, key=lambda place: abs(place - near.start), default=None)
    return None if start is None else Span(start, start + len(wanted))


def locate_in_order(text: str, pieces: Sequence[str], within: Span) -> list[Span]:
    """The places of `pieces` inside `within`, one after the other.

    Raises ValueError, with a sentence for the person who typed, at the first that does not stand.
    """
    plain, places, at = _plain(text), [], within.start
    for piece in pieces:
        wanted = _plain(canonical_text(piece)).strip()
        start = plain.find(wanted, at, within.end)
        if start < 0:
            raise ValueError(f"These words do not stand in the claim, in this order: “{wanted}”.")
        at = start + len(wanted)
        places.append(Span(start, at))
    return places


def _plain(text: str) -> str:
    return text.replace("\n", " ").replace("\t", " ")
