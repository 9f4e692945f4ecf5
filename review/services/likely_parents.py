"""Which of two pieces may come from the other, and why one thinks so: rules without a database.

The piece that came to the desk later is taken for the one that tells again; a person who knows
better refuses the suggestion, and enters the link the other way round.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from review.domain.vocabulary import DerivationKind, HintReason
from review.queries.hint_facts import Known, Told
from review.text.credits import reported_by, wire_credits
from review.text.datelines import AGENCIES
from review.text.shingles import NEARLY_THE_SAME, likeness, shingles


@dataclass(frozen=True, slots=True)
class Guess:
    """That `child_id` comes from a piece or from a source; `score` from 0 to 1 how likely."""

    child_id: int
    kind: DerivationKind
    why: HintReason
    words: str
    score: float
    parent_id: int | None = None
    source_id: int | None = None

    @property
    def pair(self) -> frozenset[tuple[str, int | None]]:
        other = ("source", self.source_id) if self.source_id else ("piece", self.parent_id)
        return frozenset({("piece", self.child_id), other})


def likely(known: Known) -> list[Guess]:
    """At most one guess for each pair, the surest, surest first."""
    found: dict[frozenset[tuple[str, int | None]], Guess] = {}
    for guess in sorted(_guesses(known), key=lambda one: -one.score):
        found.setdefault(guess.pair, guess)
    return list(found.values())


def _guesses(known: Known) -> Iterator[Guess]:
    yield from _of_names(known)
    piece = known.piece
    words, credited = shingles(piece.text), _agencies(piece, known)
    for other in known.others:
        child, parent = (other, piece) if other.order > piece.order else (piece, other)
        if piece.address and piece.address == other.address:
            yield Guess(child.id, DerivationKind.SAME_DOCUMENT, HintReason.SAME_ADDRESS,
                        piece.address, 1.0, parent.id)  # fmt: skip
        yield from _same_words(child, parent, likeness(words, shingles(other.text)))
        shared = credited & _agencies(other, known)
        if shared:
            yield Guess(child.id, DerivationKind.SAME_WIRE, HintReason.SAME_CREDIT,
                        min(shared), 0.7, parent.id)  # fmt: skip
        if piece.owner and piece.owner == other.owner and piece.source_id != other.source_id:
            yield Guess(child.id, DerivationKind.SAME_OWNER, HintReason.SAME_OWNER,
                        piece.owner, 0.5, parent.id)  # fmt: skip


def _same_words(child: Told, parent: Told, share: float) -> Iterator[Guess]:
    if share >= NEARLY_THE_SAME:
        words = f"{share:.0%} of the words"
        yield Guess(child.id, DerivationKind.REWRITES, HintReason.SAME_TEXT, words,
                    min(share, 0.99), parent.id)  # fmt: skip


def _agencies(told: Told, known: Known) -> set[str]:
    """The agencies that a text is credited to, unless the piece is the agency's own."""
    names = (*AGENCIES, *sorted(known.agencies))
    return {credit.name for credit in wire_credits(told.text, names)} - {told.source}


def _of_names(known: Known) -> Iterator[Guess]:
    """`As reported by X`: the piece that comes from X, be it the one looked at or another."""
    piece = known.piece
    others = {name: key for name, key in known.names.items() if key != piece.source_id}
    latest_first = sorted(known.others, key=lambda one: one.order, reverse=True)
    first = {one.source_id: one for one in latest_first}
    for credit in reported_by(piece.text, others):
        key = others[credit.name]
        yield _quoting(piece, credit.words, first.get(key), key)
    if piece.source:
        for other in known.others:
            for credit in reported_by(other.text, [piece.source] * (other.source != piece.source)):
                yield _quoting(other, credit.words, piece, None)


def _quoting(child: Told, words: str, parent: Told | None, source_id: int | None) -> Guess:
    """A link to the very piece where it is on the claim, else to the source that is named."""
    where = {"parent_id": parent.id} if parent is not None else {"source_id": source_id}
    return Guess(child.id, DerivationKind.QUOTES, HintReason.REPORTED_BY, words, 0.8, **where)
