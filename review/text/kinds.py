"""Which kind a claim is: the first that fits, in the order of the vocabulary."""

from review.domain.vocabulary import ClaimKind
from review.text.deeds import real
from review.text.figures import is_the_point
from review.text.happening import happened
from review.text.lexicon import Lexicon, Sign
from review.text.memory import Source
from review.text.phrases import Hit
from review.text.reading import Reading

_LAW = (Sign.LAW_ACT, Sign.COURT_ACT)
_SAYS = (Sign.SAYS, Sign.SAYS_WEAKLY)
_CLAIMING = (Sign.ACCUSES, Sign.SAYS_WEAKLY)
_CONTESTING = (Sign.FABRICATION, Sign.DISPUTES, Sign.DENIES)
_ASIDE = {Sign.PREPOSITION, Sign.SUBORDINATE}
_CLAUSAL = {Sign.WHICH, Sign.FINITE}
_HELPS = {Sign.STATE, Sign.ADVERB, Sign.NOT}
_RULES = {Sign.WHICH, Sign.MERELY}
_CLAUSE = 8
_SUBJECT = {Sign.HE, Sign.THEY, Sign.WE}
_NEAR = 3


def kind_of(reading: Reading, source: Source | None, pack: Lexicon, *, accused: bool) -> ClaimKind:
    """Return the kind. An act of court or police is an outcome, what somebody did an accusation."""
    acts = _acts_of_law(reading)
    if accused and not (acts and _is_outcome(reading, source, acts)):
        return ClaimKind.ACCUSATION
    if acts:
        return ClaimKind.LEGAL_OUTCOME
    if is_the_point(reading):
        return ClaimKind.STATISTIC
    if reading.has(Sign.CAUSAL):
        return ClaimKind.CAUSAL
    if source and not _acts_by_saying(reading):
        return ClaimKind.ATTRIBUTED
    return ClaimKind.EVENT if happened(reading, pack) else ClaimKind.FACT


def _acts_of_law(reading: Reading) -> list[Hit]:
    """Return what court and police do, but for what stands in `after he was arrested`."""
    told = {i for hit in reading.hits(Sign.TESTIFIES) for i in range(hit.first, hit.after)}
    acts = [hit for hit in real(reading, _LAW, set()) if hit.first not in told]
    opening = _opening(reading) if acts else 0
    return [
        hit
        for hit in acts
        if reading.tokens[hit.first].start >= opening
        and not _in_a_side_clause(reading, hit)
        and not _of_a_rule(reading, hit)
    ]


def _of_a_rule(reading: Reading, hit: Hit) -> bool:
    """Tell whether it is only possible, or tells which: `can be`, `people who were accused`."""
    at = hit.first - 1
    while at > 0 and reading.covers[at] & _HELPS and not reading.covers[at] & _RULES:
        at -= 1
    return at > 0 and bool(reading.covers[at] & _RULES) and not reading.gap(at).strip()


def _acts_by_saying(reading: Reading) -> bool:
    """Tell whether the words are the deed: `announced a ceasefire`, but not `announced that`."""
    if reading.has(Sign.BY_SOURCE):
        return False
    said = reading.hits(*_SAYS)
    spoken = [*said, *reading.hits(Sign.SAYING)]
    if spoken and all(_said_aside(reading, hit) for hit in spoken):
        return True
    if reading.quoted or not said:
        return False
    return all(
        Sign.OFFICIAL_ACT in reading.covers[hit.first] and not _states(reading, hit.after)
        for hit in said
    )


def _said_aside(reading: Reading, hit: Hit) -> bool:
    """Tell whether the words only go along with what happened: `, with officials saying why`."""
    return any(
        Sign.WITH in reading.covers[index] and reading.gap(index).strip() == ","
        for index in range(max(1, hit.first - _NEAR - 1), hit.first)
    )


def _states(reading: Reading, first: int) -> bool:
    """Tell whether a clause of its own begins at the word: `that`, or a verb soon behind it."""
    behind = reading.covers[first : first + _NEAR]
    return any(Sign.WHICH in covers or (i and covers & _CLAUSAL) for i, covers in enumerate(behind))


def _opening(reading: Reading) -> int:
    """Return where the main clause begins behind `After his arrest, ...`."""
    covers, comma = reading.covers, max(0, reading.text.find(","))
    if covers[0].isdisjoint(_ASIDE):
        return 0
    if Sign.SUBORDINATE in covers[0]:
        return comma
    near = [i for i, token in enumerate(reading.tokens[:_CLAUSE]) if token.end < comma]
    begun = any(covers[i] & _SUBJECT and Sign.POSSESSIVE not in covers[i] for i in near)
    return 0 if begun else comma


def _in_a_side_clause(reading: Reading, hit: Hit) -> bool:
    """Tell whether the act only stands behind `after` or `because`, in the same breath."""
    for index in range(hit.first - 1, max(0, hit.first - _CLAUSE), -1):
        if Sign.SUBORDINATE in reading.covers[index]:
            return True
        if reading.gap(index + 1).strip():
            return False
    return False


def _is_outcome(reading: Reading, source: Source | None, acts: list[Hit]) -> bool:
    """Tell whether the act of court or police is the point, not what somebody says against it."""
    ruled = {i for act in acts for i in range(act.first, act.after)}
    added = _added(reading, acts[0])
    contested = {
        hit.group
        for hit in reading.hits(*_CONTESTING)
        if hit.first not in ruled and hit.first < added
    }
    if Sign.DENIES in contested:
        return False
    if source is None:
        return True
    step = any(act.group == Sign.COURT_ACT for act in acts)
    claims = any(hit.first < acts[0].first for hit in reading.hits(*_CLAIMING))
    return not (contested or (claims and not step))


def _added(reading: Reading, act: Hit) -> int:
    """Return where words are added behind the source: `jailed, they said, in a sham trial`."""
    said = (hit.after for hit in reading.hits(*_SAYS) if hit.first > act.first)
    ended = (i for i in said if reading.gap(i).strip()[:1] == ",")
    return next(ended, len(reading.tokens))
