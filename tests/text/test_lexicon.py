from pathlib import Path

import pytest

from review.text import lexicon
from review.text.lexicon import Sign, languages, load
from review.text.phrases import Hit, Phrasebook, spellings
from review.text.tokens import words


def hits(phrases: dict[str, list[str]], text: str) -> list[Hit]:
    return Phrasebook(phrases).find(words(text))


def test_a_choice_stands_for_several_phrases() -> None:
    assert spellings("(no|without) (proof|evidence)") == [
        "no proof",
        "no evidence",
        "without proof",
        "without evidence",
    ]


def test_a_star_takes_any_ending_and_a_plain_word_only_itself() -> None:
    assert hits({"g": ["accus*"]}, "accused accusers acc") == [Hit(0, 1, "g"), Hit(1, 2, "g")]
    assert hits({"g": ["spy"]}, "spy spying") == [Hit(0, 1, "g")]


def test_a_wave_steps_over_up_to_three_words() -> None:
    book = {"g": ["doubts ~ charge*"]}
    assert hits(book, "doubts charges") == [Hit(0, 2, "g")]
    assert hits(book, "doubts about all these charges") == [Hit(0, 5, "g")]
    assert hits(book, "doubts about all of these charges") == []


def test_a_star_in_front_takes_any_beginning_and_one_in_the_middle_both() -> None:
    assert hits({"g": ["*court"]}, "courts supercourt court") == [Hit(1, 2, "g"), Hit(2, 3, "g")]
    assert hits({"g": ["un*ed"]}, "unproved uned unproven ed") == [Hit(0, 1, "g"), Hit(1, 2, "g")]
    assert hits({"g": ["in *court"]}, "in supercourt") == [Hit(0, 2, "g")]


def test_a_long_wave_goes_on_until_there_is_a_pause() -> None:
    book = {"g": ["took ~~ back"]}
    assert hits(book, "took every word he had ever said back") == [Hit(0, 8, "g")]
    assert hits(book, "took it, back") == []
    assert hits(book, "took, back") == []
    assert hits(book, "took " + "one " * 17 + "back") == []
    assert hits(book, "took it") == []


def test_what_follows_a_slash_must_stand_there_but_is_not_part_of_the_phrase() -> None:
    book = {"g": ["took / ~~ (back|away)"]}
    assert hits(book, "took every word away") == [Hit(0, 1, "g")]
    assert hits(book, "took every word") == []


def test_a_phrase_that_breaks_off_is_not_found() -> None:
    assert hits({"g": ["state secret*"]}, "a state") == []
    assert hits({"g": ["state secret*"]}, "a state secretly") == [Hit(1, 3, "g")]


def test_apostrophes_and_the_possessive_do_not_hide_a_word() -> None:
    assert hits({"g": ["don't", "kremlin"]}, "Don’t, Kremlin's") == [Hit(0, 1, "g"), Hit(1, 2, "g")]


@pytest.mark.parametrize("language", sorted(languages()))
def test_every_pack_that_ships_can_be_read(language: str) -> None:
    assert load(language).language == language


@pytest.mark.parametrize("language", ["en", "de", "uk", "ru"])
def test_every_full_pack_knows_the_signs_the_desk_lives_by(language: str) -> None:
    samples = {
        "en": "according to nobody he said arrested for spying allegedly a baseless charge",
        "de": "laut niemand sagte verhaftet wegen Spionage angeblich ohne Beweise",
        "uk": "за словами нікого сказав заарештували за шпигунство нібито без доказів",
        "ru": "по словам никого сказал арестовали за шпионаж якобы без доказательств",
    }
    found = {hit.group for hit in load(language).book.find(words(samples[language]))}
    needed = {Sign.BY_SOURCE, Sign.SAYS, Sign.LAW_ACT, Sign.WRONGDOING, Sign.FABRICATION}
    assert needed <= found


def test_a_language_without_a_pack_gets_the_general_one() -> None:
    assert load("fr").language == "fr"
    assert load("fr").looks_finite("parlait") is False


def test_a_pack_with_an_unknown_group_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "xx.toml").write_text('[phrases]\nsayz = "says"\n', encoding="utf-8")
    monkeypatch.setattr(lexicon, "_SHELF", tmp_path)
    monkeypatch.setattr(lexicon, "languages", lambda: frozenset({"xx"}))
    with pytest.raises(ValueError, match="xx has unknown groups: sayz"):
        load("xx")
