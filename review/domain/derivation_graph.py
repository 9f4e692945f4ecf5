"""What comes from what: who is above whom, and which pieces quote one another in a circle."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of evidence in the graph, or a source that something is said to come from.

    `source` is the number of the source it is of, or None where nobody said. What is not
    `attached` to the claim stands in the graph only as something that attached pieces come from.
    """

    key: int
    source: int | None = None
    accuser: bool = False
    attached: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """`child` derives from `parent`, both keys of items.

    Without a parent, somebody said that it is not known where the child has this from. `known`
    is False where it is not known how it derives.
    """

    child: int
    parent: int | None = None
    known: bool = True


def source_key(source_id: int) -> int:
    """The key of a source in the graph, where keys above zero are pieces of evidence."""
    return -source_id


def source_item(source_id: int, *, accuser: bool = False) -> Item:
    """A source that a piece is said to come from."""
    return Item(source_key(source_id), source_id, accuser, attached=False)


Parents = Mapping[int, set[int]]


def parents_of(items: Sequence[Item], links: Iterable[Link], *, known_only: bool) -> Parents:
    """The direct parents of each item.

    Links to what is not in the graph are left out, and so are those to a piece's own source,
    which say nothing new.
    """
    parents: dict[int, set[int]] = {item.key: set() for item in items}
    own = {item.key: _itself(item) for item in items}
    for link in links:
        if link.child not in parents or link.parent not in parents:
            continue
        if link.parent not in own[link.child] and (link.known or not known_only):
            parents[link.child].add(link.parent)
    return parents


def _itself(item: Item) -> set[int]:
    return {item.key} if item.source is None else {item.key, source_key(item.source)}


def retellings(items: Sequence[Item], known: Parents, doubted: set[int]) -> list[Link]:
    """A source that here only retells comes from where its own pieces come from.

    Else a paper named as the source of five outlets would stand beside the very document that
    the paper's own piece quotes. Pieces whose derivation is doubted say nothing of their source.
    """
    pieces: dict[int, list[int]] = {}
    for item in items:
        if item.source is not None and item.key != source_key(item.source):
            pieces.setdefault(item.source, []).append(item.key)
    found = []
    for item in items:
        if item.source is None or item.key != source_key(item.source):
            continue
        own = [key for key in pieces.get(item.source, ()) if key not in doubted]
        if all(known[key] for key in own):
            found += [Link(item.key, key) for key in own]
    return found


def ancestors_of(parents: Parents) -> dict[int, set[int]]:
    """Everything above each item; an item in a circle is among its own ancestors."""
    return {key: _reachable(key, parents) for key in parents}


def _reachable(start: int, parents: Parents) -> set[int]:
    seen: set[int] = set()
    todo = list(parents[start])
    while todo:
        key = todo.pop()
        if key not in seen:
            seen.add(key)
            todo.extend(parents[key])
    return seen


def loops_of(ancestors: Mapping[int, set[int]]) -> dict[int, int]:
    """A name for the circle that each item is in: its smallest key, the item's own without one."""
    return {
        key: min([key, *(above for above in ancestors[key] if key in ancestors[above])])
        for key in ancestors
    }
