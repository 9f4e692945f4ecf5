"""Two ways to write one body are seen, and nothing more is read into them."""

import pytest

from review.text.same_body import bare_domain, bare_name


@pytest.mark.parametrize(
    "name", ["The Harrow Ledger", "THE HARROW  LEDGER", "The Harrow-Ledger.", "“The Harrow Ledger”",
             "Ｔhe Harrow Ledger", "the harrow ledger", "Harrow Ledger", "Die Harrow Ledger"],
)  # fmt: skip
def test_case_blanks_punctuation_and_an_article_do_not_tell_names_apart(name: str) -> None:
    assert bare_name(name) == "harrowledger"


def test_letters_and_figures_do() -> None:
    assert len({bare_name(name) for name in ("Bureau 9", "Bureau 8", "Büro 9", "Бюро 9")}) == 4
    assert bare_name("... —") == ""
    assert bare_name("The") == "the"


@pytest.mark.parametrize(
    ("typed", "domain"),
    [
        ("harrow-ledger.example", "harrow-ledger.example"),
        (" WWW.Harrow-Ledger.example ", "harrow-ledger.example"),
        ("https://www.harrow-ledger.example/news?x=1", "harrow-ledger.example"),
        ("harrow-ledger.example.", "harrow-ledger.example"),
        ("harrow-ledger.example:8080/news", "harrow-ledger.example"),
        ("wwwharrow.example", "wwwharrow.example"),
        ("", ""),
        ("https://[", ""),
    ],
)
def test_a_domain_is_the_host_however_it_was_typed(typed: str, domain: str) -> None:
    assert bare_domain(typed) == domain
