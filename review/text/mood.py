"""The German subjunctive, told by its form: `er habe`, `es reiche`, `sie lägen`.

The first subjunctive (`sei`, `reiche`) says in news that somebody says so; the second (`lägen`)
stands in for it where its forms are those of the indicative, and else tells what would be.
"""

from collections.abc import Sequence

from review.text.lexicon import Lexicon, Sign
from review.text.phrases import Hit
from review.text.tokens import Token

_SHORTEST = 4
_NEAR = 3
_WEAK = "te"
_PLURAL = "n"
_NO_VERB_BEHIND = {Sign.ARTICLE, Sign.DETERMINER, Sign.POSSESSIVE, Sign.NUMBER, Sign.PREPOSITION}
_BEHIND_VERB = {
    Sign.ARTICLE,
    Sign.PREPOSITION,
    Sign.POSSESSIVE,
    Sign.DETERMINER,
    Sign.NUMBER,
    Sign.NOT,
    Sign.HE,
    Sign.THEY,
}
_I = frozenset({"ich", "mir", "mich", "wir"})
_Covers = Sequence[frozenset[str]]


def subjunctives(tokens: Sequence[Token], covers: _Covers, pack: Lexicon) -> list[Hit]:
    """Return the verbs in the subjunctive; the first one's are in a group of their own as well."""
    if not pack.moods:
        return []
    found = []
    for index, token in enumerate(tokens):
        known = Sign.SUBJUNCTIVE in covers[index]
        if known or not token.text.islower() or token.low[-1] not in "en":
            continue
        if _second(token.low, pack):
            groups: tuple[Sign, ...] = (Sign.SUBJUNCTIVE, Sign.FINITE)
        elif _first(tokens, covers, index, pack):
            groups = (Sign.INDIRECT, Sign.SUBJUNCTIVE, Sign.FINITE)
        else:
            continue
        found += [Hit(index, index + 1, group) for group in groups]
    return found


def _second(low: str, pack: Lexicon) -> bool:
    """Tell a strong verb by its changed vowel, `käme`, or where it has none by its ending."""
    stem = low.removesuffix(_PLURAL).removesuffix("e")
    if len(stem) < _SHORTEST - 1 or stem == low:
        return False
    return stem.endswith(pack.moods["changed"]) or (
        low[-1] == "e" and stem.endswith(pack.moods["unchanged"])
    )


def _first(tokens: Sequence[Token], covers: _Covers, index: int, pack: Lexicon) -> bool:
    """Tell `reiche` from `reiche Leute`: by the verb, or by the words around it."""
    low = tokens[index].low
    if len(low) < _SHORTEST or low[-1] != "e" or low in pack.moods["words"]:
        return False
    if low in pack.not_verbs or _speaker_near(tokens, index):
        return False
    before = covers[index - 1] if index else frozenset()
    if before & _NO_VERB_BEHIND and not (index == 1 and _leads_on(tokens, covers, index)):
        return False
    stem, told = low[:-1], pack.book.groups_of
    known = Sign.FINITE in told(f"{low if stem[-1] in 'td' else stem}t")
    if low.endswith(_WEAK) and Sign.FINITE in told(stem[:-1]):
        return False
    if known or low.endswith((_WEAK, *pack.moods["never"])):
        return known
    return _leads_on(tokens, covers, index)


def _speaker_near(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether `ich` stands beside the verb: `ich reiche` is no subjunctive."""
    return any(token.low in _I for token in tokens[max(0, index - _NEAR) : index + _NEAR])


def _leads_on(tokens: Sequence[Token], covers: _Covers, index: int) -> bool:
    """Tell whether what follows shows a verb: an article, a pronoun, no noun it could describe."""
    if index + 1 == len(tokens):
        return bool(covers[index - 1] & {Sign.HE, Sign.THEY})
    return bool(covers[index + 1] & _BEHIND_VERB) or tokens[index + 1].text.isdigit()
