"""Who is meant: short names, roles and pronouns lead to the fullest name in the article."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from review.text.inflection import Forms
from review.text.lexicon import Lexicon, Sign
from review.text.names import Name
from review.text.reading import Reading

_APART = {Sign.FINITE, Sign.SAYS, Sign.SAYS_WEAKLY, Sign.DENIES, Sign.PREPOSITION}
_ROLE = {Sign.TITLE, Sign.MEDIUM}
_PERSONS_ROLE = {Sign.TITLE, Sign.PEOPLE}
_NO_ROLE = {Sign.BY_SOURCE, Sign.PLURAL}
_CASES = "аяоеєёуюиіїыйьмв"
_GERMAN_CASE = re.compile("(?:e[nrs]?|n|s)$")
_AGE = range(10, 110)
_AGED = ("-year-old", "-jährige", "-річний", "-річна", "-летний", "-летняя")


@dataclass(slots=True)
class Register:
    """The names of one article, in the order of the text, with the roles that stand beside them."""

    full: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    persons: frozenset[str] = frozenset()
    forms: Forms | None = None
    genitive_s: bool = False

    def fullest(self, name: str) -> str:
        """Return the fullest form of a name seen in the article."""
        if self.forms:
            return self.forms.fullest(name)
        low = name.lower()
        if self.genitive_s and low not in self.full and low.endswith("s"):
            low = low[:-1]
        return self.full.get(low, name)

    def role(self, low: str) -> str | None:
        """Return who has a role, `the mayor` or `dem Zeugen`, in the article's own words."""
        return self.roles.get(self._plain(low))

    def take_down(self, role: str, name: str) -> None:
        """Note who is said to have a role; the first one keeps it."""
        self.roles.setdefault(self._plain(role), name)

    def _plain(self, role: str) -> str:
        """Return a role without the ending that tells its case."""
        if self.forms:
            return role.rstrip(_CASES)
        return _GERMAN_CASE.sub("", role) if self.genitive_s else role


def register(
    readings: Sequence[Reading], names: Sequence[tuple[Name, ...]], pack: Lexicon
) -> Register:
    """Take down every name of the article once, and each role that is said beside one."""
    everything = [name for row in names for name in row]
    book = Register(genitive_s=pack.capital_nouns)
    if pack.inflects_names:
        book.forms = Forms((name.text, name.is_person) for name in everything)
    book.persons = frozenset(n.low for n in everything if n.is_person)
    for name in sorted(everything, key=lambda n: n.after - n.first):
        _take_down(book, name)
    for name in everything:
        if not (name.is_person or name.is_place):
            for word in name.low.split():
                book.take_down(word, name.text)
    for reading, row in zip(readings, names, strict=True):
        for name in row:
            for role in _roles(reading, name):
                book.take_down(role, book.fullest(name.text))
    return book


def _take_down(book: Register, name: Name) -> None:
    words = name.low.split()
    book.full[name.low] = name.text
    if len(words) > 1:
        short = words[-1] if name.is_person else words[0]
        book.full.setdefault(short, name.text)
        if short in book.full and len(book.full[short].split()) == 1:
            book.full[short] = name.text
    two = " ".join(words[-2:])
    if name.is_person and len(words) > 2 and len(book.full.get(two, "").split()) == 2:
        book.full[two] = name.text


def _roles(reading: Reading, name: Name) -> Iterable[str]:
    """Yield the role words right before a name, or right behind it between commas."""
    at = name.first - 1
    while at >= max(0, name.first - 1) and not reading.gap(at + 1).strip():
        if reading.covers[at] & _APART:
            break
        if reading.covers[at] & {Sign.SOURCE_NOUN, Sign.TITLE, Sign.MEDIUM}:
            yield reading.tokens[at].low
        at -= 1
    yield from _called(reading, name)
    yield from _introduced(reading, name)
    # `On Seebook, the mayor wrote`: what a preposition leads is nobody's role.
    lead = name.first - 1
    lead -= lead > 0 and Sign.ARTICLE in reading.covers[lead]
    led = lead >= 0 and Sign.PREPOSITION in reading.covers[lead] and not name.is_person
    if name.after < len(reading.tokens) and reading.gap(name.after).strip() == ",":
        for index in range(name.after, min(name.after + 5, len(reading.tokens))):
            if reading.covers[index] & _ROLE and not led:
                yield reading.tokens[index].low
            elif reading.gap(index + 1).strip():
                break


def _introduced(reading: Reading, name: Name) -> Iterable[str]:
    """Yield the role before a name between commas, and the age behind one: `his wife, Ann, 54,`."""
    if not name.is_person:
        return
    behind, before = reading.gap(name.after).strip(), name.first - 1
    alone = reading.gap(name.first).strip() == "," and behind[:1] in {",", "."}
    told = frozenset[str]().union(*reading.covers[max(0, before - 2) : before + 1])
    if alone and reading.covers[before] & _PERSONS_ROLE and not told & _NO_ROLE:
        yield reading.tokens[before].low
    if name.after < len(reading.tokens) and behind in {",", "("}:
        age = reading.tokens[name.after].text
        if age.isdecimal() and int(age) in _AGE:
            yield from (f"{age}{ending}" for ending in _AGED)


def _called(reading: Reading, name: Name) -> Iterable[str]:
    """Yield the role behind `is` or `was`: `Maresk is the deputy mayor of Port Ilm`."""
    if not name.is_person or name.after + 1 >= len(reading.tokens):
        return
    after = name.after + 1
    if Sign.COPULA in reading.covers[name.after] and Sign.ARTICLE in reading.covers[after]:
        for index in range(after + 1, min(after + 4, len(reading.tokens))):
            if Sign.TITLE in reading.covers[index]:
                yield reading.tokens[index].low
            elif reading.gap(index + 1).strip():
                return
