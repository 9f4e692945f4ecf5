"""Where and when a report was sent: `PORT ILM, May 3 (Reuters) —` before its first sentence."""

import re

AGENCIES = (
    "AP", "AFP", "Reuters", "UPI", "dpa", "epd", "KNA", "APA", "ANSA", "EFE", "TASS", "Interfax",
    "Ukrinform", "Xinhua", "Kyodo", "PTI",
)  # fmt: skip
_START = re.compile(
    r"(?P<place>[^\W\d_][^\n—–(),/]{2,40})(?:,[^\n—–()/]{1,30})?\s*"
    rf"(?P<agency>[(/](?:{'|'.join(AGENCIES)})[)/]|\([^\n()]{{2,30}}\))?\.?"
    r"\s*(?:[—–]|--?)\s+"
)
_HEAD = 130


def dateline_end(line: str) -> int:
    """Return where the text behind the line's dateline begins; 0 where there is none.

    A dateline names a place in capitals, or a news agency in brackets, and ends in a dash.
    """
    found = _START.match(line[:_HEAD])
    if found is None or not line[found.end() : found.end() + 1].strip():
        return 0
    if line[found.end()].islower():
        return 0
    agency = (found["agency"] or "").strip("(/)")
    return found.end() if agency in AGENCIES or found["place"].isupper() else 0
