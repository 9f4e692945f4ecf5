"""The whole way of a statement, outermost source first. People, bodies and papers are invented."""

import pytest

from review.text.attribution import attribute
from review.text.lexicon import load
from review.text.memory import Source
from review.text.names import capitals_inside, names_in
from review.text.people import register
from review.text.reading import read
from review.text.sentences import split

Chain = tuple[str, ...]


def told(text: str, language: str = "en") -> list[Source | None]:
    """Return who says each sentence of a text."""
    pack = load(language)
    readings = read(text, split(text, language), pack)
    known = capitals_inside(readings, pack)
    names = [names_in(reading, pack, known) for reading in readings]
    return attribute(readings, names, register(readings, names, pack))


def chains(text: str, language: str = "en") -> list[Chain | None]:
    return [source.chain if source else None for source in told(text, language)]


LEDGER = ("Harrow Ledger", "Port Gazette", "leaked report")

WHOLE: list[tuple[str, str, list[Chain | None]]] = [
    (
        "en",
        (
            "The army lost 40 drones. The Harrow Ledger reports this, citing the Port "
            "Gazette, which "
            "relies on a leaked report."
        ),
        [LEDGER, LEDGER],
    ),
    (
        "en",
        (
            "The army lost 40 drones, «Harrow Ledger» reports with reference to the Port Gazette, "
            "which obtained a leaked report."
        ),
        [LEDGER],
    ),
    (
        "en",
        (
            "According to the Harrow Ledger, the Port Gazette obtained a leaked report "
            "that says 12 "
            "agents were caught."
        ),
        [LEDGER],
    ),
    (
        "en",
        "According to the Harrow Ledger, the Port Gazette obtained new premises in May.",
        [("Harrow Ledger",)],
    ),
    (
        "en",
        (
            'The port lost 40 boats. The "Harrow Ledger" reported this first, citing an '
            "internal memo "
            "seen by the Port Gazette."
        ),
        [("Harrow Ledger", "Port Gazette", "internal memo")] * 2,
    ),
    (
        "en",
        "The Harrow Ledger, quoting the newspaper Port Gazette, said 40 boats were lost.",
        [("Harrow Ledger", "Port Gazette")],
    ),
    (
        "en",
        "Citing a court file, the Harrow Ledger reported that 40 boats were lost.",
        [("Harrow Ledger", "court file")],
    ),
    (
        "en",
        "The Harrow Ledger reported the loss of 40 boats, citing Oda Brekke, who left in May.",
        [("Harrow Ledger", "Oda Brekke")],
    ),
    (
        "en",
        "The Harrow Ledger reported the loss of 40 boats, citing the fleet, which relies on luck.",
        [("Harrow Ledger", "fleet")],
    ),
    (
        "en",
        "The Harrow Ledger said 40 boats were lost, citing the official medical report.",
        [("Harrow Ledger", "official medical report")],
    ),
    ("en", "40 boats were lost, the Harrow Ledger reported, citing.", [("Harrow Ledger",)]),
    (
        "de",
        (
            "Die Armee hat im Mai 40 Drohnen verloren. Das berichtet die »Welle« unter "
            "Berufung auf die "
            "»Harrower Rundschau«, der ein geleakter Bericht vorliegt."
        ),
        [("Welle", "Harrower Rundschau", "geleakter Bericht")] * 2,
    ),
    (
        "de",
        (
            "Wie die Welle unter Berufung auf die Harrower Rundschau berichtet, hat der Hafen 40 "
            "Schiffe verloren."
        ),
        [("Welle", "Harrower Rundschau")],
    ),
    (
        "de",
        (
            "Laut einem Bericht der Zeitung »Harrower Kurier«, die sich auf interne "
            "Dokumente beruft, "
            "fehlen 40 Schiffe."
        ),
        [("Harrower Kurier", "interne Dokumente")],
    ),
    (
        "de",
        (
            "Der Hafen verlor 40 Schiffe, schreibt die Zeitung ›Welle‹ unter Bezug auf "
            "Ermittlerkreise."
        ),
        [("Welle", "Ermittlerkreise")],
    ),
    (
        "uk",
        "Армія втратила 40 дронів, пише «Нова Хвиля» з посиланням на витік документів.",
        [("Нова Хвиля", "витік документів")],
    ),
    (
        "uk",
        (
            "Армія втратила 40 дронів. Про це повідомляє газета «Причал» з посиланням на видання "
            "«Порт», яке спирається на внутрішній звіт."
        ),
        [("Причал", "Порт", "внутрішній звіт")] * 2,
    ),
    (
        "ru",
        (
            "Армия потеряла 40 дронов, пишет «Новая волна» со ссылкой на газету «Причал», которая "
            "получила доступ к докладу."
        ),
        [("Новая волна", "Причал", "докладу")],
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), WHOLE)
def test_a_chain_comes_out_whole_outermost_first(
    language: str, text: str, expected: list[Chain | None]
) -> None:
    assert chains(text, language) == expected


LATER: list[tuple[str, str, list[Chain | None]]] = [
    (
        "de",
        (
            "Drei Schiffe fehlen, berichtet die „Welle“ mit Verweis auf die „Harrower "
            "Rundschau“. Diese "
            "stützt sich auf ein internes Papier. Zwei Lotsen seien entlassen worden."
        ),
        [("Welle", "Harrower Rundschau", "internes Papier")] * 3,
    ),
    (
        "en",
        (
            "The Harrow Ledger reported on Monday that 40 boats were lost. The paper "
            "relied on court "
            "files obtained by the Ilm Gazette. It was raining."
        ),
        [("Harrow Ledger", "Ilm Gazette", "court files")] * 2 + [None],
    ),
    (
        "en",
        (
            "The Harrow Ledger reported on Monday that 40 boats were lost. The Harrow Ledger cited "
            "two pilots."
        ),
        [("Harrow Ledger", "two pilots")] * 2,
    ),
    (
        "en",
        (
            "The Harrow Ledger reported on Monday that 40 boats were lost. The mayor "
            "obtained a copy "
            "of the report."
        ),
        [("Harrow Ledger",), None],
    ),
    (
        "ru",
        (
            "Армия потеряла 40 дронов. Об этом сообщает «Причал» со ссылкой на «Порт». Издание "
            "опирается на утечку документов."
        ),
        [("Причал", "Порт", "утечку документов")] * 3,
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), LATER)
def test_a_later_sentence_on_what_a_paper_rests_on_extends_the_chain(
    language: str, text: str, expected: list[Chain | None]
) -> None:
    assert chains(text, language) == expected


TO_A_PAPER: list[tuple[str, str, Chain]] = [
    (
        "en",
        '"We lost 40 boats," Ilan Maresk told the Harrow Ledger.',
        ("Harrow Ledger", "Ilan Maresk"),
    ),
    (
        "en",
        "In an interview with the Harrow Ledger, the minister said 40 boats were lost.",
        ("Harrow Ledger", "minister"),
    ),
    ("en", "Ilan Maresk told Harrow Police that 40 boats were lost.", ("Ilan Maresk",)),
    (
        "en",
        "Ilan Maresk warned readers of the Harrow Ledger that 40 boats were lost.",
        ("Ilan Maresk",),
    ),
]


@pytest.mark.parametrize(("language", "text", "chain"), TO_A_PAPER)
def test_the_paper_that_somebody_told_stands_outermost(
    language: str, text: str, chain: Chain
) -> None:
    assert chains(text, language) == [chain]


def test_a_statement_without_an_owner_is_that_of_whoever_spoke_last() -> None:
    text = (
        "Охранника уволили, заявили в Бюро 9. «Никто не сообщал нам о краже лодок», — говорится в "
        "сообщении."
    )
    assert chains(text, "ru") == [("Бюро 9",), ("Бюро 9", "сообщении")]


def test_a_chain_does_not_grow_for_ever() -> None:
    colours = [
        "red",
        "blue",
        "green",
        "black",
        "white",
        "grey",
        "brown",
        "pink",
        "gold",
        "silver",
        "olive",
        "plum",
    ]
    later = "".join(f" The paper relied on a {colour} report." for colour in colours)
    last = chains("The Harrow Ledger said that 40 boats were lost." + later)[0]
    assert last is not None
    assert last[:3] == ("Harrow Ledger", "red report", "blue report")
    assert len(last) < len(colours)
