"""What a link must look like to be asked at all, and where its redirect leads."""

import re
from dataclasses import dataclass
from urllib.parse import quote_from_bytes, urljoin

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from review.capture.addresses import WEB_PORTS, Allowed
from review.capture.errors import FetchCode, Refused

_PORTS = {"http": 80, "https": 443}
_LONGEST = 4096
_SPACES = re.compile(r"[\s\x00-\x1f\x7f\\]")
_ASCII = "".join(map(chr, range(0x21, 0x7F)))
_WHOLE = "Copy the whole address from the browser's address bar."


@dataclass(frozen=True, slots=True)
class Target:
    """One address to ask: `host` as urllib3 writes it, `path` with the query."""

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def name(self) -> str:
        """The host without the brackets of an IPv6 address."""
        return self.host.strip("[]")

    @property
    def host_header(self) -> str:
        return self.host if self.port == _PORTS[self.scheme] else f"{self.host}:{self.port}"


def target_of(url: str, allow: Allowed) -> Target:
    """Take a link apart. Raises Refused when it is none, or none that may be asked."""
    if len(url) > _LONGEST or _SPACES.search(url):
        raise Refused(FetchCode.BAD_URL, "This is not a whole web address.", _WHOLE)
    try:
        parts = parse_url(url)
    except LocationParseError as error:
        raise Refused(FetchCode.BAD_URL, "This is not a whole web address.", _WHOLE) from error
    if parts.scheme not in _PORTS:
        remedy = "Use a link that begins with https:// or http://."
        raise Refused(FetchCode.BAD_SCHEME, "Only links to web pages can be captured.", remedy)
    if not parts.host:
        raise Refused(FetchCode.BAD_URL, "This link names no site.", _WHOLE)
    if parts.auth is not None:
        remedy = "Take the part before the @ out of the link."
        raise Refused(FetchCode.BAD_URL, "This link carries a user name or password.", remedy)
    port = parts.port or _PORTS[parts.scheme]
    _check_port(port, allow)
    return Target(url, parts.scheme, parts.host, port, parts.request_uri)


def _check_port(port: int, allow: Allowed) -> None:
    if port in WEB_PORTS or any(port == allowed for _, allowed in allow):
        return
    raise Refused(
        FetchCode.BAD_PORT,
        f"This link asks for port {port}, where web pages are not usually served.",
        "Use the usual address of the page, or save the page and attach it as a file.",
    )


def followed(url: str, location: str) -> str:
    """The address a redirect leads to. Headers come as Latin-1; raw bytes are percent-encoded."""
    return urljoin(url, quote_from_bytes(location.encode("latin-1", "replace"), safe=_ASCII))
