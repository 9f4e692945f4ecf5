"""How strong a password must be, and how it is kept."""

import pytest

from review.services.passwords import LONGEST, check_strength, hash_password, verify_password

OWN = ("Ana Belcourt", "a.belcourt@harrow-ledger.example")


def test_a_hash_is_argon2id_salted_and_opened_by_its_password_alone() -> None:
    kept = hash_password("a quiet harbour at dusk")
    assert kept.startswith("$argon2id$")
    assert kept != hash_password("a quiet harbour at dusk")
    assert verify_password("a quiet harbour at dusk", kept)
    assert not verify_password("a quiet harbour at dawn", kept)


def test_where_there_is_no_hash_or_a_broken_one_nothing_fits() -> None:
    assert not verify_password("", None)
    assert not verify_password("anything", None)
    assert not verify_password("anything", "not a hash")


def test_the_check_without_an_account_costs_what_every_check_costs() -> None:
    from argon2 import extract_parameters

    from review.services import passwords

    nobodys, somebodys = (
        extract_parameters(passwords._NOBODYS),
        extract_parameters(hash_password("a quiet harbour at dusk")),
    )
    assert (nobodys.memory_cost, nobodys.time_cost, nobodys.parallelism) == (
        somebodys.memory_cost, somebodys.time_cost, somebodys.parallelism,
    )  # fmt: skip


@pytest.mark.parametrize(
    "password", ["a quiet harbour at dusk", "Qv7#xLm2!pRz9", "x9" * 3 + "Jürgen🧪raven!"]
)
def test_a_password_that_is_hard_to_guess_is_taken(password: str) -> None:
    assert check_strength(password, OWN) is None


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "at least 12"),
        ("Qv7#xLm2!pR", "at least 12"),
        ("passwordpassword", "easy to guess"),
        ("aaaaaaaaaaaaaaaa", "easy to guess"),
        ("Belcourt-quiet-harbour-dusk", "your name"),
        ("quiet harrow harbour at dusk", "your name"),
        ("x" * (LONGEST + 1), "at most"),
    ],
)
def test_a_weak_password_is_refused_with_what_would_help(password: str, said: str) -> None:
    assert said in (check_strength(password, OWN) or "")


def test_a_short_name_forbids_no_words() -> None:
    assert check_strength("a quiet harbour at dusk", ("Al", "al@b.co")) is None
