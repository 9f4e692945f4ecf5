"""How words came to the article: the source it cites, whom that one cites, down to the origin."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from review.text.groups import behind
from review.text.lexicon import Sign
from review.text.memory import Source
from review.text.names import Name
from review.text.pauses import pauses
from review.text.people import Register
from review.text.reading import Reading
from review.text.somebody import Group
from review.text.speakers import Speech

_FAR = 8
_CLAUSE = 20
_SUBJECT = 4
_NEAR = 2
_MOST = 8
_PAPERS = {Sign.DOCUMENT, Sign.ANONYMOUS, Sign.SOURCE_NOUN, Sign.MEDIUM}
_APPOSED = {Sign.ARTICLE, Sign.DEFINITE, Sign.MEDIUM, Sign.TITLE, Sign.DETERMINER}
_LEADING = {Sign.PREPOSITION, Sign.ADVERB, Sign.RELATIVE}
_MEDIUM = {Sign.MEDIUM, Sign.THEY, Sign.IT, Sign.DEFINITE}


def words_of(group: Group, reading: Reading) -> str:
    """Return a source's words, without its article, up to a verb that is no noun."""
    first = group.first
    if first + 1 < group.after and Sign.ARTICLE in reading.covers[first]:
        first += 1
    cut = (i for i in range(first + 1, group.after) if _breaks(reading, i))
    after = next(cut, group.after)
    while after - first > 1 and reading.covers[after - 1] & {Sign.DAY, Sign.PREPOSITION}:
        after -= 1
    words = reading.words_of(first, after)
    return words.removesuffix("'s").removesuffix("’s")


def _breaks(reading: Reading, index: int) -> bool:
    """Tell whether a verb breaks the words off; in `some reports` there is none."""
    covers = reading.covers[index]
    return Sign.FINITE in covers and not covers & {Sign.DOCUMENT, Sign.SOURCE_NOUN, Sign.PEOPLE}


@dataclass(frozen=True, slots=True)
class Trace:
    """Reads in one sentence what a source rests on."""

    reading: Reading
    names: Sequence[Name]
    named: frozenset[int]
    register: Register

    def traced(self, source: Source, speech: Speech) -> Source:
        """Add to a source whom it cites: `the Ledger, citing the Gazette, which saw a memo`."""
        chain = [*self._told(speech), *source.chain, *self._relative(speech.who.after)]
        end = 0
        for hit in self.reading.outside_quotes(Sign.CITING)[:_MOST]:
            if hit.first >= end and hit != speech.verb:
                chain += self.links(hit.after)
                end = hit.after
        if speech.verb.group == Sign.BY_SOURCE:
            chain += self._holder(speech.who.after)
        return replace(source, chain=tuple(dict.fromkeys(chain)))

    def rested(self, last: Source) -> Source | None:
        """Return the last source with what `the paper relied on files` adds to it, if it does."""
        if len(last.chain) > _MOST:
            return None
        for hit in self.reading.outside_quotes(Sign.RELIES, Sign.CITING):
            main = 0 < hit.first <= _SUBJECT and not self.reading.gap(hit.first).strip()
            if main and self._means(hit.first, last):
                chain = (*last.chain, *self.links(hit.after))
                return replace(last, chain=tuple(dict.fromkeys(chain)))
        return None

    def links(self, at: int) -> list[str]:
        """Return whom the words at a place name, outermost first."""
        group = behind(self.reading, at, self.named, anyone=True)
        if group is None:
            return []
        holder = self.passed_on(group)
        return list(holder) if holder else [self._link(group), *self._relative(group.after)]

    def passed_on(self, group: Group, verb: int = -1) -> tuple[str, str] | None:
        """Read `a report obtained by the Ledger`: the Ledger, and the report behind it.

        What stands behind the verb of saying does not describe its subject.
        """
        reading, end = self.reading, group.after + _FAR
        for hit in reading.hits(Sign.PASSED_ON_BY):
            if not group.first < hit.first < (verb if group.first < verb else end):
                continue
            papers = (Sign.DOCUMENT in reading.covers[i] for i in range(group.first, hit.first))
            for name in self.names if any(papers) else ():
                if hit.after <= name.first <= hit.after + _NEAR:
                    paper = words_of(Group(group.first, hit.first), reading)
                    return self.register.fullest(name.text), paper
        return None

    def _told(self, speech: Speech) -> list[str]:
        """Return the paper that somebody told or spoke to: `Maresk told the Ledger`."""
        ends = {hit.after for hit in self.reading.outside_quotes(Sign.PASSED_ON_BY)}
        for name in () if speech.back else self.names:
            if ends.isdisjoint((name.first, name.first - 1)) or name.is_person:
                continue
            covers = frozenset[str]().union(*self.reading.covers[name.first : name.after])
            ours = speech.who.first <= name.first < speech.who.after
            if covers & {Sign.PRESS, Sign.MEDIUM} and not ours:
                return [self.register.fullest(name.text)]
        return []

    def _link(self, group: Group) -> str:
        """Return the name in a group that is one, `the newspaper Ledger`, or else its words."""
        last = next((n for n in self.names if n.after == group.after), None)
        covers = self.reading.covers
        if last and all(covers[i] & _APPOSED for i in range(group.first, last.first)):
            return self.register.fullest(last.text)
        return words_of(group, self.reading)

    def _means(self, verb: int, last: Source) -> bool:
        """Tell whether the subject before a verb is the last source or the paper it cites."""
        covers = self.reading.covers
        told = next((n for n in self.names if n.after == verb), None)
        if told:
            return self.register.fullest(told.text) in last.chain
        return bool(covers[verb - 1] & _MEDIUM) and all(c & _APPOSED for c in covers[: verb - 1])

    def _relative(self, after: int) -> list[str]:
        """Return what stands in `..., which obtained a report`: the report."""
        reading, count = self.reading, len(self.reading.tokens)
        if after >= count or not reading.gap(after).strip().endswith(","):
            return []
        ahead = range(after, min(after + 3, count))
        if not any(reading.covers[i] & {Sign.WHICH, Sign.RELATIVE} for i in ahead):
            return []
        stops = (i for i in range(after + 1, count) if pauses(reading, i, self.named))
        return self._object(after, min(next(stops, count), after + _CLAUSE))

    def _holder(self, after: int) -> list[str]:
        """Return who got what in `according to the Ledger, the Gazette obtained a memo`."""
        verbs = {hit.first for hit in self.reading.outside_quotes(Sign.RELIES)}
        for name in self.names:
            if name.first >= after and name.after in verbs:
                papers = self._object(name.after, name.after + _CLAUSE)
                return [self.register.fullest(name.text), *papers] if papers else []
        return []

    def _object(self, first: int, end: int) -> list[str]:
        """Return the papers or people that a clause says somebody has or relies on."""
        covers = self.reading.covers[:end]
        hits = [h for h in self.reading.hits(Sign.RELIES) if first <= h.first < end]
        if not hits:
            return []
        taken = {i for hit in hits for i in range(hit.first, hit.after)}
        for start in self._starts(first, len(covers), taken):
            after = next((i for i in range(start, len(covers)) if i in taken), len(covers))
            group = behind(self.reading, start, self.named, anyone=True)
            if group and any(covers[i] & _PAPERS or i in self.named for i in range(start, after)):
                return [self._link(Group(start, min(group.after, after)))]
        return []

    def _starts(self, first: int, end: int, taken: set[int]) -> Iterator[int]:
        """Yield where groups of words begin in a clause, its verb and small words left out."""
        covers = self.reading.covers
        for index in range(first, end):
            small = covers[index] & _LEADING and Sign.ARTICLE not in covers[index]
            if index in taken or small or index == first:
                continue
            if index - 1 in taken or index - 1 == first or covers[index - 1] & _LEADING:
                yield index
