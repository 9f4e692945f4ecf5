"""The settings' list of open addresses, and what counts as public."""

from ipaddress import ip_address

import pytest

from review.capture.addresses import is_open, is_public, parse_allow


@pytest.mark.parametrize(
    "text", ["198.41.0.4", "203.0.114.7", "2620:0:2d0:200::7", "2606:2800:220:1::1"]
)
def test_public_addresses_are_public(text: str) -> None:
    assert is_public(ip_address(text))


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1",
        "0.0.0.0",
        "10.1.1.1",
        "172.16.0.1",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "2001:db8::1",
        "2001::1",
        "2001:20::1",
        "2002:c000:204::",
        "3fff::1",
        "5f00::1",
        "fec0::1",
        "ff02::1",
    ],
)
def test_special_addresses_are_not(text: str) -> None:
    assert not is_public(ip_address(text))


def test_a_wrapped_public_address_is_open_on_web_ports_only() -> None:
    assert is_open("64:ff9b::c629:4", 443, frozenset())
    assert is_open("::ffff:198.41.0.4", 80, frozenset())
    assert not is_open("198.41.0.4", 22, frozenset())


def test_allowed_addresses_are_read_with_their_ports() -> None:
    allow = parse_allow(" 127.0.0.1:8001, [::1]:8002,[::ffff:127.0.0.1]:8003 ,")
    assert allow == {("127.0.0.1", 8001), ("::1", 8002), ("127.0.0.1", 8003)}
    assert parse_allow("") == frozenset()


@pytest.mark.parametrize(
    "text", ["127.0.0.1", "localhost:80", "127.0.0.1:0", "127.0.0.1:70000", "127.0.0.1:x", ":80"]
)
def test_anything_but_an_address_and_a_port_is_no_setting(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_allow(text)
