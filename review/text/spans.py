"""A stretch of text, counted in code points, end exclusive."""

from typing import NamedTuple


class Span(NamedTuple):
    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words this span covers."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> "Span":
        return Span(self.start + by, self.end + by)


def trimmed(text: str, start: int, end: int) -> Span:
    """Return the span without blanks at its ends; an all-blank one shrinks to nothing."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return Span(start + left, max(start + left, end - (len(piece) - len(piece.rstrip()))))
