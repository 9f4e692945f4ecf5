"""Accusations: who accuses whom of what, and denials of it, followed through an article."""

from collections.abc import Sequence

from review.text.deeds import suffered
from review.text.docket import defenders_in, suspect_of
from review.text.finding import AccusationFound
from review.text.lexicon import Sign
from review.text.memory import Source
from review.text.names import Name
from review.text.parties import same
from review.text.reading import Reading
from review.text.scenes import SOMEBODY, Scene
from review.text.threads import Thread, key_of
from review.text.whom import pronoun_of

_BEARING = (
    Sign.ACCUSES, Sign.WRONGDOING, Sign.HARM, Sign.LAW_ACT, Sign.CONVICTS, Sign.CASE, Sign.DENIES,
    Sign.FABRICATION, Sign.PROSECUTES, Sign.SAYS_WEAKLY, Sign.FORCE, Sign.COURT, Sign.SEIZES,
    Sign.ADMITS, Sign.IDENTIFIES, Sign.EVIDENCE, Sign.CONFESSES, Sign.TESTIFIES, Sign.DEFENDS,
    Sign.VIOLENCE, Sign.PROBES, Sign.CULPRIT,
)  # fmt: skip


def accusation_in(
    reading: Reading, names: Sequence[Name], source: Source | None, thread: Thread
) -> AccusationFound | None:
    """Return who is accused of what by whom, as far as the wording shows it; None without one.

    After an earlier accusation, `these charges` speaks of it, what a source says of force or
    threats belongs to it, and so does what accuser and accused go on to assert.
    """
    thread.meet(reading, names)
    found = _found(reading, names, source, thread)
    thread.turn_to(reading, names, source)
    thread.defenders.update(defenders_in(reading, names))
    return found


def _found(
    reading: Reading, names: Sequence[Name], source: Source | None, thread: Thread
) -> AccusationFound | None:
    speaks = thread.suspects_speaker(source) or thread.defends(source)
    if not (speaks or reading.has(*_BEARING)):
        return None
    scene = Scene.of(reading, names, source)
    if scene.accuses(thread) or scene.goes_on(thread):
        accused, accuser = _sides(scene, names, thread)
    elif accused := suspect_of(scene, thread):
        accuser = scene.accuser()
    else:
        return None
    whole = thread.fullest(accused) if accused else None
    if whole and accuser and key_of(whole) == key_of(accuser):
        accuser = None
    person = thread.is_person(whole) if whole else None
    if scene.only_contests():
        return AccusationFound(whole, None, None, person)
    return AccusationFound(whole, scene.act(), accuser, person)


def _sides(scene: Scene, names: Sequence[Name], thread: Thread) -> tuple[str | None, str | None]:
    """Return who is accused and by whom. Who denies is accused, or the one a lawyer speaks for."""
    if scene.source and scene.reading.outside_quotes(Sign.DENIES):
        speaker = scene.source.name
        return next((n.text for n in names if n.is_person and same(n, speaker)), speaker), None
    if scene.source and scene.reading.has(Sign.CONFESSES):
        return scene.source.name, None
    party = scene.accused()
    if party:
        return scene.told(party), scene.accuser()
    accuser = scene.accuser()
    return _meant(scene, thread, accuser), accuser


def _meant(scene: Scene, thread: Thread, accuser: str | None) -> str | None:
    """Return who is meant where nobody is named: the last one accused, or whom a pronoun means."""
    reading = scene.reading
    if scene.source and reading.has(Sign.I) and suffered(reading):
        return thread.accused if scene.source.name in thread.accusers else None
    pronoun = pronoun_of(reading, scene.charges)
    if pronoun is not None:
        return thread.one_meant(pronoun, accuser)
    return thread.accused if thread.open or reading.has(*SOMEBODY) else None
