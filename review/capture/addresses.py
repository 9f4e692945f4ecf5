"""Which addresses the fetcher may talk to: those of the public internet, and those allowed by name.

The special ranges are those of IANA's registries (RFC 6890 and its successors).
Python knows most; the ones it calls global, or knew too late, are listed here.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address
Allowed = frozenset[tuple[str, int]]

# Web servers only: what listens elsewhere may take an HTTP request for orders of its own.
WEB_PORTS = frozenset({80, 443, 8080, 8443})
_NAT64 = ip_network("64:ff9b::/96")
_UNICAST = ip_network("2000::/3")
_SPECIAL = tuple(
    ip_network(text)
    for text in (
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "2001::/23",
        "2002::/16",
        "3fff::/20",
    )
)


def parse_allow(text: str) -> Allowed:
    """Read ``127.0.0.1:8001,[::1]:8002``. Raises ValueError, in words, for anything else."""
    return frozenset(_pair(part.strip()) for part in text.split(",") if part.strip())


def _pair(part: str) -> tuple[str, int]:
    host, separator, port = part.rpartition(":")
    if not separator or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ValueError(f"PROOFDESK_FETCH_ALLOW has {part!r}; give pairs such as 127.0.0.1:8001")
    return str(plain(host.strip("[]"))), int(port)


def plain(text: str) -> Address:
    """The address that is truly meant: IPv4 out of its IPv6 wrappings (mapped and NAT64)."""
    address = ip_address(text)
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address


def is_open(text: str, port: int, allow: Allowed) -> bool:
    """True if the address may be talked to on this port."""
    address = plain(text)
    return (str(address), port) in allow or (port in WEB_PORTS and is_public(address))


def is_public(address: Address) -> bool:
    if isinstance(address, IPv6Address) and address not in _UNICAST:
        return False
    if address.is_multicast or not address.is_global:
        return False
    return not any(address in network for network in _SPECIAL)
