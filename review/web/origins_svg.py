"""The origins of a claim's evidence drawn as boxes and arrows: an image, its text beside it.

Origins stand on the left, and what comes from them to the right. What is not attached to the
claim has a dashed edge, a step that nobody is sure of a dashed arrow. Every colour is an
attribute, so that the picture needs no style of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from xml.sax.saxutils import escape

from review.queries.claim_origins import OriginLine, Sort

WIDTH, GAP, DOWN = 196, 40, 16
# The height of a box is that of its two lines of names and of so many lines of words.
NAMES, A_LINE, MOST_LINES = 44, 14, 4
FONT = "system-ui, sans-serif"
LONGEST = 27
DASHED = ' stroke-dasharray="5 4"'


@dataclass(frozen=True, slots=True)
class Inks:
    """Colours of one theme, those of the pages."""

    paper: str
    ink: str
    faint: str
    line: str
    red: str
    red_tint: str


LIGHT = Inks("#ffffff", "#17191c", "#43474e", "#82858b", "#a8201a", "#fcefed")
DARK = Inks("#1a1d21", "#eceae4", "#bfc0be", "#7c8189", "#ff9389", "#351d1c")


def draw(lines: Sequence[OriginLine], inks: Inks) -> str:
    """An SVG document. Names are data: escaped, and cut where the box ends."""
    told = {line.called: wrap(_plain(line.words), LONGEST)[:MOST_LINES] for line in lines}
    tall = NAMES + A_LINE * max(map(len, told.values()), default=1)
    at = _places(lines, tall)
    width = max((x for x, _ in at.values()), default=0) + WIDTH + 4
    height = max((y for _, y in at.values()), default=0) + tall + 4
    arrows = [
        _arrow(at[step.parent], at[line.called], inks, sure=step.known)
        for line in lines
        for step in line.steps
        if step.parent in at
    ]
    boxes = [_box(line, told[line.called], at[line.called], tall, inks) for line in lines]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="{FONT}">'
        f"{''.join(arrows)}{''.join(boxes)}</svg>"
    )


def _places(lines: Sequence[OriginLine], tall: int) -> dict[str, tuple[int, int]]:
    """Upper left corner of each box: a column for each step away from an origin."""
    column = _columns({line.called: [step.parent for step in line.steps] for line in lines})
    used: dict[int, int] = {}
    places = {}
    for line in lines:
        at = column[line.called]
        places[line.called] = (2 + at * (WIDTH + GAP), 2 + used.get(at, 0) * (tall + DOWN))
        used[at] = used.get(at, 0) + 1
    return places


def _columns(parents: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """The longest way to an origin; in a circle, which has none, as far as there are boxes."""
    column = dict.fromkeys(parents, 0)
    for _ in range(min(len(parents), 6)):
        for called, above in parents.items():
            known = [column[one] for one in above if one in column]
            column[called] = min(max(known, default=-1) + 1, 5)
    return column


def _arrow(start: tuple[int, int], end: tuple[int, int], inks: Inks, *, sure: bool) -> str:
    """From the box something comes from to the box that comes from it."""
    x, y, to_x, to_y = start[0] + WIDTH, start[1] + 29, end[0] - 9, end[1] + 29
    middle = (x + to_x) // 2
    return (
        f'<path d="M{x} {y}C{middle} {y} {middle} {to_y} {to_x} {to_y}" fill="none" '
        f'stroke="{inks.line}" stroke-width="1.25"{"" if sure else DASHED}/>'
        f'<path d="M{end[0] - 1} {to_y}l-9 -4.5v9z" fill="{inks.line}"/>'
    )


def _box(
    line: OriginLine, told: Sequence[str], place: tuple[int, int], tall: int, inks: Inks
) -> str:
    x, y = place
    alarming = line.is_origin and line.is_accuser
    edge = inks.red if alarming else inks.ink if line.is_origin else inks.line
    fill = inks.red_tint if alarming else inks.paper
    words = (
        (20, 600, inks.ink, line.called),
        (36, 400, inks.faint, line.source or _unnamed(line)),
        *(
            (50 + A_LINE * at, 400, inks.red if alarming else inks.faint, part)
            for at, part in enumerate(told)
        ),
    )
    texts = "".join(
        f'<text x="{x + 12}" y="{y + down}" font-size="12" font-weight="{weight}" '
        f'fill="{ink}">{escape(_cut(text))}</text>'
        for down, weight, ink, text in words
    )
    stroke = 2 if line.is_origin else 1
    dashes = "" if line.sort is Sort.ATTACHED else DASHED
    return (
        f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{tall}" rx="2" fill="{fill}" '
        f'stroke="{edge}" stroke-width="{stroke}"{dashes}/>{texts}'
    )


def _unnamed(line: OriginLine) -> str:
    return "No source named" if line.sort is Sort.ATTACHED else line.title


def _cut(text: str) -> str:
    plain = _plain(text)
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"


def _plain(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())
