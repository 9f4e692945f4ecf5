"""Pronouns, roles and marks that lead to a source. People, bodies and papers are invented."""

import pytest

from tests.text.test_chains import told


def heard(text: str, language: str = "en") -> list[str | None]:
    return [source.name if source else None for source in told(text, language)]


FOLLOWED: list[tuple[str, str, list[str | None]]] = [
    (
        "en",
        (
            "Mayor Ann Tolle met Police Chief Rolf Denner on Monday. The police chief "
            "said he had seen "
            "only 12. She accused him of lying. He denied it."
        ),
        [None, "Rolf Denner", "Ann Tolle", "Rolf Denner"],
    ),
    (
        "en",
        "Chief Rolf Denner met Oda Brekke. The chief said that she had left. He said so again.",
        [None, "Rolf Denner", "Rolf Denner"],
    ),
    (
        "en",
        "Tolle's spokeswoman, Mira Gant, said it had 200 entries. The spokeswoman said it grew.",
        ["Mira Gant", "Mira Gant"],
    ),
    (
        "en",
        (
            "Oda Brekke, the finance minister, met Tom Iver, head of Harrow Bank. The "
            "head of the bank "
            "denied this."
        ),
        [None, "Tom Iver"],
    ),
    (
        "en",
        "Rolf Denner, 54, leads the union. The 54-year-old said the pier was dry.",
        [None, "Rolf Denner"],
    ),
    (
        "en",
        "The mayor's office confirmed the figures. The office said the fund was empty.",
        ["mayor's office", "mayor's office"],
    ),
    (
        "en",
        "A report by the Audit Office found that 40 boats were gone. The report said so twice.",
        ["report by the Audit Office"] * 2,
    ),
    ("en", "Maresk said he was ready. He also said 40 boats were lost.", ["Maresk", "Maresk"]),
    (
        "en",
        "A spokesperson for Ilan Maresk said it was late. The spokesman said so twice.",
        ["spokesperson for Ilan Maresk"] * 2,
    ),
    (
        "en",
        (
            "Harrow Bank CEO Ilan Maresk came late. In a statement, the Harrow Bank CEO said he "
            "knew. Maresk said it again."
        ),
        [None, "Ilan Maresk", "Ilan Maresk"],
    ),
    (
        "en",
        '"We are here," a police official who requested anonymity told reporters.',
        ["police official"],
    ),
    ("en", "But residents say it smells.", ["residents"]),
    ("en", "The pier is shut, officials on Thursday said.", ["officials"]),
    (
        "de",
        "Am Montag traf sie den Zeugen Olf Harden. Der Zeuge sagte, es seien 40.",
        [None, "Olf Harden"],
    ),
    (
        "de",
        (
            "Stefan Harden blätterte in den Akten. Einen solchen Fall konnte er aber "
            "nicht finden: „In "
            "40 Jahren hatten wir das nicht.“"
        ),
        [None, "Stefan Harden"],
    ),
    ("de", "Noch am Mittag gab es laut Polizei eine Festnahme.", ["Polizei"]),
    ("de", "Er sei müde, hieß es am Sonntag von der Polizei.", ["Polizei"]),
    ("de", "Er sei müde, hieß es am Sonntag.", [None]),
    ("de", "Oda Brekke hatte die Vermutung geäußert, das Boot sei leer.", ["Oda Brekke"]),
    ("uk", "За попередніми даними, дронами, вбито 9, повідомив Олег Коваль.", ["Олег Коваль"]),
    ("uk", "Голова ОВА додав, що втрат 40.", ["Голова ОВА"]),
    ("uk", "Втрат 40, повідомив керівник ОВА Мирослав Білець.", ["Мирослав Білець"]),
    ("de", "Er sei müde, hieß es, und das seit Mai.", [None]),
    ("de", "Das Boot sank, wie ein Sprecher des Hafens sagte.", ["Sprecher des Hafens"]),
    ("de", "Laut Bericht hätten die Beamten nichts bemerkt.", ["Bericht"]),
    (
        "uk",
        "Завод відкрили у травні, заявила Олена Вірт. За її словами, це неправда.",
        ["Олена Вірт", "Олена Вірт"],
    ),
    (
        "uk",
        "Суд викликав генерала Олега Коваля. Генерал додав, що втрат 40.",
        [None, "Олега Коваля"],
    ),
    (
        "ru",
        "Бумаги подписал Максим Мареск. Об этом он сообщил в комментарии порту.",
        ["Максим Мареск", "Максим Мареск"],
    ),
    (
        "ru",
        "Лариса Дрен приехала в порт. Дрен сообщала, что лодок 40.",
        [None, "Лариса Дрен"],
    ),
    ("ru", "20 апреля 2018 года прокуратура порта сообщила о краже.", ["прокуратура порта"]),
    (
        "ru",
        "Лодок нет, сообщила адвокат Константина Дренова Ирина Берёзова.",
        ["Ирина Берёзова"],
    ),
    (
        "ru",
        "Лодок нет, сообщил глава Специальной портовой прокуратуры в Ильме.",
        ["глава Специальной портовой прокуратуры"],
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), FOLLOWED)
def test_pronouns_and_roles_lead_to_the_fullest_name(
    language: str, text: str, expected: list[str | None]
) -> None:
    assert heard(text, language) == expected


NAMES: list[tuple[str, str, str]] = [
    ("en", "According to A. B. Maresk, 9 people died.", "A. B. Maresk"),
    ("en", "The pier is dry, the U.S. Tide Survey said.", "U.S. Tide Survey"),
    ("en", "La Plume reported that 40 boats were lost.", "La Plume"),
    (
        "en",
        "The pier is dry, district attorney for Vantoria Dennis K. Maresk said.",
        "Dennis K. Maresk",
    ),
    ("en", "Secretary J. Dennis Maresk said the pier was dry.", "J. Dennis Maresk"),
    (
        "en",
        "Authorities in the Upper Harrow region reported two losses.",
        "Authorities in the Upper Harrow region",
    ),
    (
        "en",
        "A Harrow Bank spokesman in Port Ilm said 40 boats were lost.",
        "Harrow Bank spokesman in Port Ilm",
    ),
    (
        "en",
        '"It was one of the worst fires," said rescue worker Manuel de Ilm Guz.',
        "Manuel de Ilm Guz",
    ),
    ("de", "Einem Bericht der »Welle« zufolge fehlen 40 Schiffe.", "Welle"),
    ("de", "Die «Welle» berichtete am Montag von 40 Schiffen.", "Welle"),
    ("de", "Wie die »Welle« berichtet, fehlen 40 Schiffe.", "Welle"),
    ("ru", "Как пишет газета «Причал», лодок 40.", "Причал"),
    ("ru", "Лодок нет, сообщил глава Морозов, прокуратура молчит.", "Морозов"),
    ("ru", "Лодок нет, сообщил глава Морозов вечером в порту.", "Морозов"),
    ("ru", "Лодок 40, так сказал ген. О. Берёза.", "О. Берёза"),
]


@pytest.mark.parametrize(("language", "text", "source"), NAMES)
def test_a_source_is_named_by_its_name_alone(language: str, text: str, source: str) -> None:
    assert heard(text, language) == [source]


def test_a_scare_quote_is_no_paper() -> None:
    assert heard("Der Minister sprach von „Verrat“ und ging.", "de") == ["Minister"]
    assert heard("„Verrat“ sei das nicht.", "de") == [None]


def test_a_longer_form_of_a_name_with_a_small_word_is_the_fullest() -> None:
    text = "Mayor Bill de Harrow came late. De Harrow said he had seen 40 boats."
    assert heard(text) == [None, "Bill de Harrow"]


def test_what_somebody_never_confirmed_has_no_source() -> None:
    text = "The ship sank in 2019. (The ministry has never confirmed this.)"
    assert heard(text) == [None, None]


def test_having_done_nothing_is_nothing_said() -> None:
    text = "Ilan Maresk came home. The mayor's view that he had done nothing wrong was no news."
    assert heard(text) == [None, None]


def test_both_halves_of_a_quotation_have_one_source() -> None:
    text = 'The minister said 40 boats sank. "It is a lie. They stole 40 boats," Iver said.'
    assert heard(text) == ["minister", "Iver", "Iver"]


def test_an_own_source_keeps_what_follows_from_covering_it() -> None:
    text = "Laut dem »Boten« wurden zwei Beamte versetzt. Das berichtet der HRF."
    assert heard(text, "de") == ["Boten", "HRF"]
