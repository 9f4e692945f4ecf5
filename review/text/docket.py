"""A case followed through an article: what court and police do, and what the suspects did."""

from collections.abc import Iterator, Sequence

from review.text.accused import doer_before, last_before, suffers
from review.text.deeds import not_civil, real
from review.text.lexicon import Sign
from review.text.names import Name
from review.text.parties import Party
from review.text.phrases import Hit
from review.text.reading import Reading
from review.text.scenes import Scene
from review.text.threads import Thread, key_of

_ACTS = (Sign.VIOLENCE, Sign.FORCE, Sign.HARM, Sign.WRONGDOING)
_DEFENCE = (Sign.MAINTAINS, Sign.EXPLAINS, Sign.NOT, Sign.DISPUTES)
_PRONOUNS = {Sign.HE, Sign.THEY}
_ANY_FORM = {*_PRONOUNS, Sign.HIM, Sign.THEM}
_THEIRS = {Sign.HIM, Sign.THEM, Sign.POSSESSIVE}
_DEADLY = {Sign.DEATH, Sign.WRONGDOING}
_NEAR = 6
_OBJECT = 3
_MANY = 64
_START = 2


def suspect_of(scene: Scene, thread: Thread) -> str | None:
    """Return who is suspected where the sentence belongs to a case; None where it does not.

    The article, or the sentence itself, opens the case: by an accusation before, by an arrest at
    its beginning, or by what `the attacker` did.
    """
    return next(_suspected(scene, thread), None)


def _suspected(scene: Scene, thread: Thread) -> Iterator[str]:
    known = [p.text for p in scene.others() if scene.is_suspect(p, thread)]
    acts = real(scene.reading, _ACTS, set())[:_MANY]
    if scene.reading.has(Sign.RULE) and not any(name[0].isupper() for name in known):
        return
    if scene.source and not known and _admits(scene, acts):
        yield scene.source.name
    trial = not_civil(scene.reading, Sign.COURT)
    for act in acts:
        if doer := _doer(scene, thread, act):
            yield doer
    if known and _told_of(scene, thread, in_court=bool(trial)):
        yield known[0]
    here = thread.follows or thread.begins or scene.reading.has(Sign.COURT_ACT)
    if here and scene.reading.has(Sign.SEIZES):
        yield from _seized(scene)
    if thread.accused and _means_the_last(scene, thread, trial, acts):
        yield thread.accused
    yield from _identified(scene, thread)


def _told_of(scene: Scene, thread: Thread, *, in_court: bool) -> bool:
    """Tell whether a sentence that names a suspect tells of the case: in court, or by claims."""
    culprit = scene.reading.has(Sign.CULPRIT)
    if culprit and (in_court or (thread.open and scene.source)):
        return True
    return thread.follows and (in_court or _claimed(scene, thread))


def _means_the_last(scene: Scene, thread: Thread, trial: list[Hit], acts: list[Hit]) -> bool:
    """Tell whether a sentence that names no suspect speaks of the one named last."""
    return (
        any(_means_suspect(scene, thread, h.first) for h in trial)
        or (thread.top and any(_done_to_others(scene, thread, act) for act in acts))
        or _is_defended(scene, thread)
        or (thread.top and scene.reading.has(Sign.TESTIFIES))
        or _side_claims(scene, thread)
        or (thread.follows and thread.means_suspect and _was_his(scene.reading))
    )


def _means_suspect(scene: Scene, thread: Thread, index: int) -> bool:
    """Tell whether `he`, before the word, means a suspect: the last sentence was about one."""
    if not thread.suspects_one(thread.subject):
        return False
    covers = scene.reading.covers
    return any(
        covers[i] & _ANY_FORM and thread.may_be(covers[i])
        for i in (*range(_START), *range(max(0, index - _NEAR), index))
        if i < index
    )


def _doer(scene: Scene, thread: Thread, act: Hit) -> str | None:
    """Return the suspect, or `the attacker`, who does harm."""
    if suffers(scene.reading, act):
        by = next((m for m in scene.reading.hits(Sign.BY_DOER) if act.after <= m.first), None)
        party = next((p for p in scene.parties if by and p.first >= by.after), None)
        named = party and _is_somebody(scene, party, act)
        return party.text if party and (named or scene.is_suspect(party, thread)) else None
    party = doer_before(scene.reading, scene.parties, act.first)
    if party and (scene.is_suspect(party, thread) or _strikes(scene, thread, party, act)):
        return party.text
    return thread.accused if thread.top and _means_suspect(scene, thread, act.first) else None


def _is_somebody(scene: Scene, party: Party, act: Hit) -> bool:
    """Tell whether people did it, or, where it is violence, somebody with a name."""
    people = Sign.PEOPLE in scene.reading.covers[party.after - 1]
    named = party.text[0].isupper()
    return people or named if act.group == Sign.VIOLENCE else people and act.group == Sign.HARM


def _strikes(scene: Scene, thread: Thread, party: Party, act: Hit) -> bool:
    """Tell whether people do violence: `a man with a knife wounded nine`.

    Whoever has a name does it to people: `Norland killed nine guards`, not `Maresk hit the post`;
    to somebody named a deadly deed counts.
    So do troops, for what they hit in a war is no accusation by itself.
    """
    covers, last = scene.reading.covers, party.after - 1
    if act.group != Sign.VIOLENCE or party in scene.speakers:
        return False
    between = covers[party.after : act.first]
    acts = any(Sign.FINITE in c and Sign.HAS not in c for c in between)
    if acts and Sign.WHICH not in between[0]:
        return False
    unnamed = not (last and scene.reading.tokens[last].capital)
    if Sign.PEOPLE in covers[last] and Sign.TROOPS not in covers[last] and unnamed:
        return True
    deadly = covers[act.first] & _DEADLY and thread.is_person(party.text)
    return any(
        act.after <= p.first <= act.after + _OBJECT
        and (Sign.PEOPLE in covers[p.after - 1] or (deadly and thread.is_person(p.text)))
        for p in scene.parties
    )


def _seized(scene: Scene) -> Iterator[str]:
    """Yield whom police take: before `was arrested`, behind `arrested` and `arrest of`."""
    for hit in real(scene.reading, (Sign.SEIZES,), set()):
        behind = next((p for p in scene.others() if p.first > hit.first), None)
        before = last_before(scene.reading, scene.parties, hit.first)
        party = before if suffers(scene.reading, hit) else behind or before
        if party:
            yield party.text


def _identified(scene: Scene, thread: Thread) -> Iterator[str]:
    """Yield the name of a suspect who had none: `the man was identified as Ilan Maresk`."""
    covers = scene.reading.covers
    for hit in scene.reading.hits(Sign.IDENTIFIES)[:_MANY]:
        who = next((p for p in scene.parties if p.first >= hit.after), None)
        if who is None or not who.text[0].isupper():
            continue
        known = any(scene.is_suspect(p, thread) for p in scene.parties if p.first < hit.after)
        near = range(max(0, hit.first - _NEAR), hit.after)
        if known or (thread.means_suspect and any(covers[i] & _ANY_FORM for i in near)):
            yield who.text


def _was_his(reading: Reading) -> bool:
    """Tell whether evidence was found with somebody: `a knife in his flat`, `on him`."""
    return any(
        covers & _THEIRS
        for hit in reading.hits(Sign.EVIDENCE)
        for covers in reading.covers[hit.first : hit.after + _NEAR]
    )


def _done_to_others(scene: Scene, thread: Thread, act: Hit) -> bool:
    """Tell whether harm was done to somebody who is no suspect."""
    before = last_before(scene.reading, scene.parties, act.first)
    known = before and thread.suspects_one(before.text)
    return suffers(scene.reading, act) and not known


def _is_defended(scene: Scene, thread: Thread) -> bool:
    """Tell whether somebody's lawyers assert or explain something for them."""
    if scene.source is None or not thread.open or not scene.reading.has(*_DEFENCE):
        return False
    if thread.defends(scene.source):
        return True
    reading, words = scene.reading, set(scene.source.name.lower().split())
    spoken = {i for i, token in enumerate(reading.tokens) if token.low in words}
    return any(
        not spoken.isdisjoint(range(hit.first - _NEAR, hit.after + _NEAR))
        for hit in reading.outside_quotes(Sign.DEFENDS)
        if Sign.NO_CUE not in reading.covers[hit.first]
    )


def defenders_in(reading: Reading, names: Sequence[Name]) -> Iterator[str]:
    """Yield the last words of the names of lawyers: `his lawyer, Ilan Maresk`."""
    for name in names:
        near = reading.covers[max(0, name.first - 1) : name.first]
        if name.is_person and any(c & {Sign.DEFENDS} and Sign.NO_CUE not in c for c in near):
            yield key_of(name.text)


def _side_claims(scene: Scene, thread: Thread) -> bool:
    """Tell whether a suspect's own people claim something: `Norland's embassy called it a lie`."""
    if not (scene.source and thread.follows and scene.reading.has(Sign.SAYS_WEAKLY)):
        return False
    words = (word.removesuffix("'s").removesuffix("’s") for word in scene.source.name.split()[:-1])
    return any(thread.suspects_one(word) for word in words if word[:1].isupper())


def _claimed(scene: Scene, thread: Thread) -> bool:
    """Tell whether somebody claims something in an open case."""
    weakly = scene.source and scene.reading.has(Sign.SAYS_WEAKLY, Sign.ACCUSES)
    return bool(weakly and thread.open)


def _admits(scene: Scene, acts: list[Hit]) -> bool:
    """Tell whether somebody admits a deed: `admits a killing`, `admitted selling the files`."""
    owned = scene.reading.hits(Sign.ADMITS)
    confesses = scene.reading.has(Sign.CONFESSES)
    return confesses or (bool(owned) and any(act.first >= owned[0].first for act in acts))
