"""A text as people compare it, with the way back to its own places.

Printing changes marks, dashes, blanks and ligatures, and breaks words at the end of a line. None of
that makes other words of it.
"""

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass

from review.text.spans import Span

_MARKS = "\"'`´‘’‚‛“”„‟«»‹›′″＂＇"
_DASHES = "‐‑‒–—―−﹘﹣－"
_BLANKS = "\t\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_LINE_ENDS = "\u2028\u2029"
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff"
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SHY = "\xad"
_SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys(_MARKS, "'"),
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_BLANKS, " "),
        **dict.fromkeys(_LINE_ENDS, "\n"),
        **dict.fromkeys(_UNSEEN, _SHY),
    }
)
_UNEVEN = re.compile(
    r"(?<=[^\W\d_])[-\xad]\n(?=[^\W\d_])"  # a word broken at the end of a line
    r"|[ \n]{2,}[ \n\xad]*|[ \n]?\xad[ \n\xad]*"
    r"|-{2,}|'{2,}|[ﬀ-ﬆ]"
)
# A capital I with a dot is the one letter whose small form is longer than itself.
_SMALL = str.maketrans({"İ": "i", "ς": "σ"})


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is folded. Stretches of it begin `at` these places and stand at `to` in the original.

    By turns a stretch is as long as its original, and stands for another of any length.
    """

    text: str
    at: "array[int]"
    to: "array[int]"

    def back(self, span: Span) -> Span:
        """The place in the original of a stretch that is not empty."""
        return Span(self._of(span.start).start, self._of(span.end - 1).end)

    def _of(self, place: int) -> Span:
        stretch = bisect_right(self.at, place) - 1
        if stretch % 2:
            return Span(self.to[stretch], self.to[stretch + 1])
        start = self.to[stretch] + place - self.at[stretch]
        return Span(start, start + 1)

    def small(self) -> "Folded":
        """The same without capitals."""
        return Folded(self.text.translate(_SMALL).lower().translate(_SMALL), self.at, self.to)


def fold(text: str) -> Folded:
    """Fold quotation marks, dashes, blanks, unseen characters, ligatures and broken words."""
    even = text.translate(_SAME_LENGTH)
    pieces: list[str] = []
    at, to, length, done = array("L", [0]), array("L", [0]), 0, 0
    for met in _UNEVEN.finditer(even):
        before, instead = even[done : met.start()], _instead(met.group())
        pieces += (before, instead)
        at.extend((length + len(before), length + len(before) + len(instead)))
        to.extend(met.span())
        length, done = at[-1], met.end()
    pieces.append(even[done:])
    return Folded("".join(pieces).replace("\n", " "), at, to)


def _instead(found: str) -> str:
    if found in _LIGATURES:
        return _LIGATURES[found]
    if found in {"-\n", "\xad\n"}:
        return ""
    if found[0] in "-'":
        return found[0]
    return " " if found.strip(_SHY) else ""
