"""When two addresses lead to the same page, as far as can be told without going there."""

import html
import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

# What is added to an address to follow readers about says nothing of the page.
_FOLLOWS_READERS = re.compile(
    r"utm_\w+|fbclid|gclid|yclid|dclid|msclkid|igshid|mc_[ce]id|_ga|wt_mc|cmpid", re.IGNORECASE
)
_PORTS = {"http": 80, "https": 443}
_HEAD = 200_000
_LINK = re.compile(r"<link\s[^<>]{1,2000}>", re.IGNORECASE)
_REL = re.compile(r"""\brel\s*=\s*["']?\s*canonical\b""", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_LONGEST = 2000


def same_page(address: str) -> str:
    """An address in the form that is equal for addresses of one page; empty where it is none.

    Left out are the scheme, `www.`, the usual port, a slash at the end, the place in the page,
    and what only follows readers about; the other parameters stand in order.
    """
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in _PORTS or not parts.hostname:
        return ""
    host = parts.hostname.rstrip(".").removeprefix("www.")
    if port not in {None, _PORTS[parts.scheme]}:
        host = f"{host}:{port}"
    asked = parse_qsl(parts.query, keep_blank_values=True)
    kept = sorted(pair for pair in asked if not _FOLLOWS_READERS.fullmatch(pair[0]))
    path = parts.path.rstrip("/")
    return urlunsplit(("", host, path, urlencode(kept), "")).removeprefix("//")


def declared_address(page: str, base: str) -> str:
    """The address that a page of HTML says is its own; empty where it says none."""
    for met in _LINK.finditer(page, 0, _HEAD):
        href = _HREF.search(met.group()) if _REL.search(met.group()) else None
        if href is None:
            continue
        said = html.unescape(href[1] or href[2] or href[3] or "").strip()
        try:
            whole = urljoin(base, said)
        except ValueError:
            return ""
        return whole if said and len(whole) <= _LONGEST and same_page(whole) else ""
    return ""
