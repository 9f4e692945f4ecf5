"""The annotated copy shows the article to the letter, and every claim exactly where it stands."""

from hypothesis import given
from hypothesis import strategies as st

from review.text.markup import Paragraph, paragraphs
from review.text.spans import Span

TEXT = "Bureau 9 took Ilan Maresk. It rained.\n\nThe court sat twice."


def shown(paragraph: Paragraph) -> list[tuple[str, tuple[int, ...]]]:
    return [(piece.text, piece.claims) for piece in paragraph.pieces]


def span(words: str, text: str = TEXT) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def test_each_line_is_a_paragraph_with_its_own_number() -> None:
    found = paragraphs(TEXT, {}, {})
    assert [(p.number, p.start, p.pieces[0].text) for p in found] == [
        (1, 0, "Bureau 9 took Ilan Maresk. It rained."),
        (2, 39, "The court sat twice."),
    ]


def test_lines_that_a_sentence_runs_over_stay_one_paragraph() -> None:
    text = "Bureau 9 took\nIlan Maresk.\nIt rained."
    found = paragraphs(text, {1: Span(0, 26), 2: Span(27, 37)}, {})
    assert ["".join(piece.text for piece in p.pieces) for p in found] == [text[:26], text[27:]]


def test_a_claim_is_one_piece_with_its_beginning_and_its_end() -> None:
    piece = paragraphs(TEXT, {}, {7: span("Ilan Maresk")})[0].pieces[1]
    assert (piece.text, piece.claims, piece.begins, piece.ends) == ("Ilan Maresk", (7,), {7}, (7,))


def test_a_claim_inside_another_is_the_one_that_opens() -> None:
    claims = {1: span("Bureau 9 took Ilan Maresk"), 2: span("Ilan Maresk")}
    assert shown(paragraphs(TEXT, {}, claims)[0])[:2] == [
        ("Bureau 9 took ", (1,)),
        ("Ilan Maresk", (1, 2)),
    ]


def test_overlapping_claims_share_the_words_they_share() -> None:
    claims = {1: span("Bureau 9 took"), 2: span("took Ilan Maresk")}
    assert shown(paragraphs(TEXT, {}, claims)[0])[:3] == [
        ("Bureau 9 ", (1,)),
        ("took", (2, 1)),
        (" Ilan Maresk", (2,)),
    ]


def test_a_claim_over_two_paragraphs_joins_them() -> None:
    found = paragraphs(TEXT, {}, {1: span("It rained.\n\nThe court")})
    assert len(found) == 1
    assert found[0].begins == (1,)


def test_words_know_their_sentence_and_blanks_between_belong_to_none() -> None:
    sentences = {4: span("Bureau 9 took Ilan Maresk."), 5: span("It rained.")}
    first, second = paragraphs(TEXT, sentences, {})
    assert [piece.sentence for piece in first.pieces] == [4, None, 5]
    assert first.sentences == (4, 5)
    assert [piece.sentence for piece in second.pieces] == [None]


def test_words_before_the_first_sentence_belong_to_none() -> None:
    found = paragraphs(TEXT, {5: span("It rained.")}, {})
    assert found[0].pieces[0].sentence is None


@given(
    st.text(alphabet="ab \n.🧪", min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 39), st.integers(1, 12)), max_size=8),
)
def test_nothing_of_the_text_is_lost_and_every_claim_is_whole(
    text: str, places: list[tuple[int, int]]
) -> None:
    claims = {
        key: Span(start, min(len(text), start + length))
        for key, (start, length) in enumerate(places)
        if start < len(text)
    }
    found = paragraphs(text, {}, claims)
    for paragraph in found:
        whole = "".join(piece.text for piece in paragraph.pieces)
        assert text.startswith(whole, paragraph.start)
    words = "".join(piece.text for paragraph in found for piece in paragraph.pieces)
    assert "".join(words.split()) == "".join(text.split())
    for key, claim in claims.items():
        pieces = [p for q in found for p in q.pieces if key in p.claims]
        assert "".join(p.text for p in pieces).strip() == claim.of(text).strip()
