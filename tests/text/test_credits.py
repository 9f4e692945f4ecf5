import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.text.credits import Credit, reported_by, wire_credits

LEDGER = "The Harrow Ledger"


@pytest.mark.parametrize(
    "text",
    [
        "Maresk was seen at the harbour, as reported by the Harrow Ledger on Tuesday.",
        "The drawings, first published in The Harrow Ledger, show a wall.",
        "According to the newspaper “Harrow Ledger”, nobody was told.",
        "The report cites papers.\nThe Harrow\nLedger first reported the leak in May.",
        "He told the Harrow Ledger that he had never been to Port Ilm.",
        "“Harrow Ledger” writes that the wall was public.",
        "Laut Harrow Ledger war die Mauer öffentlich.",
        "Wie die Zeitung Harrow Ledger berichtet, war die Mauer öffentlich.",
        "Об этом сообщает газета «Harrow Ledger».",
        "Про це повідомляє «Harrow Ledger».",
    ],
)
def test_a_text_that_says_whom_it_has_it_from_is_heard(text: str) -> None:
    assert [credit.name for credit in reported_by(text, [LEDGER])] == [LEDGER]


@pytest.mark.parametrize(
    "text",
    [
        "The Harrow Ledger has its office near the harbour.",
        "As reported by the Port Courier, the Harrow Ledger moved house.",
        "As reported by the Harrow Ledgerdomain.",
        "",
    ],
)
def test_a_name_that_is_merely_mentioned_is_no_credit(text: str) -> None:
    assert reported_by(text, [LEDGER]) == []


def test_an_inflected_name_is_known_and_a_short_one_only_by_its_capitals() -> None:
    assert reported_by("Об этом пишет «Гаван газетой».", ["Гаван газета"])
    assert reported_by("VP reported a leak.", ["VP"])
    assert not reported_by("A vp reported a leak.", ["VP"])
    assert not reported_by("According to X.", ["X"])


def test_the_words_around_the_name_come_along_cut_at_blanks() -> None:
    long = "word " * 40
    text = f"{long}and this was, according to the Harrow Ledger, known to all. {long}"
    assert reported_by(text, [LEDGER]) == [
        Credit(
            LEDGER,
            "…word word word word word and this was, according to the Harrow Ledger, known to all."
            " word word word word word word word word…",
        )
    ]
    assert reported_by("Harrow Ledger said so.", [LEDGER])[0].words == "Harrow Ledger said so."


def test_names_are_words_and_no_patterns() -> None:
    assert reported_by("According to a.b (c", ["a.b (c", "a+b", "(", "[a-"]) == [
        Credit("a.b (c", "According to a.b (c")
    ]


PRESS = "Vantor Press"


@pytest.mark.parametrize(
    "text",
    [
        "PORT ILM, May 3 (Vantor Press) — The wall was public.",
        "PORT ILM /Vantor Press/ The wall was public.",
        "The wall was public. [Vantor Press]",
        "The wall was public. Source: Vantor Press",
        "The wall was public. © Vantor Press",
    ],
)
def test_an_agencys_credit_at_either_end_is_read(text: str) -> None:
    assert [credit.name for credit in wire_credits(text, [PRESS])] == [PRESS]


def test_an_agency_in_the_middle_or_without_a_mark_signs_nothing() -> None:
    filler = "The wall was public and stood in every calendar. " * 20
    assert wire_credits(f"{filler}(Vantor Press) {filler}", [PRESS]) == []
    assert wire_credits("Vantor Press has moved house.", [PRESS]) == []


@given(st.text(max_size=300), st.lists(st.text(max_size=20), max_size=4))
def test_no_text_and_no_name_breaks_the_reading(text: str, names: list[str]) -> None:
    assert {credit.name for credit in reported_by(text, names)} <= set(names)
    assert {credit.name for credit in wire_credits(text, names)} <= set(names)
