"""Independent origins: corroboration counts roots of the derivation graph, not links.

Two pieces of evidence that come from the same source are one origin. A piece is of known
derivation when its source is named or a link says how it derives, unless somebody said that it
is not known. What is of unknown derivation may all come from the same place: it adds nothing
beside a known origin, and counts as one together where there is none. A loop is circular
reporting: one origin at most.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from review.domain.derivation_graph import (
    Item,
    Link,
    ancestors_of,
    loops_of,
    parents_of,
    retellings,
)
from review.domain.rating import Grade, best_and_worst

_NUMBER_WORDS = (
    "no", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Origins:
    """What was counted, of the pieces attached to a claim.

    `roots_of` says for everything in the graph on which origins it rests; an origin is named by
    one item in it. `accusing` are the origins that are the accuser's. `unknown` is everything of
    unknown derivation, `unknown_items` how many of it are attached; `looped` is what is in circles.
    """

    items: int
    origins: int
    accuser_origins: int
    circular: bool
    roots_of: Mapping[int, frozenset[int]]
    accusing: frozenset[int] = _NOBODY
    unknown: frozenset[int] = _NOBODY
    unknown_items: int = 0
    looped: frozenset[int] = _NOBODY

    @property
    def accuser_only(self) -> bool:
        return self.origins > 0 and self.accuser_origins == self.origins

    def roots(self, key: int) -> frozenset[int]:
        """The origins that something rests on; none for what only retracted pieces come from."""
        return self.roots_of.get(key, frozenset())

    def rests_on_accuser(self, key: int) -> bool:
        """Whether all that this piece comes from is the accuser's own."""
        roots = self.roots(key)
        return bool(roots) and roots <= self.accusing

    @property
    def sentence(self) -> str:
        """The count as a page shows it: "7 items, 2 origins, 1 of them the accusing service"."""
        parts = [_plural(self.items, "item"), _plural(self.origins, "origin")]
        if self.accuser_origins:
            parts.append(f"{self.accuser_origins} of them the accusing service")
        if self.unknown_items:
            parts.append(f"{_plural(self.unknown_items, 'item')} of unknown derivation")
        return ", ".join(parts)


def alarms(origins: Origins, *, accusation: bool) -> list[str]:
    """What an editor must answer in writing before signing a claim with these origins."""
    found = []
    if accusation and origins.accuser_only:
        found.append("Everything comes from the accuser: the accuser is the only origin.")
    if origins.circular:
        found.append("The evidence quotes itself in a circle.")
    return found


def unfound_words(numbers: Iterable[int]) -> list[str]:
    """What an editor must answer of pieces, by number, whose excerpt is not in what is kept."""
    return [f"The words quoted from E{number} do not stand in its text." for number in numbers]


def count_origins(items: Sequence[Item], links: Iterable[Link]) -> Origins:
    """Count distinct origins of the attached items. Links to unknown keys are ignored."""
    links = list(links)
    doubted = {link.child for link in links if not link.known}
    links += retellings(items, parents_of(items, links, known_only=True), doubted)
    sure_parents = parents_of(items, links, known_only=True)
    unsure = {item.key for item in items if item.source is None or item.key in doubted}
    unknown = frozenset(key for key in unsure if not sure_parents[key])
    above = ancestors_of(parents_of(items, links, known_only=False))
    attached = [item.key for item in items if item.attached]
    surely_above = ancestors_of(sure_parents)
    reached = {one for key in attached for one in {key, *surely_above[key]}}
    origin_of = _origin_of(items, above, unsure, reached)
    accusing = {origin_of[item.key] for item in items if item.accuser and item.key in origin_of}
    looped = frozenset(key for key in above if key in above[key])
    return Origins(
        items=len(attached),
        origins=len(set(origin_of.values())),
        accuser_origins=len(accusing),
        circular=bool(looped),
        roots_of={key: _roots(key, above, origin_of) for key in above},
        accusing=frozenset(accusing),
        unknown=unknown,
        unknown_items=len(unknown.intersection(attached)),
        looped=looped,
    )


def _roots(key: int, above: Mapping[int, set[int]], origin_of: Mapping[int, int]) -> frozenset[int]:
    return frozenset(origin_of[one] for one in {key, *above[key]} if one in origin_of)


def _origin_of(
    items: Sequence[Item],
    above: Mapping[int, set[int]],
    unsure: Collection[int],
    reached: Collection[int],
) -> dict[int, int]:
    """Each root that counts, with the origin that it is part of."""
    loop = loops_of(above)
    # A root has no ancestor outside its own loop.
    roots = {key for key in above if all(loop[one] == loop[key] for one in above[key])}
    known = _known(unsure, loop, roots, reached)
    if known or not reached:
        return _origins(items, loop, known)
    return dict.fromkeys(roots, min(roots, key=_first(items)))


def _known(
    unsure: Collection[int],
    loop: Mapping[int, int],
    roots: Collection[int],
    reached: Collection[int],
) -> set[int]:
    """The roots whose derivation is known, and which attached pieces surely come from.

    A circle is known where every member names its source: so closing one never makes an origin.
    """
    surely, unsaid = {loop[key] for key in reached}, {loop[key] for key in unsure}
    return {key for key in roots if loop[key] in surely and loop[key] not in unsaid}


def _origins(
    items: Sequence[Item], loop: Mapping[int, int], roots: Collection[int]
) -> dict[int, int]:
    """Join what shares a source: each root to its origin, named by the first root in it.

    Sources that meet in a loop count as one, wherever the loop gets its words from. So another
    link between two pieces can only ever lower the count.
    """
    group = {name: name for name in loop.values()}
    loops_of_source: dict[int, set[int]] = {}
    for item in items:
        if item.source is not None:
            loops_of_source.setdefault(item.source, set()).add(loop[item.key])
    for names in loops_of_source.values():
        joined = {group[name] for name in names}
        first = min(joined)
        group = {name: first if mine in joined else mine for name, mine in group.items()}
    order = _first(items)
    return {
        root: min((one for one in roots if group[loop[one]] == group[loop[root]]), key=order)
        for root in roots
    }


def _first(items: Sequence[Item]) -> Callable[[int], tuple[bool, bool, int]]:
    """Attached pieces before all others, pieces before sources, older before newer."""
    attached = {item.key for item in items if item.attached}
    return lambda key: (key not in attached, key < 0, abs(key))


def spoken(origins: Origins, grades: Iterable[Grade]) -> str:
    """The whole state of the evidence in one line that a person can say aloud."""
    if origins.items == 0:
        return "No evidence yet"
    parts = [
        _in_words(origins.items, "item"),
        _in_words(origins.origins, "independent origin"),
    ]
    if origins.accuser_origins:
        parts.append(f"{_number(origins.accuser_origins)} of them the accuser")
    if origins.unknown_items:
        parts.append(f"{_in_words(origins.unknown_items, 'item')} of unknown derivation")
    ranked = best_and_worst(grades)
    if ranked is not None:
        best, worst = ranked
        parts.append(f"best {best}, worst {worst}" if best != worst else f"graded {best}")
    line = ", ".join(parts)
    return line[0].upper() + line[1:]


def _number(count: int) -> str:
    return _NUMBER_WORDS[count] if count < len(_NUMBER_WORDS) else str(count)


def _in_words(count: int, noun: str) -> str:
    return f"{_number(count)} {noun}" + ("" if count == 1 else "s")


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")
