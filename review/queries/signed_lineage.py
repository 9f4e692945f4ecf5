"""Where the evidence of a signed claim comes from, as plain JSON data.

Links between attached pieces stand in `derivations`. Links that lead beyond the claim were not
always known: they have keys of their own, and only where there are any, so that content signed
before stays what it was.
"""

from collections.abc import Mapping
from typing import Any

from review.domain.derivation_graph import source_key
from review.models import Derivation, Evidence, Source
from review.queries.claim_file import ClaimFile
from review.queries.claim_origins import called
from review.queries.lineage import parent_key


def lineage(file: ClaimFile) -> dict[str, Any]:
    """The derivations, and, where some lead beyond the attached pieces, those and whereto."""
    inside = [link for link in file.lineage.links if _inside(file, link)]
    content: dict[str, Any] = {"derivations": [_derivation(file, link) for link in inside]}
    names = called(file)
    further = [link for link in file.lineage.links if link not in inside]
    if further:
        content["further_derivations"] = [_further(names, link) for link in further]
        content["forebears"] = _forebears(file, names)
    return content


def _inside(file: ClaimFile, link: Derivation) -> bool:
    return link.child_id in file.numbers and link.parent_id in file.numbers


def _derivation(file: ClaimFile, link: Derivation) -> dict[str, Any]:
    return {
        "child": file.numbers[link.child_id],
        "parent": file.numbers[link.parent_id or 0],
        "kind": link.kind.value,
        "reason": link.reason,
    }


def _further(names: Mapping[int, str], link: Derivation) -> dict[str, Any]:
    parent = parent_key(link)
    return {
        "child": names[link.child_id],
        "parent": names[parent] if parent is not None else None,
        "kind": link.kind.value,
        "reason": link.reason,
    }


def _forebears(file: ClaimFile, names: Mapping[int, str]) -> list[dict[str, Any]]:
    return [
        *(_piece(names[key], row) for key, row in file.lineage.beyond.items()),
        *(
            {"called": names[source_key(key)], "id": None, "title": "", "source": source(row)}
            for key, row in file.lineage.sources.items()
        ),
    ]


def _piece(name: str, row: Evidence) -> dict[str, Any]:
    return {
        "called": name,
        "id": row.id,
        "title": row.title,
        "source": source(row.source) if row.source else None,
    }


def source(row: Source) -> dict[str, Any]:
    """A source as it is when the claim is signed."""
    return {
        "id": row.id,
        "name": row.name,
        "kind": row.kind.value,
        "letter": row.letter.value,
        "disclosure": row.disclosure.value,
        "owner": row.owner,
    }
