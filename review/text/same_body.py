"""When two entries of a register look like one body, by how they are written and nothing else."""

import unicodedata
from urllib.parse import urlsplit

# What many put before a body's name and others leave off.
_ARTICLES = frozenset({"the", "der", "die", "das", "le", "la", "les", "el", "il"})


def bare_name(name: str) -> str:
    """A name without case, blanks, punctuation and an article before it, so that spelling it
    otherwise is no difference.

    Empty for a name that has neither letter nor figure.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    spoken = "".join(sign if sign.isalnum() else " " for sign in folded).split()
    return "".join(spoken[1:] if len(spoken) > 1 and spoken[0] in _ARTICLES else spoken)


def bare_domain(typed: str) -> str:
    """The host of a domain or an address as somebody typed it, without ``www.``; empty for none."""
    words = typed.strip().casefold()
    try:
        host = urlsplit(words if "//" in words else f"//{words}").hostname
    except ValueError:
        return ""
    return (host or "").rstrip(".").removeprefix("www.")
