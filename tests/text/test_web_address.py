import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.text.web_address import declared_address, same_page


@pytest.mark.parametrize(
    "other",
    [
        "http://harrow-ledger.example/2019/harbour?id=4&page=2",
        "https://www.harrow-ledger.example/2019/harbour/?page=2&id=4",
        "https://HARROW-LEDGER.example:443/2019/harbour?id=4&page=2#letters",
        "https://harrow-ledger.example./2019/harbour?utm_source=post&id=4&page=2&fbclid=x",
    ],
)
def test_addresses_that_differ_in_nothing_that_matters_are_the_same(other: str) -> None:
    here = "https://harrow-ledger.example/2019/harbour?id=4&page=2"
    assert same_page(other) == same_page(here) == "harrow-ledger.example/2019/harbour?id=4&page=2"


@pytest.mark.parametrize(
    "other",
    [
        "https://harrow-ledger.example/2019/harbour?id=5",
        "https://harrow-ledger.example/2019/Harbour?id=4",
        "https://archive.harrow-ledger.example/2019/harbour?id=4",
        "https://harrow-ledger.example:8443/2019/harbour?id=4",
    ],
)
def test_another_page_host_or_port_is_another_address(other: str) -> None:
    assert same_page(other) != same_page("https://harrow-ledger.example/2019/harbour?id=4")


@pytest.mark.parametrize(
    "none", ["", "harbour", "ftp://x.example/a", "http://", "http://x:99999/", "http://[::1/"]
)
def test_what_is_no_address_of_a_page_is_the_same_as_nothing(none: str) -> None:
    assert same_page(none) == ""


BASE = "https://port-courier.example/news/7"


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (
            '<link rel=icon href="/a"><LINK href="https://l.example/9?a=1&amp;b" rel="canonical">',
            "https://l.example/9?a=1&b",
        ),
        ("<link rel=canonical href=/news/7>", BASE),
        ("<link rel='canonical' href='/news/7'>", BASE),
        ('<link rel="canonical">', ""),
        ('<link rel="canonical" href="">', ""),
        ('<link rel="canonical" href="javascript:alert(1)">', ""),
        ('<link rel="canonical" href="http://[half/">', ""),
        (f'<link rel="canonical" href="/{"a" * 1999}">', ""),
        ("<p>Nothing is said here.</p>", ""),
    ],
)
def test_the_address_that_a_page_says_is_its_own_is_read_from_its_head(
    page: str, said: str
) -> None:
    assert declared_address(page, BASE) == said


@given(st.text(alphabet="<link rel=canonical href='\">x/", max_size=300), st.text(max_size=60))
def test_no_page_and_no_address_breaks_the_reading(page: str, address: str) -> None:
    declared_address(page, BASE)
    assert same_page(address) == "" or "://" not in same_page(address).partition("?")[0]
