"""Text comes out right in any common encoding, or is refused; never wrong in silence."""

import codecs

import pytest

from review.parsing.decoding import decode, decode_html
from review.parsing.errors import Unreadable, UnreadableCode

ENGLISH = "“It is false,” he said – the ministry’s press office declined to comment."
FRENCH = "Café Zürich : le procureur a été arrêté à l'été ; c'est une hypothèse du ministère."
CZECH = "Předseda vlády řekl, že žádný vědec nebyl zatčen; příliš žluťoučký kůň úpěl."
POLISH = "Rząd oświadczył, że żaden naukowiec nie został zatrzymany; Łódź jest cichą wsią."
UKRAINIAN = "Бюро 9 затримало третього вченого. «Це брехня», — сказав він. Їхній суд триває."
RUSSIAN = "Бюро 9 задержало третьего учёного. Это ложь, сказал он. Суд ещё идёт в городе."
GREEK = "Η κυβέρνηση ανακοίνωσε ότι ο επιστήμονας συνελήφθη στην πόλη."
JAPANESE = "政府は三人目の科学者を逮捕したと発表した。彼は「嘘だ」と言った。裁判は続いている。"
CHINESE = "政府宣布第三名科学家被捕。他说：“这是假的。”审判仍在继续。"
ARABIC = "أعلنت الحكومة اعتقال العالم الثالث. قال إن ذلك كذب. المحاكمة مستمرة."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (UKRAINIAN, "utf-8"),
        (UKRAINIAN, "utf-8-sig"),
        (UKRAINIAN, "utf-16"),
        (CHINESE, "utf-32"),
        (ENGLISH, "utf-16-le"),
        (ENGLISH, "utf-16-be"),
        (ENGLISH, "cp1252"),
        (FRENCH, "cp1252"),
        (CZECH, "cp1250"),
        (POLISH, "cp1250"),
        (UKRAINIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "cp866"),
        (RUSSIAN, "mac_cyrillic"),
        (GREEK, "cp1253"),
        (JAPANESE, "shift_jis"),
        (CHINESE, "gb18030"),
        (ARABIC, "cp1256"),
    ],
)
def test_common_encodings_are_told_apart(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize(
    "data",
    [
        b"abc \xc3\x28 def",
        b"Hello\xffWorld and a few more words",
        b"one \xfe two and a few more words",
        b"\x80\x81\x82",
        b"a cut letter \xe2\x82abc in the middle of it",
        b"Hello world \xff\xfe\x81\x8d here it is",
        ENGLISH.encode() + b" and \xff \xe2\x82",
        b"\xff\xfeA",
        codecs.BOM_UTF8 + b"\xff",
        b"\xff\xfe" + bytes(range(100)),
        codecs.BOM_UTF16_LE + "\ufdd0\ufdd1\ufdd2".encode("utf-16-le"),
        b"text with a \x00 in it",
        b"text with an escape \x1b[31m in it",
        bytes(range(256)),
        "a replaced letter \ufffd is lost already".encode(),
    ],
)
def test_what_is_no_text_in_any_encoding_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        decode(data)
    assert caught.value.code is UnreadableCode.UNDECODABLE
    assert "UTF-8" in caught.value.remedy


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ('<meta charset="windows-1251">', "cp1251"),
        ("<?xml version='1.0' encoding='koi8-r'?>", "koi8_r"),
        ('<meta content="text/html; charset=WINDOWS-1251">', "cp1251"),
    ],
)
def test_a_page_may_say_what_it_is(declared: str, encoding: str) -> None:
    page = f"{declared}<p>{RUSSIAN}"
    assert decode_html(page.encode(encoding))[0] == page


def test_a_page_in_latin1_is_read_as_browsers_read_it() -> None:
    page = f"<meta charset=iso-8859-1><p>{ENGLISH}"
    assert decode_html(page.encode("cp1252")) == (page, "cp1252")


@pytest.mark.parametrize("label", ["windows-1251", "no-such-encoding", "ascii"])
def test_utf8_is_believed_before_a_wrong_label(label: str) -> None:
    page = f"<meta charset={label}><p>{UKRAINIAN}"
    assert decode_html(page.encode()) == (page, "utf-8")


@pytest.mark.parametrize("label", ["no-such-encoding", "shift_jis", "iso-8859-5"])
def test_a_label_that_cannot_be_right_is_passed_over(label: str) -> None:
    page = f"<meta charset={label}><p>{UKRAINIAN}"
    assert decode_html(page.encode("cp1251")) == (page, "cp1251")


@pytest.mark.parametrize("encoding", ["utf-16", "cp1251"])
def test_a_page_without_a_label_is_told_like_any_text(encoding: str) -> None:
    assert decode_html(UKRAINIAN.encode(encoding))[0] == UKRAINIAN
