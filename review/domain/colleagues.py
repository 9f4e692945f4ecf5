"""The parts that colleagues played, to stand in a report in place of their names."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any


def parts_played(
    contents: Iterable[Mapping[str, Any]], editors: Iterable[str], others: Iterable[str]
) -> dict[str, str]:
    """Name to part: "reviewer 1", "adjudicator 1", "legal 1", "editor 1", "colleague 1".

    `contents` are signed claims, `editors` those who signed, made or decided, `others` everybody
    else on the desk. Who played several parts is called by the first of them.
    """
    parts: dict[str, str] = {}
    counts: Counter[str] = Counter()
    roles = [pair for content in contents for pair in _in(content)]
    roles += [(name, "editor") for name in editors] + [(name, "colleague") for name in others]
    for name, part in roles:
        if name and name not in parts:
            counts[part] += 1
            parts[name] = f"{part} {counts[part]}"
    return parts


def _in(content: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for given in content["assessments"]:
        yield given["by"], "reviewer"
    if content["adjudication"]:
        yield content["adjudication"]["by"], "adjudicator"
    for said in (content["accusation"] or {}).get("confirmations", ()):
        yield said["by"], said["role"]
    for waiver in content["waivers"]:
        yield waiver["by"], "editor"
