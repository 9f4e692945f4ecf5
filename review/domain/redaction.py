"""The content of one signed claim, less what a variant of a report may not show."""

from collections.abc import Mapping
from typing import Any

from review.domain.derivation_graph import source_key
from review.domain.disclosure import WORDS_WITHHELD, Mask, Redaction, placeholder
from review.domain.vocabulary import Answer, DisclosureLevel, SourceKind, SourceLetter

# These hold codes, digests, times and words of the article, never words of the desk.
STRUCTURE = frozenset(
    (
        "schema", "sha256", "kind", "verdict", "recommendation", "letter", "stance", "code",
        "stage", "gate", "role", "disclosure", "submitted_at", "decided_at", "captured_at",
        "asked_at", "answered_at", "deadline_at", "at", "began_on", "ended_on", "media_type",
        "answers", "claim", "article", "checkpoints",
    )
)  # fmt: skip
CODES = frozenset(answer.value for answer in Answer)


def redact(
    content: Mapping[str, Any], redaction: Redaction, mask: Mask
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The content of one signed claim as the variant may show it, and what was withheld."""
    hidden = {
        item["number"]: level
        for item in content["evidence"]
        if (level := redaction.hidden.get(item["id"])) is not None
    }
    called = {item["called"]: _level(item, redaction) for item in content.get("forebears", [])}
    beyond = {name: level for name, level in called.items() if level is not None}
    bare = _beyond(content, beyond, {f"E{number}" for number in hidden} | set(beyond))
    if hidden:
        bare["evidence"] = [_evidence(item, hidden) for item in content["evidence"]]
        bare["assessments"] = [_assessment(item, hidden) for item in content["assessments"]]
        bare["derivations"] = [_derivation(item, hidden) for item in content["derivations"]]
    said = {key: _masked(key, value, mask) for key, value in bare.items()}
    withheld = [f"E{number}: {placeholder(level)}" for number, level in hidden.items()]
    withheld += [f"{name}: {placeholder(level)}" for name, level in beyond.items()]
    if said != bare:
        withheld.append("words that would give a withheld source or a colleague away")
    if redaction.people:
        withheld.append("names of colleagues")
        said = _nameless(said)
    return said, tuple(withheld)


def _evidence(item: dict[str, Any], hidden: Mapping[int, DisclosureLevel]) -> dict[str, Any]:
    level = hidden.get(item["number"])
    if level is None:
        return item
    source = item["source"] or {"letter": SourceLetter.F.value}
    return {
        "number": item["number"],
        "id": None,
        "kind": item["kind"],
        "title": placeholder(level),
        **dict.fromkeys(("url", "final_url", "file_name", "note", "locator", "excerpt"), ""),
        "media_type": "",
        **dict.fromkeys(("sha256", "size", "captured_at")),
        "source": _source_withheld(source["letter"], level),
    }


def _assessment(item: dict[str, Any], hidden: Mapping[int, DisclosureLevel]) -> dict[str, Any]:
    grades = [
        {**grade, "reason": WORDS_WITHHELD} if grade["evidence"] in hidden else grade
        for grade in item["grades"]
    ]
    return {**item, "grades": grades}


def _derivation(item: dict[str, Any], hidden: Mapping[int, DisclosureLevel]) -> dict[str, Any]:
    touched = item["child"] in hidden or item["parent"] in hidden
    return {**item, "reason": WORDS_WITHHELD} if touched and item["reason"] else item


def _beyond(
    content: Mapping[str, Any], beyond: Mapping[str, DisclosureLevel], hidden: set[str]
) -> dict[str, Any]:
    """The content with what stands beyond the attached pieces made safe, if there is any."""
    bare = dict(content)
    if beyond:
        bare["forebears"] = [
            _forebear(item, beyond[item["called"]]) if item["called"] in beyond else item
            for item in content["forebears"]
        ]
    if hidden and "further_derivations" in content:
        bare["further_derivations"] = [
            {**item, "reason": WORDS_WITHHELD}
            if item["reason"] and hidden & {item["child"], item["parent"]}
            else item
            for item in content["further_derivations"]
        ]
    return bare


def _level(item: Mapping[str, Any], redaction: Redaction) -> DisclosureLevel | None:
    key = item["id"] if item["id"] is not None else source_key(item["source"]["id"])
    return redaction.hidden.get(key)


def _forebear(item: dict[str, Any], level: DisclosureLevel) -> dict[str, Any]:
    letter = (item["source"] or {"letter": SourceLetter.F.value})["letter"]
    source = _source_withheld(letter, level)
    return {"called": item["called"], "id": None, "title": placeholder(level), "source": source}


def _source_withheld(letter: str, level: DisclosureLevel) -> dict[str, Any]:
    return {
        "id": None,
        "name": placeholder(level),
        "kind": SourceKind.OTHER.value,
        "letter": letter,
        "disclosure": level.value,
        "owner": "",
    }


def _masked(key: str, value: Any, mask: Mask) -> Any:
    if key in STRUCTURE or (key == "answer" and value in CODES):
        return value
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, list):
        return [_masked(key, one, mask) for one in value]
    if isinstance(value, dict):
        return {inner: _masked(inner, one, mask) for inner, one in value.items()}
    return value


def _nameless(value: Any) -> Any:
    """Account numbers tell who it was as well as names do."""
    if isinstance(value, list):
        return [_nameless(one) for one in value]
    if isinstance(value, dict):
        return {k: None if k == "by_id" else _nameless(v) for k, v in value.items()}
    return value
