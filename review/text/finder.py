"""Find the claims of an article: suggestions with exact places, never decisions.

The floors of the finder: sentences, readings (words, signs, names), attribution through the
article, then one claim at a time. Everything is linear in the length of the text.
"""

from collections.abc import Sequence

from review.domain.vocabulary import Disposition
from review.text.accusations import Thread, accusation_in
from review.text.attribution import attribute
from review.text.checkable import judge
from review.text.checkpoints import checkpoints_in
from review.text.cues import cue_in
from review.text.finding import ClaimFound, Found, SentenceFound
from review.text.kinds import kind_of
from review.text.language import detect_language
from review.text.lexicon import Lexicon, load
from review.text.names import Name, capitals_inside, names_in
from review.text.parts import parts_in
from review.text.people import register
from review.text.reading import Reading, read
from review.text.sentences import split
from review.text.sources import Source
from review.text.worth import Facts, worth


def find_claims(text: str, language: str | None = None) -> Found:
    """Return every sentence of a canonical text with a disposition, and a claim where one is seen.

    `language` is an ISO 639-1 code; without one it is told from the text.
    """
    code = language or detect_language(text)
    pack = load(code)
    readings = read(text, split(text, code), pack)
    known = capitals_inside(readings, pack)
    names = [names_in(reading, pack, known) for reading in readings]
    sources = attribute(readings, names, register(readings, names, pack))
    sentences, claims = [], []
    thread = Thread()
    for reading, row, source in zip(readings, names, sources, strict=True):
        judged = judge(reading, row, pack, said=source is not None)
        span = reading.span
        sentences.append(SentenceFound(span.start, span.end, judged.disposition, judged.reason))
        if judged.disposition is Disposition.CLAIM:
            claims.append(_claim(reading, row, source, thread, pack))
    return Found(code, tuple(sentences), tuple(claims))


def _claim(
    reading: Reading, names: Sequence[Name], source: Source | None, thread: Thread, pack: Lexicon
) -> ClaimFound:
    accusation = accusation_in(reading, names, source, thread)
    accused = accusation is not None
    cue = cue_in(reading, source, thread, accused=accused)
    if accusation:
        thread.note(reading, source, accusation)
    kind = kind_of(reading, source, pack, accused=accused)
    facts = Facts(kind, source, accused=accused, contested=cue is not None, place=reading.place)
    score, why = worth(reading, facts, pack)
    points = checkpoints_in(reading, names)
    return ClaimFound(
        start=reading.span.start,
        end=reading.span.end,
        text=reading.text,
        score=score,
        kind=kind,
        attributed_to=source.name if source else None,
        source_chain=source.chain if source else None,
        accusation=accusation,
        fabrication_cue=cue,
        checkpoints=points,
        why=why,
        parts=parts_in(reading, points, pack),
    )
