"""The annotated copy marks each claim in its place and keeps every word."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from review.domain.report import MissingClaim
from review.domain.vocabulary import ClaimState
from review.exports.marked_copy import marks, paragraphs
from tests.report_sample import BODY, draft, final


def test_the_paragraphs_joined_are_the_words_of_the_article() -> None:
    lines = ["".join(segment.text for segment in line) for line in paragraphs(draft())]
    assert lines == [line for line in BODY.split("\n") if line]


def test_words_under_two_claims_carry_the_styles_of_both() -> None:
    shared = [s for line in paragraphs(draft()) for s in line if s.text == "forty pages abroad"]
    assert shared[0].style == "signed v-attributed_only signed v-not_checkable"


def test_each_claim_ends_in_exactly_one_note_that_leads_to_it() -> None:
    notes = [m for line in paragraphs(draft()) for s in line for m in s.ending]
    assert sorted((m.number, m.href) for m in notes) == [
        (1, "#claim-1"), (2, "#claim-2"), (3, "#claim-3"), (4, "#missing-4"), (5, "#missing-5"),
    ]  # fmt: skip


def test_what_nobody_verified_is_marked_as_such() -> None:
    assert {m.number: m.label for m in marks(draft())} == {
        1: "Attributed only", 2: "Not checkable", 3: "Supported with change",
        4: "not verified", 5: "withdrawn",
    }  # fmt: skip


def test_a_claim_of_an_earlier_text_has_no_place_in_this_one() -> None:
    gone = MissingClaim(9, "Words of before", ClaimState.QUEUED, "It waits.")
    assert marks(replace(final(), missing=(gone,))) == []


@st.composite
def overlapping(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    body = draw(st.text(alphabet="ab \n", min_size=1, max_size=40))
    start = st.integers(0, len(body) - 1)
    spans = draw(st.lists(st.tuples(start, st.integers(1, 50)), max_size=6))
    return body, [(at, at + length) for at, length in spans]


@given(overlapping())
def test_however_claims_overlap_no_word_is_lost_and_no_note(
    drawn: tuple[str, list[tuple[int, int]]],
) -> None:
    body, spans = drawn
    missing = tuple(
        MissingClaim(number, "", ClaimState.QUEUED, "", start, end)
        for number, (start, end) in enumerate(spans, start=1)
    )
    article = replace(final().article, body=body)
    found = paragraphs(replace(final(), article=article, missing=missing))
    assert "".join(s.text for line in found for s in line) == body.replace("\n", "")
    notes = [m.number for line in found for s in line for m in s.ending]
    assert sorted(notes) == list(range(1, len(spans) + 1))
