"""Independent origins: corroboration counts roots of the derivation graph, not links.

Two pieces of evidence that come from the same source are one origin. A derivation of unknown kind
counts as the same origin until shown otherwise. A loop is circular reporting: one origin at most.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from review.domain.rating import Grade, best_and_worst

_NUMBER_WORDS = (
    "no", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of evidence in the graph. `source` is any stable key of its source, or None."""

    key: int
    source: int | None = None
    accuser: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """`child` derives from `parent` (both keys of items)."""

    child: int
    parent: int


@dataclass(frozen=True, slots=True)
class Origins:
    """What was counted. `roots_of` says for each item on which origins it rests."""

    items: int
    origins: int
    accuser_origins: int
    circular: bool
    roots_of: Mapping[int, frozenset[int]]

    @property
    def accuser_only(self) -> bool:
        return self.origins > 0 and self.accuser_origins == self.origins

    @property
    def sentence(self) -> str:
        """The count as a page shows it: "7 items, 2 origins, 1 of them the accusing service"."""
        parts = [_plural(self.items, "item"), _plural(self.origins, "origin")]
        if self.accuser_origins:
            parts.append(f"{self.accuser_origins} of them the accusing service")
        return ", ".join(parts)


def alarms(origins: Origins, *, accusation: bool) -> list[str]:
    """What an editor must answer in writing before signing a claim with these origins."""
    found = []
    if accusation and origins.accuser_only:
        found.append("Everything comes from the accuser: the accuser is the only origin.")
    if origins.circular:
        found.append("The evidence quotes itself in a circle.")
    return found


def count_origins(items: Sequence[Item], links: Iterable[Link]) -> Origins:
    """Count distinct origins. Links to unknown items are ignored."""
    keys = [item.key for item in items]
    parents: dict[int, set[int]] = {key: set() for key in keys}
    for link in links:
        if link.child in parents and link.parent in parents and link.child != link.parent:
            parents[link.child].add(link.parent)
    ancestors = {key: _reachable(key, parents) for key in keys}
    circular = any(key in ancestors[key] for key in keys)
    # A loop is named by its smallest key; what is in no loop has its own.
    loop = {
        key: min([key, *(above for above in ancestors[key] if key in ancestors[above])])
        for key in keys
    }
    # A root has no ancestor outside its own loop.
    roots = {key for key in keys if all(loop[above] == loop[key] for above in ancestors[key])}
    origin_of = _origins(items, loop, roots)
    roots_of = {
        key: frozenset(origin_of[above] for above in {key, *ancestors[key]} if above in roots)
        for key in keys
    }
    accusing = {origin_of[item.key] for item in items if item.accuser and item.key in roots}
    return Origins(len(items), len(set(origin_of.values())), len(accusing), circular, roots_of)


def _reachable(start: int, parents: Mapping[int, set[int]]) -> set[int]:
    seen: set[int] = set()
    todo = list(parents[start])
    while todo:
        key = todo.pop()
        if key not in seen:
            seen.add(key)
            todo.extend(parents[key])
    return seen


def _origins(
    items: Sequence[Item], loop: Mapping[int, int], roots: Collection[int]
) -> dict[int, int]:
    """Join what shares a source: each root to its origin, named by the smallest root in it.

    Sources that meet in a loop count as one, wherever the loop gets its words from. So another
    link can only ever lower the count.
    """
    group = {name: name for name in loop.values()}
    loops_of: dict[int, set[int]] = {}
    for item in items:
        if item.source is not None:
            loops_of.setdefault(item.source, set()).add(loop[item.key])
    for names in loops_of.values():
        joined = {group[name] for name in names}
        first = min(joined)
        group = {name: first if mine in joined else mine for name, mine in group.items()}
    return {
        root: min(other for other in roots if group[loop[other]] == group[loop[root]])
        for root in roots
    }


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
