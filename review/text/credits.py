"""Whom a text names as the place it has its words from: `as reported by the Harrow Ledger`.

Only names that the caller knows are looked for, so that a hit can be shown as a suggestion.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MOST = 100_000
_SHORTEST = 2
_INFLECTED_FROM = 5
# Letters that change where a word of a Slavic language is inflected.
_ENDINGS = "аяоеиіыйь"
_AROUND = 60
_EDGE = 300

_BEFORE = re.compile(
    r"(?:\b(?:"
    r"(?:as |was |were )?(?:first |originally )?(?:reported|published|written|revealed|obtained"
    r"|released|quoted|cited|printed) (?:by|in)"
    r"|according to|citing|quoting|first appeared in|told|(?:in )?(?:a|the) report (?:by|in|from)"
    r"|laut|unter berufung auf|nach (?:angaben|informationen) (?:von|der|des)"
    r"|berichtet(?:e|en)?|meldet(?:e|en)?|schreibt|schrieb"
    r"|по (?:данным|информации|сообщению|словам)|со ссылкой на|ссылаясь на|как (?:сообщ\w+|пиш\w+"
    r"|передал\w*|передает)|сообщ(?:ает|ил\w*)|пишет|цитируя"
    r"|за (?:даними|інформацією|повідомленням|словами)|з посиланням на|посилаючись на"
    r"|як (?:повідом\w+|пиш\w+|переда\w+)|повідом(?:ляє|ив|ила|ило)|пише"
    r")\b)[\s«„“”\"'‘’]*(?:(?:the|a|an|der|die|das|dem|den|newspaper|paper|daily|weekly|magazine"
    r"|agency|news agency|zeitung|agentur|газет\w+|агентств\w+|издани\w+|видання|агенц\w+)\b"
    r"[\s«„“”\"'‘’]*){0,3}$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[»”“\"'’,]*\s*(?:(?:has|had|have|first|earlier|zuerst|also|первым|вперше)\s+){0,2}"
    r"(?:reported|reports|writes|wrote|revealed|published|quoted|quotes|said|says"
    r"|berichtet|berichtete|meldet|meldete|schreibt|schrieb"
    r"|сообщает|сообщил\w*|пишет|написал\w*|передает|повідомля\w+|повідомив|пише|написал\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Credit:
    """That a text says it has something from `name`; `words` is where it says so."""

    name: str
    words: str


def reported_by(text: str, names: Iterable[str]) -> list[Credit]:
    """Those of `names` that the text says it has something from, in the order of `names`."""
    plain = _plain(text)
    folded, found = plain.casefold(), []
    for name in names:
        met = next((at for at in _mentions(plain, folded, name) if _credits(plain, at)), None)
        if met is not None:
            found.append(Credit(name, _around(plain, met)))
    return found


def wire_credits(text: str, names: Iterable[str]) -> list[Credit]:
    """Those of `names` that stand as an agency's credit at either end of the text.

    As in `PORT ILM, May 3 (Vantor Press) —`, `/VP/`, `Source: Vantor Press`.
    """
    plain = _plain(text)
    ends = [(end, end.casefold()) for end in (plain[:_EDGE], plain[-_EDGE:])]
    found = []
    for name in names:
        for end, folded in ends:
            met = next((at for at in _mentions(end, folded, name) if _signs(end, at)), None)
            if met is not None:
                found.append(Credit(name, _around(end, met)))
                break
    return found


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text[:MOST]).split())


def _mentions(plain: str, folded: str, name: str) -> Iterator[re.Match[str]]:
    """Where the name stands, also inflected; a short one only with its own capitals."""
    bare = re.sub(r"^(?:the|der|die|das)\s+", "", _plain(name), flags=re.IGNORECASE)
    if len(bare) < _SHORTEST:
        return iter(())
    long = len(bare) >= _INFLECTED_FROM
    stem = (bare.rstrip(_ENDINGS) or bare) if long else bare
    # Most names of a register stand in no text at all, and this is told faster than by a pattern.
    if stem.casefold() not in folded:
        return iter(())
    words = r"\s".join(map(re.escape, stem.split()))
    tail = r"\w{0,4}" if long else ""
    return re.finditer(rf"(?<!\w){words}{tail}(?!\w)", plain, re.IGNORECASE if long else re.NOFLAG)


def _credits(plain: str, met: re.Match[str]) -> bool:
    before = plain[max(0, met.start() - _AROUND) : met.start()]
    return bool(_BEFORE.search(before) or _AFTER.match(plain, met.end()))


def _signs(end: str, met: re.Match[str]) -> bool:
    """Tell whether a name is marked as a credit: in brackets, between slashes, or announced."""
    before, after = end[: met.start()].rstrip(), end[met.end() :].lstrip()
    bracketed = (before[-1:], after[:1]) in {("(", ")"), ("/", "/"), ("[", "]")}
    announced = re.search(r"(?:source|quelle|источник|джерело)\s?:$|©$", before, re.IGNORECASE)
    return bracketed or bool(announced)


def _around(plain: str, met: re.Match[str]) -> str:
    """The words in which the name stands, cut at blanks."""
    start, end = max(0, met.start() - _AROUND), min(len(plain), met.end() + _AROUND)
    words = plain[start:end]
    if start > 0:
        words = "…" + words.partition(" ")[2]
    if end < len(plain):
        words = words.rpartition(" ")[0] + "…"
    return words
