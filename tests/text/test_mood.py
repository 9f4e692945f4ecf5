"""German reported speech: told by the form of its verbs. People and places are invented."""

import pytest

from review.text.finder import find_claims
from review.text.lexicon import Sign, load
from review.text.reading import read
from review.text.sentences import split


def marked(text: str) -> list[str]:
    """Return the verbs of a text in the subjunctive, the first one's with a star."""
    (reading,) = read(text, split(text, "de"), load("de"))
    first = {hit.first for hit in reading.hits(Sign.INDIRECT)}
    found = sorted({hit.first for hit in reading.hits(Sign.SUBJUNCTIVE)})
    return [reading.tokens[i].text + "*" * (i in first) for i in found]


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("Das sei ein Fehler.", ["sei*"]),
        ("Die Akten lägen in Ilm.", ["lägen"]),
        ("Sie kämen oft erst nach zwei Stunden.", ["kämen"]),
        ("Er ginge gern.", ["ginge"]),
        ("Sie gingen gern.", []),
        ("Die Anlage bringe 30 Megawatt.", ["bringe*"]),
        ("Das reiche für alle.", ["reiche*"]),
        ("Die reiche Frau kaufte ein Boot.", []),
        ("Es schneie 40 Tage lang.", ["schneie*"]),
        ("Das Boot drehe nach Westen ab.", ["drehe*"]),
        ("Er sage, dass es regne.", ["sage*", "regne*"]),
        ("Ob das Boot noch schlingere.", []),
        ("Er arbeite im Hafen.", ["arbeite*"]),
        ("Sie machte die Leinen los.", []),
        ("Er tankte im Hafen.", []),
        ("Er wurde gerufen.", []),
        ("Er kam heute nach Hause.", []),
        ("Ich gehe nach Hause.", []),
        ("Er sah kleine und große Boote.", []),
        ("Teilweise regnete es.", []),
        ("Beispielsweise fuhr er schrittweise in den Hafen.", []),
    ],
)
def test_the_subjunctive_is_told_by_its_form(text: str, verbs: list[str]) -> None:
    assert marked(text) == verbs


def test_other_languages_have_no_such_verbs() -> None:
    (reading,) = read("The boat came home.", split("The boat came home.", "en"), load("en"))
    assert not reading.has(Sign.SUBJUNCTIVE)


def sources(text: str) -> list[str | None]:
    return [claim.attributed_to for claim in find_claims(text, "de").claims]


def test_reported_speech_goes_on_whatever_its_verbs() -> None:
    text = (
        "„Wir haben 40 Kisten verloren“, sagte Olf Harden am Montag. Er sei erst seit 2019 im Amt. "
        "Die Akten lägen in Ilm. Es gebe 40 Zeugen. Niemand habe gefragt."
    )
    assert sources(text) == ["Olf Harden"] * 5


def test_reported_speech_goes_on_in_the_next_paragraph_and_behind_a_heading() -> None:
    text = (
        "Der Zeuge Jan Tolle sagte, er habe 40 Boote gesehen.\n\nDie Boote seien leer gewesen.\n\n"
        "Feuer im Hafen\n\nZwei hätten gebrannt. Der Kai sei 2019 gesperrt worden."
    )
    found = {claim.text[:9]: claim.attributed_to for claim in find_claims(text, "de").claims}
    assert found["Die Boote"] == "Jan Tolle"
    after_heading = text.replace("Zwei hätten gebrannt. ", "")
    last = find_claims(after_heading, "de").claims[-1]
    assert (last.text[:7], last.attributed_to) == ("Der Kai", "Jan Tolle")


def test_an_indicative_ends_it_at_the_paragraph_but_not_inside() -> None:
    inside = (
        "Das Boot habe 40 Kisten geladen, teilte die Polizei am Montag mit. Dort griff "
        "der Zoll zu. "
        "Der Steuermann habe lange geschlafen."
    )
    assert sources(inside) == ["Polizei", None, "Polizei"]
    apart = inside.replace(". Der Steuermann", ".\n\nDer Steuermann")
    assert sources(apart)[-1] is None


def test_it_belongs_to_whom_the_sentence_before_begins_with() -> None:
    text = "Olf Harden wehrt sich gegen das Urteil. Die 40 Kisten seien leer gewesen."
    assert sources(text)[-1] == "Olf Harden"
    assert sources("Der Regen kam um 9 Uhr. Die 40 Kisten seien leer gewesen.")[-1] is None


def test_a_heading_above_alone_gives_no_source() -> None:
    assert sources("Feuer im Hafen\nDie 40 Kisten seien leer gewesen.")[-1] is None
