"""Whole articles in German, Ukrainian and Russian, read as an editor would. All is invented."""

from dataclasses import dataclass

import pytest

from review.text.finder import find_claims
from review.text.finding import ClaimFound

GERMAN = """Unternehmerin wegen Hochverrats zu neun Jahren Haft verurteilt
Die Unternehmerin Delia Forsant ist am Montag in Port Ilm wegen Hochverrats zu neun Jahren Haft \
verurteilt worden. Das teilte die Pressestelle des Gerichts mit.
Die Staatsanwaltschaft hatte ihr zur Last gelegt, Lagepläne weitergegeben zu haben. Forsant wies \
die Vorwürfe zurück. Sie habe nie geheime Unterlagen gesehen.
Ihr Anwalt Ruven Haldis kündigte an, Revision einzulegen. Das Verfahren sei politisch motiviert, \
sagte er. Die Beweise seien unter Zwang entstanden.
Seit 2019 wurden nach Angaben der Küstenliga 41 Menschen verurteilt.
Wie geht es weiter?
Mehr zum Thema
Eine Entscheidung wird im Herbst erwartet. Es bleibt zu hoffen, dass sie klüger ausfällt.
Einem Bericht des „Harrower Boten“ zufolge soll der Geheimdienst Zeugen bezahlt haben. Ein \
Sprecher von Büro 9 dementierte dies.
Der Export sank im vergangenen Jahr um 12,4 Prozent."""

UKRAINIAN = """Підприємицю засудили до дев'яти років за державну зраду
Морський суд Порт-Ільма визнав підприємицю Делію Форсант винною у державній зраді. Про це \
повідомила пресслужба суду.
За версією слідства, жінка передала розвідці плани причалів. Форсант провину не визнала.
«Я ніколи не бачила секретних паперів», — сказала вона в останньому слові.
Адвокат Рувен Галдіс заявив, що подасть апеляцію. За його словами, справа сфабрикована. \
Свідчення отримали під тиском, додав захисник.
Правозахисна організація «Вільний берег» визнала Форсант політв'язнем.
Що далі?
Читайте також: Гарровський вісник про вибори
Апеляційний суд розгляне справу восени. Хочеться вірити, що він буде мудрішим.
Як пише видання «Гарровський вісник», спецслужба нібито платила свідкам. У Бюро 9 це заперечили.
Експорт торік скоротився на 12,4%."""

RUSSIAN = """Предпринимательницу приговорили к девяти годам за госизмену
Морской суд Порт-Ильма признал Делию Форсант виновной в государственной измене. Об этом сообщила \
пресс-служба суда.
По версии следствия, женщина передала разведке планы причалов. Форсант вину не признала.
«Я никогда не видела секретных бумаг», — сказала она в последнем слове.
Адвокат Рувен Галдис заявил, что подаст апелляцию. По его словам, дело сфабриковано. \
Показания получили под давлением, добавил защитник.
Правозащитная организация «Вольный берег» признала Форсант политзаключенной.
Что дальше?
Читайте также: Харроуский вестник о выборах
Апелляционный суд рассмотрит дело осенью. Хочется верить, что он будет мудрее.
Как пишет издание «Харроу Леджер», спецслужба якобы платила свидетелям. В Бюро 9 это отрицают.
Экспорт в прошлом году сократился на 12,4%."""


@dataclass(frozen=True)
class Expected:
    """What an editor would say of a sentence, found by words in it. `cue` is a part of the cue."""

    words: str
    source: str | None = None
    accuses: bool = False
    cue: str | None = None


ROWS = {
    "de": [
        Expected("am Montag", "Pressestelle des Gerichts", accuses=True),
        Expected("zur Last", "Staatsanwaltschaft", accuses=True),
        Expected("wies", "Delia Forsant", accuses=True, cue="wies die Vorwürfe zurück"),
        Expected("Sie habe", "Delia Forsant", accuses=True, cue="nie geheime Unterlagen"),
        Expected("motiviert", "Ruven Haldis", accuses=True, cue="politisch motiviert"),
        Expected("unter Zwang", "Ruven Haldis", accuses=True, cue="unter Zwang"),
        Expected("41 Menschen", "Küstenliga", accuses=True),
        Expected("Zeugen bezahlt", "Harrower Boten", accuses=True),
        Expected("dementierte", "Sprecher von Büro 9", accuses=True, cue="dementierte"),
        Expected("Export"),
    ],
    "uk": [
        Expected("винною", "пресслужба суду", accuses=True),
        Expected("За версією", "слідства"),
        Expected("провину", "Делію Форсант", accuses=True, cue="провину не визнала"),
        Expected("ніколи", "Делію Форсант", accuses=True, cue="ніколи не бачила"),
        Expected("сфабрикована", "Рувен Галдіс", accuses=True, cue="сфабрикована"),
        Expected("під тиском", "захисник", accuses=True, cue="під тиском"),
        Expected("Вільний", "Вільний берег", accuses=True, cue="політв'язнем"),
        Expected("нібито", "Гарровський вісник", accuses=True),
        Expected("заперечили", "Бюро 9", accuses=True, cue="заперечили"),
        Expected("Експорт"),
    ],
    "ru": [
        Expected("виновной", "пресс-служба суда", accuses=True),
        Expected("По версии", "следствия"),
        Expected("вину", "Делию Форсант", accuses=True, cue="вину не признала"),
        Expected("никогда", "Делию Форсант", accuses=True, cue="никогда не видела"),
        Expected("сфабриковано", "Рувен Галдис", accuses=True, cue="сфабриковано"),
        Expected("под давлением", "защитник", accuses=True, cue="под давлением"),
        Expected("Вольный", "Вольный берег", accuses=True, cue="политзаключенной"),
        Expected("якобы", "Харроу Леджер", accuses=True),
        Expected("отрицают", "Бюро 9", accuses=True, cue="отрицают"),
        Expected("Экспорт"),
    ],
}
TEXTS = {"de": GERMAN, "uk": UKRAINIAN, "ru": RUSSIAN}
SET_ASIDE = {
    "de": ["Wie geht", "Mehr zum", "wird im Herbst", "bleibt zu hoffen"],
    "uk": ["Що далі", "Читайте", "розгляне", "Хочеться"],
    "ru": ["Что дальше", "Читайте", "рассмотрит", "Хочется"],
}


def claim_of(language: str, words: str) -> ClaimFound:
    body = TEXTS[language].index("\n")
    found = find_claims(TEXTS[language], language).claims
    return next(c for c in found if c.start > body and words in c.text)


@pytest.mark.parametrize(
    ("language", "expected"), [(code, row) for code, rows in ROWS.items() for row in rows]
)
def test_source_accusation_and_cue_are_those_an_editor_would_name(
    language: str, expected: Expected
) -> None:
    claim = claim_of(language, expected.words)
    assert claim.attributed_to == expected.source
    assert (claim.accusation is not None) is expected.accuses
    cue = claim.fabrication_cue
    assert (cue is not None) is (expected.cue is not None)
    assert cue is None or (expected.cue and expected.cue in cue.text)


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_questions_pointers_wishes_and_forecasts_are_set_aside(language: str) -> None:
    text = TEXTS[language]
    claims = {claim.start for claim in find_claims(text, language).claims}
    aside = [
        text[s.start : s.end]
        for s in find_claims(text, language).sentences
        if s.start not in claims
    ]
    assert len(aside) == len(SET_ASIDE[language])
    assert all(w in words for w, words in zip(SET_ASIDE[language], aside, strict=True))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Terrorgruppe bekannte sich zu dem Anschlag."),
        ("de", "Soldaten erschossen neun Zivilisten in Port Ilm."),
        ("ru", "За атакой стоит группировка, заявил министр."),
        ("ru", "Военные обстреляли больницу в Порт-Ильме."),
        ("uk", "Угруповання взяло на себе відповідальність за вибух."),
        ("uk", "Поліція розшукує двох чоловіків після пограбування."),
    ],
)
def test_attacks_with_a_doer_and_arrests_are_accusations(language: str, text: str) -> None:
    assert any(claim.accusation for claim in find_claims(text, language).claims)
