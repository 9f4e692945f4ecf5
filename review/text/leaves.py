"""A long text in leaves that each fit on a page, ending with a line where they can."""

from collections.abc import Sequence

from review.text.spans import Span

LENGTH = 20_000


def leaves(text: str) -> Sequence[Span]:
    """Cut a text at the first line end behind each 20,000 code points.

    A line of more than twice that is cut where it is. The leaves make up the whole text.
    """
    found, start = [], 0
    while len(text) - start > 2 * LENGTH:
        line = text.find("\n", start + LENGTH, start + 2 * LENGTH)
        end = line + 1 if line >= 0 else start + 2 * LENGTH
        found.append(Span(start, end))
        start = end
    return [*found, Span(start, len(text))]
