"""Independent origins: corroboration counts roots of the derivation graph, not links.

Two pieces of evidence that come from the same source are one origin. A derivation of unknown kind
counts as the same origin until shown otherwise. A loop is circular reporting: one origin at most.
"""

from collections.abc import Iterable, Mapping, Sequence
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
        """The count as a page shows it: "7 items, 2 origins, 1 of them the accusing body"."""
        parts = [_plural(self.items, "item"), _plural(self.origins, "origin")]
        if self.accuser_origins:
            parts.append(f"{self.accuser_origins} of them the accusing body")
        return ", ".join(parts)


def count_origins(items: Sequence[Item], links: Iterable[Link]) -> Origins:
    """Count distinct origins. Links to unknown items are ignored."""
    keys = [item.key for item in items]
    parents: dict[int, set[int]] = {key: set() for key in keys}
    for link in links:
        if link.child in parents and link.parent in parents and link.child != link.parent:
            parents[link.child].add(link.parent)
    ancestors = {key: _reachable(key, parents) for key in keys}
    circular = any(key in ancestors[key] for key in keys)
    # A root has no ancestor outside its own loop; a loop is named by its smallest key.
    root_name = {
        key: min({key, *ancestors[key]})
        for key in keys
        if all(key in ancestors[above] for above in ancestors[key])
    }
    merged = _merge_same_source(items, root_name)
    roots_of = {
        key: frozenset(
            merged[root_name[above]] for above in {key, *ancestors[key]} if above in root_name
        )
        for key in keys
    }
    origins = set(merged.values())
    accused_by = {merged[root_name[i.key]] for i in items if i.accuser and i.key in root_name}
    return Origins(len(items), len(origins), len(accused_by), circular, roots_of)


def _reachable(start: int, parents: Mapping[int, set[int]]) -> set[int]:
    seen: set[int] = set()
    todo = list(parents[start])
    while todo:
        key = todo.pop()
        if key not in seen:
            seen.add(key)
            todo.extend(parents[key])
    return seen


def _merge_same_source(items: Sequence[Item], root_name: Mapping[int, int]) -> dict[int, int]:
    """Join roots that share a source: the name of each root to the name of its origin."""
    name_of: dict[int, int] = {root: root for root in root_name.values()}
    first_of_source: dict[int, int] = {}
    for item in items:
        if item.source is None or item.key not in root_name:
            continue
        mine = name_of[root_name[item.key]]
        other = first_of_source.setdefault(item.source, mine)
        name_of = {root: other if name == mine else name for root, name in name_of.items()}
        first_of_source = {s: other if n == mine else n for s, n in first_of_source.items()}
    return name_of


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
