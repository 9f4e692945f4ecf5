"""What stands over the queue: saved views, filters and sorting, as links and one plain form."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from flask import url_for

from review.domain.vocabulary import ClaimKind, ClaimState
from review.queries.queue import Counts, Sort, Wanted
from review.queries.queue_views import View
from review.web.bounds import id_in

E = TypeVar("E", bound=Enum)
Link = tuple[str, str, int | None, bool]

TABS = {
    View.MINE: "Mine",
    View.SENT_BACK: "Sent back to me",
    View.ACCUSATIONS: "Accusations",
    View.FLAGGED: "Possibly fabricated",
}
CHIPS = {
    View.UNASSIGNED: "Nobody holds",
    View.SECOND: "Needs a second assessor",
    View.STALE: "Stale",
}
# For those who give claims to reviewers.
GIVING_CHIPS = {View.MEANT: "Meant for somebody"}
SORTS = {Sort.PRIORITY: "Priority", Sort.AGE: "Age", Sort.PRESS: "Press time"}


@dataclass(frozen=True, slots=True)
class Bar:
    """Links as the macros of lists take them; `asked` are the filters that the sort form keeps."""

    tabs: tuple[Link, ...]
    chips: tuple[Link, ...]
    kinds: tuple[tuple[str, str, bool], ...]
    sorts: tuple[tuple[str, str, bool], ...]
    asked: Mapping[str, Any]
    words: str


def wanted_of(args: Mapping[str, str]) -> Wanted:
    """What the query string asks for; a word that we do not know asks for nothing."""
    return Wanted(
        view=_code(View, args.get("view")),
        state=_code(ClaimState, args.get("state")),
        kind=_code(ClaimKind, args.get("kind")),
        article_id=id_in(args.get("article", "")),
        words=args.get("q", "").strip()[:200],
        sort=_code(Sort, args.get("sort")) or Sort.PRIORITY,
    )


def here_of(args: Mapping[str, str]) -> dict[str, Any]:
    """The address of this very page of the list, as names and values that we know."""
    cursors = {name: args[name] for name in ("after", "before") if args.get(name)}
    return {**wanted_of(args).asked, **cursors}


def _code(codes: type[E], word: str | None) -> E | None:
    return next((code for code in codes if code.value == word), None)


def bar_of(wanted: Wanted, counts: Counts, article: str, *, gives: bool) -> Bar:
    """Every link keeps what else is asked for; the chip one stands on takes its filter away."""
    views = _views(wanted, counts, CHIPS | GIVING_CHIPS if gives else CHIPS)
    return Bar(
        tabs=_tabs(wanted, counts),
        chips=(*_filters(wanted, article), *views, *_states(wanted, counts)),
        kinds=tuple((kind.value, kind.title_text, wanted.kind is kind) for kind in ClaimKind),
        sorts=tuple((sort.value, word, wanted.sort is sort) for sort, word in SORTS.items()),
        asked={name: value for name, value in wanted.asked.items() if name not in {"kind", "sort"}},
        words=wanted.words,
    )


def _to(wanted: Wanted, **changes: Any) -> str:
    return url_for("queue.index", **{**wanted.asked, **changes})


def _tabs(wanted: Wanted, counts: Counts) -> tuple[Link, ...]:
    everything = wanted.view is None and wanted.state is None
    return (
        (_to(wanted, view=None, state=None), "All open", counts.open, everything),
        *(
            (_to(wanted, view=view, state=None), word, counts.views[view], wanted.view is view)
            for view, word in TABS.items()
        ),
    )


def _filters(wanted: Wanted, article: str) -> tuple[Link, ...]:
    """What narrows the list beside views and states, each to be taken away."""
    found: list[Link] = []
    if wanted.words:
        found.append((_to(wanted, q=None), f"“{wanted.words}” ×", None, True))
    if wanted.article_id is not None:
        found.append((_to(wanted, article=None), f"{article or 'Another article'} ×", None, True))
    return tuple(found)


def _views(wanted: Wanted, counts: Counts, views: Mapping[View, str]) -> tuple[Link, ...]:
    return tuple(
        (
            _to(wanted, view=None if wanted.view is view else view, state=None),
            word,
            counts.views[view],
            wanted.view is view,
        )
        for view, word in views.items()
    )


def _states(wanted: Wanted, counts: Counts) -> tuple[Link, ...]:
    return tuple(
        (
            _to(wanted, state=None if wanted.state is state else state, view=None),
            state.title_text,
            counts.states[state],
            wanted.state is state,
        )
        for state in ClaimState
    )
