"""Names that change their endings lead to their plainest form. All of them are invented."""

import pytest

from review.text.inflection import Forms

PEOPLE = [
    ("Ивана Мареска", True),
    ("Ивану Мареску", True),
    ("Иван Мареск", True),
    ("Эльвирой Форсантовой", True),
    ("Эльвиры Форсантовой", True),
    ("Эльвира Форсантова", True),
    ("Олеся Кима", True),
    ("Олесь Ким", True),
    ("Харроу Леджер", False),
    ("Вантории", False),
    ("Вантория", False),
]


@pytest.mark.parametrize(
    ("form", "plain"),
    [
        ("Ивана Мареска", "Иван Мареск"),
        ("Мареском", "Иван Мареск"),
        ("Форсантову", "Эльвира Форсантова"),
        ("Эльвиру Форсантову", "Эльвира Форсантова"),
        ("Кимом", "Олесь Ким"),
        ("Ким", "Олесь Ким"),
        ("Вантории", "Вантория"),
        ("Вантористики", "Вантористики"),
        ("Марескопольского", "Марескопольского"),
        ("Порт-Ильм", "Порт-Ильм"),
    ],
)
def test_every_form_of_a_name_leads_to_the_plainest_in_the_article(form: str, plain: str) -> None:
    assert Forms(PEOPLE).fullest(form) == plain


def test_a_form_that_alone_is_written_stays_as_it_is() -> None:
    assert Forms([("Делії Форсант", True)]).fullest("Форсант") == "Делії Форсант"
