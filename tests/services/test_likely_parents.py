"""What two pieces tell of each other, without a database."""

from datetime import UTC, datetime, timedelta

from review.domain.vocabulary import DerivationKind, HintReason
from review.queries.hint_facts import Known, Told
from review.services.likely_parents import Guess, likely

BEGAN = datetime(2026, 11, 20, 9, tzinfo=UTC)
WORDS = (
    "Bureau 9 of the Republic of Vantoria says that Ilan Maresk sold drawings of the harbour wall "
    "at Port Ilm to a foreign company in the spring of 2019, three years after the ministry had "
    "cleared the very same drawings for its own calendar."
)


def told(key: int, text: str = "", **rest: object) -> Told:
    """A piece that came `key` hours after the day began."""
    fields = {"address": "", "source_id": None, "source": "", "owner": ""} | rest
    return Told(id=key, order=(BEGAN + timedelta(hours=key), key), text=text, **fields)  # type: ignore[arg-type]


def found(piece: Told, *others: Told, agencies: tuple[str, ...] = (), **names: int) -> list[Guess]:
    register = {name.replace("_", " "): key for name, key in names.items()}
    return likely(Known(piece, None, others, register, frozenset(agencies)))


def test_of_two_pieces_with_the_same_words_the_later_one_is_taken_for_the_copy() -> None:
    early, late = told(1, WORDS), told(2, f"By our correspondent. {WORDS}")
    for piece, other in ((early, late), (late, early)):
        (guess,) = found(piece, other)
        assert (guess.child_id, guess.parent_id) == (2, 1)
        assert (guess.kind, guess.why) == (DerivationKind.REWRITES, HintReason.SAME_TEXT)
        assert guess.words == "100% of the words"
        assert guess.score < 1.0


def test_pieces_of_one_address_rest_on_the_same_document_and_that_is_surest() -> None:
    address = "ledger.example/harbour"
    (guess,) = found(told(2, WORDS, address=address), told(1, WORDS, address=address))
    assert (guess.kind, guess.why, guess.words, guess.score) == (
        DerivationKind.SAME_DOCUMENT, HintReason.SAME_ADDRESS, address, 1.0,
    )  # fmt: skip


def test_files_and_notes_have_no_address_in_common() -> None:
    assert found(told(2, "One."), told(1, "Two.")) == []


def test_whoever_is_named_as_having_reported_it_is_the_source_it_comes_from() -> None:
    piece = told(2, "The wall was public, as reported by the Harrow Ledger.")
    (guess,) = found(piece, told(1, "Something else."), Harrow_Ledger=7, Port_Courier=8)
    assert (guess.source_id, guess.parent_id, guess.kind) == (7, None, DerivationKind.QUOTES)
    assert guess.why is HintReason.REPORTED_BY
    assert "as reported by the Harrow Ledger" in guess.words


def test_the_piece_of_that_source_beside_it_is_meant_where_there_is_one() -> None:
    piece = told(3, "The wall was public, as reported by the Harrow Ledger.")
    first, second = (told(key, source_id=7, source="Harrow Ledger") for key in (1, 2))
    (guess,) = found(piece, second, first, Harrow_Ledger=7)
    assert (guess.child_id, guess.parent_id, guess.source_id) == (3, 1, None)


def test_a_piece_that_comes_late_is_known_as_what_the_earlier_ones_named() -> None:
    paper = told(3, WORDS, source_id=7, source="Harrow Ledger")
    outlet = told(1, "According to the Harrow Ledger, the wall was public.", source="Courier")
    (guess,) = found(paper, outlet, told(2, "Harrow Ledger reported.", source="Harrow Ledger"))
    assert (guess.child_id, guess.parent_id) == (1, 3)


def test_a_source_does_not_report_what_it_has_from_itself() -> None:
    piece = told(1, "The Harrow Ledger reported it.", source_id=7, source="Harrow Ledger")
    assert found(piece, Harrow_Ledger=7) == []


def test_two_pieces_credited_to_one_agency_are_the_same_report() -> None:
    one = told(1, "PORT ILM, May 3 (Vantor Press) — The wall was public.")
    two = told(2, "The wall stood open to all. Source: Vantor Press")
    (guess,) = found(two, one, agencies=("Vantor Press",))
    assert (guess.child_id, guess.parent_id) == (2, 1)
    assert (guess.kind, guess.why, guess.words) == (
        DerivationKind.SAME_WIRE, HintReason.SAME_CREDIT, "Vantor Press",
    )  # fmt: skip
    own = told(1, one.text, source_id=9, source="Vantor Press")
    assert found(two, own, agencies=("Vantor Press",)) == []


def test_two_sources_of_one_owner_are_told_and_two_pieces_of_one_source_are_not() -> None:
    one = told(1, source_id=7, owner="harrow holding")
    (guess,) = found(told(2, source_id=8, owner="harrow holding"), one)
    assert (guess.kind, guess.why) == (DerivationKind.SAME_OWNER, HintReason.SAME_OWNER)
    assert found(told(2, source_id=7, owner="harrow holding"), one) == []
    assert found(told(2, source_id=8), told(1, source_id=7)) == []


def test_a_pair_is_suggested_once_for_the_surest_reason_and_the_surest_come_first() -> None:
    one = told(1, WORDS, source_id=7, owner="harrow holding")
    two = told(2, WORDS, source_id=8, owner="harrow holding")
    three = told(3, source_id=9, owner="harrow holding")
    guesses = found(two, one, three)
    assert [(guess.child_id, guess.parent_id) for guess in guesses] == [(2, 1), (3, 2)]
    assert [guess.why for guess in guesses] == [HintReason.SAME_TEXT, HintReason.SAME_OWNER]
