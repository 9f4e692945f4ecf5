"""Why what rests on a piece or a source is open again, in words that a sealed source survives."""

from collections.abc import Mapping

from review.domain.vocabulary import NoticeKind, RippleCause, SourceLetter

HAPPENED: Mapping[RippleCause, str] = {
    RippleCause.LETTER: "The letter of a source it rests on fell",
    RippleCause.RETRACTED: "A piece it rests on was retracted",
    RippleCause.ALTERED: "A piece it rests on was altered at its source",
    RippleCause.DAMAGED: "The kept bytes of a piece it rests on are damaged",
    RippleCause.MERGED: "A source it rests on is one with another",
}
# What opens whatever was signed, even where the signed words would still compare equal.
ALWAYS_OPENS = frozenset(RippleCause) - {RippleCause.MERGED}
NEWS: Mapping[NoticeKind, str] = {
    NoticeKind.CLAIM_REOPENED: "A claim is open again",
    NoticeKind.CLAIM_SHAKEN: "What a claim rests on has changed",
    NoticeKind.REPORT_MARKED: "A report rests on what no longer holds",
    NoticeKind.PAGE_CHANGED: "A page has changed since it was captured",
    NoticeKind.PAGE_GONE: "A page is gone; what was captured is kept",
    NoticeKind.BYTES_DAMAGED: "Kept bytes are damaged",
}


def because(cause: RippleCause, reason: str, *, sealed: bool) -> str:
    """What happened and why. Of a sealed source or its pieces the why is left out: whoever gave it
    wrote for those who know the source.
    """
    return HAPPENED[cause] if sealed else f"{HAPPENED[cause]}: {reason}"


def falls(before: SourceLetter, after: SourceLetter) -> bool:
    """Whether a source is trusted less than before.

    F is the letter of a source not judged yet, so whatever follows it is a first letter; to come
    back to F is to lose what trust there was.
    """
    return before is not SourceLetter.F and after.value > before.value
