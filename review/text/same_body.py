"""When two entries of a register look like one body, by how they are written and nothing else."""

import unicodedata
from urllib.parse import urlsplit


def bare_name(name: str) -> str:
    """A name without case, blanks and punctuation, so that spelling it otherwise is no difference.

    Empty for a name that has neither letter nor figure.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(filter(str.isalnum, folded))


def bare_domain(typed: str) -> str:
    """The host of a domain or an address as somebody typed it, without ``www.``; empty for none."""
    words = typed.strip().casefold()
    try:
        host = urlsplit(words if "//" in words else f"//{words}").hostname
    except ValueError:
        return ""
    return (host or "").rstrip(".").removeprefix("www.")
