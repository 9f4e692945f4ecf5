"""The one form in which an article's text is stored, hashed and pointed into."""

import hashlib
import re
import unicodedata

_NEWLINES = re.compile("\r\n|[\r\x85\u2028\u2029\x0b\x0c]")
_OTHER_NEWLINE = re.compile("[\r\x85\u2028\u2029\x0b\x0c]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ud800-\udfff]")
_LINE_END = re.compile(r"(?<![ \t])[ \t]+$", re.MULTILINE)


def canonical_text(raw: str) -> str:
    """Return `raw` in Unicode NFC with LF newlines, without control characters or line-end blanks.

    Words, and blanks between them, stay as they are. Applying it twice changes nothing.
    """
    # Most texts have neither, and looking is quicker than replacing.
    text = _NEWLINES.sub("\n", raw) if _OTHER_NEWLINE.search(raw) else raw
    text = unicodedata.normalize("NFC", _CONTROLS.sub("", text))
    ends_blank = " \n" in text or "\t\n" in text or text.endswith((" ", "\t"))
    return _LINE_END.sub("", text) if ends_blank else text


def digest(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8 bytes, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
