"""Annotated articles, and how what was found in one is held against them.

A folder has `NN.txt` and `NN.json` side by side: the text, and its sentences as people judged them
(`start`, `end`, `text`, `is_claim`, `check_worthy` 0 to 3, `kind`, `attributed_to` with
`attributed_aliases`, `accusation`, `fabrication_cue`). Offsets count code points.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

from review.text.finding import ClaimFound, Found

Gold = Mapping[str, Any]
FLAGS = ("accusation", "fabrication_cue")
WORTHY = (2, 3)
_NO_NAME = frozenset(
    "the a an mr mrs ms dr der die das den dem des ein eine".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Article:
    """One annotated article."""

    path: Path
    text: str
    sentences: Sequence[Gold]


@dataclass(slots=True)
class Score:
    """Counts over articles, and the average precision of each article that has one."""

    counts: Counter[str] = field(default_factory=Counter)
    precisions: dict[int, list[float]] = field(default_factory=lambda: {n: [] for n in WORTHY})

    def share(self, part: str, whole: str) -> float:
        return self.counts[part] / self.counts[whole] if self.counts[whole] else 0.0

    def f1(self, flag: str) -> float:
        hits = self.counts[f"{flag} hit"]
        wrong = self.counts[f"{flag} false"] + self.counts[f"{flag} missed"]
        return 2 * hits / (2 * hits + wrong) if hits else 0.0

    def figures(self) -> dict[str, float]:
        """The figures of the table, by name."""
        kept, rejected = self.share("claim kept", "claim"), self.share("other rejected", "other")
        means = {n: sum(rows) / len(rows) if rows else 0.0 for n, rows in self.precisions.items()}
        return {
            "balanced": (kept + rejected) / 2,
            "AP>=2": means[2],
            "AP=3": means[3],
            "named": self.share("named right", "named"),
            "(acc)": self.share("source right", "matched"),
            "accus.": self.f1("accusation"),
            "cue": self.f1("fabrication_cue"),
            "kind": self.share("kind right", "matched"),
            "exact": self.share("exact", "found"),
        }


def read_folder(folder: Path) -> list[Article]:
    """Read a folder's articles. Raises ValueError where a sentence is not at its place."""
    return [_read(path) for path in sorted(folder.glob("*.json")) if path.stem.isdigit()]


def _read(path: Path) -> Article:
    record = json.loads(path.read_bytes())
    # Newlines are kept as they stand in the file: offsets count them.
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    for row in record["sentences"]:
        if text[row["start"] : row["end"]] != row["text"]:
            raise ValueError(f"{path.name}: sentence {row['id']} is not in the text at its place.")
    return Article(path.with_suffix(".txt"), text, record["sentences"])


def score(pairs: Iterable[tuple[Article, Found]]) -> Score:
    """Hold what was found against what people annotated, article by article."""
    total = Score()
    for article, found in pairs:
        _count(total, article, found.claims)
    return total


def _count(total: Score, article: Article, claims: Sequence[ClaimFound]) -> None:
    gold = article.sentences
    at = matched(claims, gold)
    by_gold = {j: claims[i] for i, j in at.items()}
    counts = total.counts
    counts["found"] += len(claims)
    counts["exact"] += sum(c.text == article.text[c.start : c.end] for c in claims)
    for j, row in enumerate(gold):
        sort = "claim" if row["is_claim"] else "other"
        counts[sort] += 1
        counts["claim kept"] += row["is_claim"] and j in by_gold
        counts["other rejected"] += not row["is_claim"] and j not in by_gold
        if row["is_claim"]:
            _one(counts, row, by_gold.get(j))
    for flag in FLAGS:
        loose = (c for i, c in enumerate(claims) if i not in at and getattr(c, flag))
        counts[f"{flag} false"] += sum(1 for _ in loose)
        counts[f"{flag} false"] += sum(
            bool(getattr(claim, flag)) and not gold[j]["is_claim"] and not gold[j][flag]
            for j, claim in by_gold.items()
        )
    grades = [gold[at[i]]["check_worthy"] if i in at else 0 for i in range(len(claims))]
    order = sorted(range(len(claims)), key=lambda i: (-claims[i].score, grades[i]))
    for least in WORTHY:
        relevant = sum(row["check_worthy"] >= least for row in gold)
        if relevant:
            hits = [grades[i] >= least for i in order]
            total.precisions[least].append(_average_precision(hits, relevant))


def _one(counts: Counter[str], row: Gold, claim: ClaimFound | None) -> None:
    """Count one sentence that people call a claim, and what was found there, if anything."""
    named = bool(row["attributed_to"])
    counts["named"] += named
    for flag in FLAGS:
        seen = claim is not None and bool(getattr(claim, flag))
        if row[flag]:
            counts[f"{flag} hit" if seen else f"{flag} missed"] += 1
        else:
            counts[f"{flag} false"] += seen
    if claim is not None:
        right = same_source(claim.attributed_to, row)
        counts["matched"] += 1
        counts["source right"] += right
        counts["named right"] += named and right
        counts["kind right"] += claim.kind.value == row["kind"]


def matched(claims: Sequence[ClaimFound], gold: Sequence[Gold]) -> dict[int, int]:
    """Claims to sentences, one to one, from half their joint span on; the best fits first."""
    fits = sorted(
        (-fit, i, j)
        for (i, claim), (j, row) in product(enumerate(claims), enumerate(gold))
        if (fit := _overlap(claim, row)) >= 0.5
    )
    found: dict[int, int] = {}
    for _, i, j in fits:
        if i not in found and j not in found.values():
            found[i] = j
    return found


def _overlap(claim: ClaimFound, row: Gold) -> float:
    shared = min(claim.end, row["end"]) - max(claim.start, row["start"])
    joint = max(claim.end, row["end"]) - min(claim.start, row["start"])
    return max(shared, 0) / joint


def same_source(name: str | None, row: Gold) -> bool:
    """Whether one of the two names holds the other, word by word; nobody is nobody."""
    wanted = [row["attributed_to"], *(row["attributed_aliases"] or [])]
    ours = _plain(name)
    if not (row["attributed_to"] and ours):
        return not row["attributed_to"] and not ours
    theirs = [plain for plain in map(_plain, wanted) if plain]
    return any(
        f" {their} " in f" {ours} " or (len(ours) > 2 and f" {ours} " in f" {their} ")
        for their in theirs
    )


def _plain(name: str | None) -> str:
    low = unicodedata.normalize("NFKC", name or "").lower()
    return " ".join(word for word in re.findall(r"\w+", low) if word not in _NO_NAME)


def _average_precision(hits: Sequence[bool], relevant: int) -> float:
    found, total = 0, 0.0
    for place, hit in enumerate(hits, 1):
        found += hit
        total += hit * found / place
    return total / relevant
