"""Classes of who says so: courts, conclusions, finds, single marks. All of it is invented."""

import pytest

from review.text.attribution import attribute
from review.text.lexicon import load
from review.text.names import capitals_inside, names_in
from review.text.people import register
from review.text.quotes import quotations
from review.text.reading import read
from review.text.sentences import split


def heard(text: str) -> list[str | None]:
    """Return the source of each sentence of an English text."""
    pack = load("en")
    readings = read(text, split(text, "en"), pack)
    known = capitals_inside(readings, pack)
    names = [names_in(reading, pack, known) for reading in readings]
    sources = attribute(readings, names, register(readings, names, pack))
    return [source.name if source else None for source in sources]


SAID = [
    (
        "The court of appeal in Port Ilm ruled on Tuesday the closure was unlawful.",
        "court of appeal in Port Ilm",
    ),
    ("Vantorian court rules closure of harbour unlawful", "Vantorian court"),
    ("The government's view is that the bridge was inspected in 2019.", "government"),
    (
        "Delia Forsant came to the conclusion that the files had been lost in 2018.",
        "Delia Forsant",
    ),
    ("Bureau 9 is convinced that the files were lost in 2018.", "Bureau 9"),
    ("Delia Forsant took the view that the files had been lost.", "Delia Forsant"),
    ("Delia Forsant gave evidence that the files were burnt in 2019.", "Delia Forsant"),
    ("The scientists reasoned that the birds were bred in captivity.", "scientists"),
    ("The ministry places the number of dead at 300.", "ministry"),
    ("Activists have long claimed the dam leaks.", "Activists"),
    ('A notice on the door read in part: "The shop closed in May."', "notice on the door"),
    ("The toll stands at 300, per Bureau 9.", "Bureau 9"),
    ("A claim by the Bureau 9 that the bridge was shut was repeated.", "Bureau 9"),
    ("According to the charge sheet, the mayor received 40,000 crowns.", "charge sheet"),
    ("Officers found that the bridge had 14 cracks.", "Officers"),
    ("Officers found 14 cracks had opened in the bridge.", "Officers"),
    ("The team found 14 cracks in the bridge.", "team"),
]
NOT_SAID = [
    "Officers found 14 cracks in the bridge.",
    "Officers found 14 cracks, two of them new, in the bridge.",
    "Rescuers found the crew on a raft.",
    "The ship sank after the ministry reported the storm.",
    "Although Maresk admitted the theft, three helpers were tried.",
    "Maresk was later accused of inciting the strike, which he denied.",
    "Maresk was held over a firm alleged to be a front for Lurenia.",
    "The rate is one per 100,000 between May and July.",
    "Delia Forsant was a teacher and wrote about the bridge.",
    "The film tells the story of two brothers in Harrow.",
    "Delia Forsant said nothing and left Harrow in May.",
    "Police warned residents to leave.",
    "Parliament confirmed her as a judge in May.",
    "The Supreme Court ruled on the appeal of that decision.",
    "The bridge was named in a ruling against Delia Forsant finding that it leaked.",
]


@pytest.mark.parametrize(("text", "source"), SAID)
def test_who_rules_concludes_or_estimates_says_so(text: str, source: str) -> None:
    assert heard(text) == [source]


@pytest.mark.parametrize("text", NOT_SAID)
def test_finds_and_sayings_in_passing_are_nobodys_words(text: str) -> None:
    assert heard(text) == [None]


def test_single_marks_hold_a_quotation_too() -> None:
    assert heard("'The bridge was shut,' said Delia Forsant. 'Nobody was hurt.'") == [
        "Delia Forsant",
        "Delia Forsant",
    ]
    assert heard("Delia Forsant said: ‘The bridge was shut. Nobody was hurt.’") == [
        "Delia Forsant",
        "Delia Forsant",
    ]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("'Tis so, the workers' union said.", []),
        ("‘It’s the ministry’s fault,’ she said.", ["‘It’s the ministry’s fault,’"]),
        ("In the '90s it's a 'ruin' he said", ["'ruin'"]),
        ("He said: 'The workers' union met.' Then left.", ["'The workers' union met.'"]),
        ("She said \"it's a 'ruin' now\" of it", ["\"it's a 'ruin' now\""]),
        ("'", []),
        ("Maresk' said", []),
    ],
)
def test_an_apostrophe_is_no_quotation_mark(text: str, quoted: list[str]) -> None:
    assert [span.of(text) for span in quotations(text)] == quoted


FOLLOWING = [
    ("The team counted nests. They found that 14 were empty.", [None, "team"]),
    ("Harrow Timber shut 14 mills. It said that 300 jobs were lost.", [None, "Harrow Timber"]),
    (
        "Oda Brekke sold her boat. Ilan Maresk bought his in June. She said that it leaked.",
        [None, None, "Oda Brekke"],
    ),
    (
        "Mira Brekke sold a boat. Ilan Maresk bought it. He said that it leaked.",
        [None, None, "Ilan Maresk"],
    ),
    (
        "Ilan Maresk saw a boat with his mother. Sten Oder saw it too. She said that it leaked.",
        [None, None, "Sten Oder"],
    ),
    (
        "Two engineers tested 9 pumps. The results showed that 4 leaked. They said that 2 burst.",
        [None, "results", "Two engineers"],
    ),
    ("The results showed that 4 leaked. They said that 2 burst.", ["results", "results"]),
    ('Delia Forsant disagrees. "The bridge was shut."', [None, "Delia Forsant"]),
    ('The mayor of Harrow disagrees. "The bridge was shut."', [None, None]),
    ('"It leaks." Delia Forsant was there. "The bridge was shut."', [None, None, "Delia Forsant"]),
    (
        "“The bridge was shut,” said Delia Forsant.\n“It was dark. Nobody was hurt. It rained.”",
        ["Delia Forsant"] * 4,
    ),
    ('"It leaks. It is old." – Delia Forsant, mayor', ["Delia Forsant", "Delia Forsant", None]),
    ("It leaks.\n– Delia Forsant", [None, None]),
    ('"It leaks."\n– Delia Forsant', ["Delia Forsant", None]),
    ('"It leaks." – It is old. – Delia Forsant was held.', [None, None, None]),
    ('"It leaks," said lead author Delia Forsant.', ["Delia Forsant"]),
    ('"It leaks," said the guild\'s lead author, Delia Forsant.', ["Delia Forsant"]),
    ("UN: 300 killed in storm", ["UN"]),
    ("Two held over bank raid - police", ["police"]),
    ("Police - two held over bank raid in Harrow", [None]),
    ("An official said the ship sank.", ["official"]),
    ("New official claims were heard.", [None]),
]


@pytest.mark.parametrize(("text", "sources"), FOLLOWING)
def test_who_is_meant_is_told_by_what_went_before(text: str, sources: list[str | None]) -> None:
    assert heard(text) == sources


def test_it_means_nobody_where_only_people_were_named() -> None:
    assert heard("Delia Forsant sold her boat. It said that it leaked.") == [None, None]
