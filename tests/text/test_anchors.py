import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from review.text.anchors import CONTEXT, Anchor, AnchorStatus, make, reanchor, trim

TEXT = "Bureau 9 opened a case in March. The Harrow Ledger printed the charge sheet in full."
CASE = make(TEXT, TEXT.index("opened"), TEXT.index(" in March"))

words = st.text(alphabet="ab cäё\n😀", min_size=1, max_size=60)


@st.composite
def selections(draw: st.DrawFn) -> tuple[str, int, int]:
    text = draw(words)
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    assume(text[start:end].strip())
    return text, start, end


def moved(new_text: str, anchor: Anchor = CASE) -> tuple[AnchorStatus, str | None]:
    found = reanchor(anchor, new_text)
    return found.status, None if found.start is None else new_text[found.start : found.end]


def test_an_anchor_keeps_words_place_and_thirty_two_characters_around() -> None:
    assert CASE.exact == "opened a case"
    assert CASE.prefix == "Bureau 9 "
    assert CASE.suffix == TEXT[CASE.end : CASE.end + CONTEXT]


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2), (0, len(TEXT) + 1)])
def test_a_selection_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="outside the text"):
        trim(TEXT, start, end)


def test_a_selection_of_blanks_is_refused() -> None:
    with pytest.raises(ValueError, match="holds no words"):
        trim("a   b", 1, 4)


def test_words_at_their_old_place_with_their_context_are_the_same() -> None:
    assert moved(TEXT) == (AnchorStatus.SAME, "opened a case")


def test_words_behind_an_added_sentence_have_moved() -> None:
    assert moved("Yesterday. " + TEXT) == (AnchorStatus.MOVED, "opened a case")


def test_words_that_occur_once_in_a_new_context_have_moved() -> None:
    assert moved("A court opened a case.") == (AnchorStatus.MOVED, "opened a case")


def test_words_that_occur_twice_in_new_contexts_need_a_person_who_sees_the_nearest() -> None:
    new = "It opened a case. Nobody knew why it opened a case."
    assert moved(new) == (AnchorStatus.NEEDS_HUMAN, "opened a case")
    found = reanchor(CASE, new)
    assert found.start == new.index("opened")


def test_words_before_their_old_place_are_found_too() -> None:
    late = make("x" * 90 + " opened a case", 91, 104)
    assert moved("opened a case, opened a case", late)[0] is AnchorStatus.NEEDS_HUMAN


def test_reworded_words_need_a_person() -> None:
    status, found = moved("Bureau 9 has opened the case in March.")
    assert status is AnchorStatus.NEEDS_HUMAN
    assert found
    assert "case" in found


def test_words_that_are_gone_leave_an_orphan() -> None:
    assert moved("Nothing here fits any more, nothing at all.") == (AnchorStatus.ORPHAN, None)


def test_an_empty_new_text_leaves_an_orphan() -> None:
    assert moved("") == (AnchorStatus.ORPHAN, None)


@given(selections())
def test_an_anchor_names_exactly_the_words_it_was_made_from(case: tuple[str, int, int]) -> None:
    text, start, end = case
    anchor = make(text, start, end)
    assert text[anchor.start : anchor.end] == anchor.exact == text[start:end].strip()
    assert reanchor(anchor, text).status is AnchorStatus.SAME


@given(selections(), words)
def test_an_anchor_never_points_outside_the_new_text(case: tuple[str, int, int], new: str) -> None:
    found = reanchor(make(*case), new)
    if found.status is AnchorStatus.ORPHAN:
        assert (found.start, found.end) == (None, None)
    else:
        assert found.start is not None
        assert found.end is not None
        assert 0 <= found.start < found.end <= len(new)


@given(selections(), words)
def test_same_and_moved_always_mean_the_same_words(case: tuple[str, int, int], new: str) -> None:
    anchor = make(*case)
    found = reanchor(anchor, new)
    if found.status in {AnchorStatus.SAME, AnchorStatus.MOVED}:
        assert new[found.start : found.end] == anchor.exact


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (
            "His lawyer saw the file nineteen days late.",
            "In Kell. His lawyer saw the file twenty-one days later. It rained.",
            "His lawyer saw the file twenty-one days later.",
        ),
        (
            "Uncleared pages went abroad in 2019",
            "Some said: uncleared pages went abroad in 20191 and more",
            "uncleared pages went abroad in 20191",
        ),
        ("Forty pages were sent", "Those forty-two pages were sent, he said", "pages were sent"),
    ],
)  # fmt: skip
def test_a_proposal_holds_whole_words_and_its_full_stop(old: str, new: str, found: str) -> None:
    proposal = reanchor(make(old, 0, len(old)), new)
    assert proposal.status is AnchorStatus.NEEDS_HUMAN
    assert new[proposal.start : proposal.end].endswith(found)
