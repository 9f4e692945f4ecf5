"""Find the claims of an article: suggestions with exact places, never decisions.

The floors of the finder: sentences, readings (words, signs, names), attribution through the
article, then one claim at a time. Everything is linear in the length of the text.
"""

from collections.abc import Iterator, Sequence

from review.domain.vocabulary import Disposition
from review.text.accusations import accusation_in
from review.text.attribution import attribute
from review.text.checkable import features_to_judge, judge
from review.text.checkpoints import checkpoints_in
from review.text.cues import cue_in
from review.text.facts import Facts
from review.text.features import features_of
from review.text.finding import AccusationFound, ClaimFound, Cue, Found, SentenceFound
from review.text.kinds import kind_of
from review.text.language import detect_language
from review.text.lexicon import Lexicon, load
from review.text.memory import Source
from review.text.names import Name, capitals_inside, names_in
from review.text.parts import parts_in
from review.text.people import register
from review.text.reading import Reading, read
from review.text.sentences import split
from review.text.spans import Span
from review.text.subjects import Tagger, with_subjects
from review.text.threads import Thread
from review.text.worth import SHIPPED, Looked, Weights, doubted, looked_at, worth

Seen = tuple[Facts, Cue | None, AccusationFound | None]


def find_claims(
    text: str,
    language: str | None = None,
    weights: Weights = SHIPPED,
    tagger: Tagger | None = None,
) -> Found:
    """Return every sentence of a canonical text with a disposition, and a claim where one is seen.

    `language` is an ISO 639-1 code; without one it is told from the text. `weights` is what a
    desk's own decisions add to the weights of the score; they change scores and reasons alone.
    `tagger` names subjects that the rules do not see.
    """
    code = language or detect_language(text)
    pack = load(code)
    sentences, claims = [], []
    thread = Thread()
    for reading, row, source in _in_context(text, pack, tagger):
        seen = _facts(reading, row, source, thread, pack)
        looked = looked_at(reading, seen[0], pack)
        judged = judge(reading, row, seen[0], looked.sum, pack)
        span = reading.span
        sentences.append(SentenceFound(span.start, span.end, judged.disposition, judged.reason))
        if judged.disposition is Disposition.CLAIM:
            rank = worth(doubted(looked, judged.doubt), weights)
            claims.append(_claim(reading, row, source, seen, rank, pack))
    return Found(code, tuple(sentences), tuple(claims))


def weigh(text: str, language: str) -> list[tuple[Span, Looked]]:
    """Return what the score of each sentence is made of, also of those that are no claims."""
    pack = load(language)
    thread = Thread()
    found = []
    for reading, row, source in _in_context(text, pack):
        facts, _, _ = _facts(reading, row, source, thread, pack)
        looked = looked_at(reading, facts, pack)
        doubt = judge(reading, row, facts, looked.sum, pack).doubt
        found.append((reading.span, doubted(looked, doubt)))
    return found


def looked_into(text: str, language: str | None = None) -> Iterator[tuple[Span, dict[str, float]]]:
    """Yield the place of each sentence with the features that tell whether it states something.

    There are none where it surely does not (see `checkable`).
    """
    pack = load(language or detect_language(text))
    thread = Thread()
    for reading, row, source in _in_context(text, pack):
        facts, _, _ = _facts(reading, row, source, thread, pack)
        yield reading.span, features_to_judge(reading, row, facts, pack)


def _in_context(
    text: str, pack: Lexicon, tagger: Tagger | None = None
) -> Iterator[tuple[Reading, tuple[Name, ...], Source | None]]:
    """Yield each sentence with its names and whoever says it."""
    readings = read(text, split(text, pack.language), pack)
    readings = with_subjects(readings, pack.language, tagger)
    known = capitals_inside(readings, pack)
    names = [names_in(reading, pack, known) for reading in readings]
    sources = attribute(readings, names, register(readings, names, pack))
    yield from zip(readings, names, sources, strict=True)


def _facts(
    reading: Reading, names: Sequence[Name], source: Source | None, thread: Thread, pack: Lexicon
) -> Seen:
    """Return what bears on accusations, of any sentence: later claims may go on with it."""
    accusation = accusation_in(reading, names, source, thread)
    accused = accusation is not None
    cue = cue_in(reading, source, thread, accused=accused)
    kind = kind_of(reading, source, pack, accused=accused)
    words = features_of(reading.text, reading.tokens, reading.signs, pack)
    facts = Facts(kind, source, accused=accused, contested=cue is not None, words=words)
    if accusation:
        thread.note(reading, source, accusation)
    return facts, cue, accusation


def _claim(
    reading: Reading,
    names: Sequence[Name],
    source: Source | None,
    seen: Seen,
    rank: tuple[float, tuple[str, ...]],
    pack: Lexicon,
) -> ClaimFound:
    facts, cue, accusation = seen
    score, why = rank
    points = checkpoints_in(reading, names)
    return ClaimFound(
        start=reading.span.start,
        end=reading.span.end,
        text=reading.text,
        score=score,
        kind=facts.kind,
        attributed_to=source.name if source else None,
        source_chain=source.chain if source else None,
        accusation=accusation,
        fabrication_cue=cue,
        checkpoints=points,
        why=why,
        parts=parts_in(reading, points, pack),
    )
