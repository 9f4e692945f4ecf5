"""The first lines tell title, byline and date where they plainly do, and nothing otherwise."""

from datetime import date

import pytest

from review.parsing.opening import byline_in, date_in, read_opening

MAY = date(2024, 5, 3)


def test_title_byline_and_date_are_read_where_they_stand() -> None:
    opening = read_opening(
        "Third scientist held\n\nBy Ilan Maresk\n3 May 2024\n\nBureau 9 said so."
    )
    assert (opening.title, opening.byline, opening.published_on) == (
        "Third scientist held",
        "Ilan Maresk",
        MAY,
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Only one line",
        "Bureau 9 said so.\nMore.",
        "By Ilan Maresk\nBureau 9 said so.",
        "3 May 2024\nBureau 9 said so.",
        "- a point\nBureau 9 said so.",
        "word " * 40 + "\nBureau 9 said so.",
    ],
)
def test_a_first_line_that_is_no_title_is_left_alone(text: str) -> None:
    assert read_opening(text).title == ""


@pytest.mark.parametrize("title", ["“A plan to fill”", "Who held them?", "Третій учений", "9 held"])
def test_titles_may_quote_ask_and_count(title: str) -> None:
    assert read_opening(f"{title}\nBureau 9 said so.").title == title


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Ilan Maresk", "Ilan Maresk"),
        ("BY ILAN MARESK", "ILAN MARESK"),
        ("By Ilan Maresk and Orla Venn", "Ilan Maresk and Orla Venn"),
        ("By Ilan Maresk, The Harrow Ledger", "Ilan Maresk, The Harrow Ledger"),
        ("By Ilan Maresk | 3 May 2024", "Ilan Maresk"),
        ("By Ilan Maresk, 3 May 2024", "Ilan Maresk"),
        ("By Ilan Maresk, May 3, 2024", "Ilan Maresk"),
        ("Von Ilan Maresk", "Ilan Maresk"),
        ("Автор: Ілан Мареск", "Ілан Мареск"),
        ("By then, the man was dead.", ""),
        ("By noon nobody knew", ""),
        ("By 2019 it was over", ""),
        ("By Monday? No!", ""),
        ("Maresk stood by Orla Venn", ""),
        ("By Ilan Maresk " + "who wrote it " * 10, ""),
    ],
)
def test_a_byline_is_a_line_that_names_its_writer(line: str, name: str) -> None:
    assert byline_in(line) == name


@pytest.mark.parametrize(
    "line",
    [
        "2024-05-03",
        "2024-05-03T10:00:00Z",
        "3 May 2024",
        "3rd May 2024, 10:00",
        "May 3, 2024",
        "Published: 3 May 2024",
        "Published on May 3, 2024",
        "03.05.2024",
        "By Ilan Maresk, 3 May 2024",
        "The Harrow Ledger | 3 May 2024",
        "HARROW, 3 May 2024 — Bureau 9 said so.",
        "Harrow (3 May 2024) – Bureau 9 said so.",
    ],
)
def test_a_date_line_gives_its_date(line: str) -> None:
    assert date_in(line) == MAY


@pytest.mark.parametrize(
    "line",
    [
        "He was held on 3 May 2024 in Harrow, and his wife was told nothing for weeks.",
        "On 3 May 2024 he was held.",
        "3 May 2024 was the day.",
        "31 February 2024",
        "05/03/2024",
        "May 2024",
    ],
)
def test_a_date_in_a_sentence_or_one_that_is_none_says_nothing(line: str) -> None:
    assert date_in(line) is None
