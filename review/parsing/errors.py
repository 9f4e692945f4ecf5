"""Why a document could not be read."""

from enum import StrEnum

from review.domain.errors import Invalid


class UnreadableCode(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    LONG_LINE = "long_line"
    WRONG_TYPE = "wrong_type"
    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    BOMB = "bomb"
    NO_TEXT = "no_text"
    UNDECODABLE = "undecodable"
    TOO_SLOW = "too_slow"


class Unreadable(Invalid):
    """`message` says what is wrong with the document, `remedy` what would work."""

    def __init__(self, code: UnreadableCode, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.code = code
