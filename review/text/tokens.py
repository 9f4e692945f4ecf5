"""Words with their places. One pass, linear in the length of the text."""

import re
from dataclasses import dataclass

_WORD = re.compile(r"\w+(?:[’'ʼ‑.,-]\w+)*(?:%|°)?", re.UNICODE)
_POSSESSIVE = re.compile("'s$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it stands (`text`) and as the lexicons spell it (`low`)."""

    start: int
    end: int
    text: str
    low: str

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def possessive(self) -> bool:
        return self.text.endswith(("'s", "’s", "s'", "s’"))


def words(text: str) -> tuple[Token, ...]:
    """Return the words of the text; `3,400` and `U.S` and `Entente-4` are one word each."""
    return tuple(
        Token(m.start(), m.end(), m.group(), _spelling(m.group())) for m in _WORD.finditer(text)
    )


def _spelling(word: str) -> str:
    return _POSSESSIVE.sub("", word.lower().replace("’", "'").replace("ʼ", "'"))
