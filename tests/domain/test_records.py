from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from review.domain.records import Malformed, read, write
from review.domain.vocabulary import Stance


@dataclass(frozen=True, slots=True)
class Leaf:
    name: str
    stance: Stance | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """One field of each type that is understood."""

    title: str
    count: int
    sound: bool
    stance: Stance
    leaf: Leaf
    leaves: tuple[Leaf, ...]
    words: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    note: str | None = None
    other: Leaf | None = None
    only_here: str = field(default="", metadata={"beside": True})


PLAIN: dict[str, Any] = {
    "title": "Kell",
    "count": 3,
    "sound": True,
    "stance": "supports",
    "leaf": {"name": "E1", "stance": None},
    "leaves": [{"name": "E2", "stance": "context"}],
    "words": ["one", "two"],
    "answers": {"E1": "yes"},
    "note": None,
    "other": None,
}
TREE = Tree(
    "Kell", 3, sound=True, stance=Stance.SUPPORTS, leaf=Leaf("E1"),
    leaves=(Leaf("E2", Stance.CONTEXT),), words=("one", "two"), answers={"E1": "yes"},
)  # fmt: skip


def test_plain_data_become_a_record_and_plain_data_again() -> None:
    assert read(Tree, PLAIN) == TREE
    assert write(TREE) == PLAIN


def test_a_field_with_a_default_may_be_left_out() -> None:
    needed = {"title", "count", "sound", "stance", "leaf", "leaves"}
    found = read(Tree, {key: PLAIN[key] for key in needed})
    assert (found.words, found.answers, found.note) == ((), {}, None)


def test_unknown_keys_and_what_stands_beside_the_record_are_left_aside() -> None:
    assert read(Tree, {**PLAIN, "colour": "red", "only_here": "x"}) == TREE
    assert "only_here" not in write(Tree(**{**_shallow(TREE), "only_here": "x"}))


def _shallow(tree: Tree) -> dict[str, Any]:
    return {name: getattr(tree, name) for name in Tree.__dataclass_fields__}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"title": 3}, "title is not of the type str"),
        ({"title": None}, "title is not of the type str"),
        ({"count": True}, "count is not of the type int"),
        ({"count": "3"}, "count is not of the type int"),
        ({"sound": 1}, "sound is not of the type bool"),
        ({"stance": "for"}, "stance has no code 'for'"),
        ({"leaf": "E1"}, "leaf is not an object"),
        ({"leaf": {}}, "leaf.name is missing"),
        ({"leaves": {}}, "leaves is not a list"),
        ({"leaves": [{"name": "E2"}, {"name": 2}]}, "leaves[1].name is not of the type str"),
        ({"leaves": [None]}, "leaves[0] is not an object"),
        ({"words": "one"}, "words is not a list"),
        ({"answers": []}, "answers is not of the type Mapping"),
        ({"other": {"name": "E3", "stance": "so"}}, "other.stance has no code 'so'"),
    ],
)
def test_what_does_not_fit_is_refused_by_its_place(change: dict[str, Any], message: str) -> None:
    with pytest.raises(Malformed) as refused:
        read(Tree, {**PLAIN, **change})
    assert str(refused.value) == message


@pytest.mark.parametrize("plain", [None, [], "x", 3])
def test_what_is_no_object_at_all_is_refused_by_the_name_of_the_record(plain: object) -> None:
    with pytest.raises(Malformed, match="Tree is not an object"):
        read(Tree, plain)
