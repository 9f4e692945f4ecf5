"""Bytes to text, by what the bytes say about themselves; never a wrong letter in silence.

Order: byte order mark, UTF-16 without a mark, UTF-8, then a guess among the
encodings that newsrooms meet, which must give plain writing to be believed.
"""

import codecs
import re
import unicodedata
from typing import TYPE_CHECKING

from review.parsing.errors import Unreadable, UnreadableCode

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSES = [
    "cp1252",
    "cp1251",
    "cp1250",
    "koi8_r",
    "koi8_u",
    "cp866",
    "mac_cyrillic",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "shift_jis",
    "euc_jp",
    "euc_kr",
    "gb18030",
    "big5",
]
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd\ue000-\uf8ff]")
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH = re.compile(rb"[\x80-\xff]")
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]+)|<\?xml[^>]{0,100}?encoding=["']([\w.:-]+)""",
    re.I,
)
_LATIN = re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]")
# A lone accented letter that is no word in any language; a capital in the middle of a word; the
# first bytes of a cut UTF-8 character before a letter.
_STRANDED = re.compile(
    "(?<![^\\W\\d_])(?![àâåèéêíòóôöøúÀÂÅÈÉÊÍÒÓÔÖØÚ])[À-ÖØ-öø-ɏ](?![^\\W\\d_])"
    "|[a-z][À-ÖØ-Þ]"
    "|[à-ï][€‚„†‡ˆ‰‹•˜™›¡-©¬-±´¶¸¹¼-¾][A-Za-z]"
)
_FOREIGN = re.compile("[^\x00-\x7f]")
_LEAST_TO_GO_BY = 20
_WRITING = frozenset({"Pd", "Pi", "Pf", "Po", "Ps", "Pe", "Sc", "Zs", "Nd", "No"})


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding. Raises Unreadable when none fits."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data, encoding), encoding
    if b"\0" in data:
        return _wide(data)
    text = _attempt(data, "utf-8")
    if text is not None:
        return _plain(text), "utf-8"
    if _is_damaged_utf8(data):
        raise _undecodable("is UTF-8 with broken characters in it")
    return _guess(data)


def decode_html(data: bytes) -> tuple[str, str]:
    """Like `decode`, but a page that is not UTF-8 may say what it is (labels as WHATWG reads)."""
    found = _DECLARED.search(data[:4096])
    marked = data.startswith(tuple(mark for mark, _ in _BOMS))
    if found is None or marked or _attempt(data, "utf-8") is not None:
        return decode(data)
    label = (found[1] or found[2]).decode("ascii").lower()
    encoding = _WEB_LABELS.get(label, label)
    text = _attempt(data, encoding)
    if text is None or _CONTROLS.search(text):
        return decode(data)
    return text, encoding


_WEB_LABELS = {
    **dict.fromkeys(("iso-8859-1", "latin1", "ascii", "us-ascii"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
}


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _strict(data: bytes, encoding: str) -> str:
    text = _attempt(data, encoding)
    if text is None:
        raise _undecodable(f"says that it is {encoding.upper()}, and is not")
    return _plain(text)


def _plain(text: str) -> str:
    if _CONTROLS.search(text) or not _is_writing(text):
        raise _undecodable("holds bytes that are not text")
    return text


def _wide(data: bytes) -> tuple[str, str]:
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _attempt(data, encoding)
        # The wrong byte order gives no common blanks.
        if text and not _CONTROLS.search(text) and text.count(" ") * 40 > len(text):
            return text, encoding
    raise _undecodable("holds bytes that are not text")


def _is_damaged_utf8(data: bytes) -> bool:
    rest = _MULTIBYTE.sub(b"", data)
    stray, high = len(_HIGH.findall(rest)), len(_HIGH.findall(data))
    return high - stray > stray


def _guess(data: bytes) -> tuple[str, str]:
    # Loaded late: most files are UTF-8 and never come here.
    from charset_normalizer import from_bytes

    matches = list(from_bytes(data, cp_isolation=_GUESSES))
    top = [match for match in matches if _rank(match) == _rank(matches[0])]
    names = {name for match in top for name in match.could_be_from_charset}
    encoding = next((name for name in _GUESSES if name in names), "")
    told = matches and (matches[0].coherence or len(data) >= _LEAST_TO_GO_BY)
    text = _attempt(data, encoding) if told else None
    if text is None or _CONTROLS.search(text) or not _is_writing(text) or _is_strange(text):
        raise _undecodable("is not UTF-8, and is in no other encoding that can be told")
    return text, encoding


def _rank(match: "CharsetMatch") -> tuple[float, float]:
    return match.chaos, match.coherence


def _is_strange(text: str) -> bool:
    """A few odd letters among Latin ones are damage, not another language."""
    latin = len(_LATIN.findall(text))
    other = sum(character.isalpha() for character in text) - latin
    return bool(other and latin > other) or bool(_STRANDED.search(text))


def _is_writing(text: str) -> bool:
    foreign = _FOREIGN.findall(text)
    odd = sum(not _is_letter_or_mark(character) for character in foreign)
    return odd * 10 <= len(foreign)


def _is_letter_or_mark(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category in _WRITING


def _undecodable(how: str) -> Unreadable:
    return Unreadable(
        UnreadableCode.UNDECODABLE,
        f"This file {how}.",
        "Save it as UTF-8 text in an editor that shows it rightly, or paste the text.",
    )
