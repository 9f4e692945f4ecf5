"""What a variant may not tell is told nowhere, and what it may tell is left as it was."""

import json
import unicodedata
from typing import Any

import pytest

from review.domain.derivation_graph import source_key
from review.domain.disclosure import (
    HIDDEN,
    WORDS_WITHHELD,
    HiddenSource,
    Redaction,
    mask_of,
    names_in,
    placeholder,
    strictest,
)
from review.domain.redaction import redact
from review.domain.vocabulary import DisclosureLevel, SourceKind, Variant
from tests.report_sample import altered, content

SEALED = DisclosureLevel.SEALED


def source(*names: str, kind: SourceKind = SourceKind.COURT) -> HiddenSource:
    return HiddenSource(names, kind, SEALED)


def masked(text: str, **kept_back: Any) -> str:
    return mask_of(Redaction(**kept_back))(text)


def test_each_variant_hides_more_the_wider_it_goes() -> None:
    assert HIDDEN[Variant.INTERNAL] < HIDDEN[Variant.LEGAL] < HIDDEN[Variant.PUBLIC]
    assert DisclosureLevel.PUBLIC not in HIDDEN[Variant.PUBLIC]


def test_the_strictest_level_counts() -> None:
    assert strictest([DisclosureLevel.PUBLIC, SEALED, DisclosureLevel.LEGAL_ONLY]) is SEALED
    assert strictest([]) is DisclosureLevel.PUBLIC


@pytest.mark.parametrize(
    "text",
    ["Court of Karst", "the COURT OF KARST,", "Court of\n  Karst", "(Court of Karst)"],
)
def test_a_hidden_name_is_found_in_any_case_and_over_line_ends(text: str) -> None:
    said = masked(text, sources=(source("Court of Karst"),))
    assert WORDS_WITHHELD in said
    assert "karst" not in said.lower()


def test_a_name_is_found_in_both_forms_of_its_accents() -> None:
    told = unicodedata.normalize("NFD", "Zoë Karré said so")
    assert masked(told, sources=(source("Zoë Karré"),)) == f"{WORDS_WITHHELD} said so"


def test_a_long_name_is_found_where_it_stands_inflected_and_a_short_one_only_whole() -> None:
    said = masked("Мареска и Maresks. Lio saw Li.", sources=(source("Мареск", "Maresk", "Li"),))
    assert said == f"{WORDS_WITHHELD}а и {WORDS_WITHHELD}s. Lio saw {WORDS_WITHHELD}."


def test_of_a_person_each_longer_part_of_the_name_is_hidden() -> None:
    person = source("Ivo van Tarn", kind=SourceKind.PERSON)
    assert masked("Tarn met Ivo in a van", sources=(person,)) == "[withheld] met Ivo in a van"
    assert masked("Court rose", sources=(source("Court of Karst"),)) == "Court rose"


def test_each_longer_sentence_of_a_hidden_passage_is_hidden_by_itself() -> None:
    passage = "No. The pages were numbered from one to forty. Yes."
    said = masked("He said the pages were numbered from one to forty. Yes.", passages=(passage,))
    assert said == "He said [withheld] Yes."


def test_too_short_a_passage_is_not_a_secret() -> None:
    assert masked("It is so", passages=("so", "")) == "It is so"


def test_a_passage_that_begins_with_a_sign_is_found_after_a_letter() -> None:
    assert masked("see«docket»", passages=("«docket»",)) == "see[withheld]"


def test_a_colleague_s_name_becomes_the_part_they_played() -> None:
    assert masked("Ask tomas  reyl", people={"Tomas Reyl": "reviewer 1"}) == "Ask reviewer 1"


def test_without_secrets_every_word_stays() -> None:
    text = unicodedata.normalize("NFD", "Zoë")
    assert masked(text) is text
    assert masked(text, sources=(source("Karst"),)) == text


def hide(signed: dict[str, Any], **kept_back: Any) -> tuple[dict[str, Any], tuple[str, ...]]:
    redaction = Redaction(**kept_back)
    return redact(signed, redaction, mask_of(redaction))


def test_content_without_anything_hidden_is_left_as_it_was_signed() -> None:
    assert hide(content(1)) == (content(1), ())


def test_hidden_evidence_keeps_number_kind_letter_and_grades_and_nothing_else() -> None:
    said, withheld = hide(content(1), hidden={1: SEALED})
    first = said["evidence"][0]
    assert withheld == ("E1: source withheld (sealed)",)
    assert {key for key, value in first.items() if value} == {"number", "kind", "title", "source"}
    assert first["source"]["letter"] == "B"
    assert first["title"] == first["source"]["name"] == placeholder(SEALED)
    assert said["evidence"][1] == content(1)["evidence"][1]
    grade = said["assessments"][0]["grades"][0]
    assert (grade["letter"], grade["digit"], grade["reason"]) == ("B", 2, WORDS_WITHHELD)
    assert said["derivations"][0]["reason"] == WORDS_WITHHELD


def test_hidden_evidence_without_a_source_is_of_unknown_reliability() -> None:
    said, _ = hide(content(1), hidden={2: SEALED})
    assert said["evidence"][1]["source"]["letter"] == "F"


def test_links_and_grades_that_touch_nothing_hidden_stay() -> None:
    signed = altered(content(1), "assessments.0.grades.0.evidence", 2)
    signed = altered(signed, "derivations.0.reason", "")
    said, _ = hide(signed, hidden={1: SEALED})
    assert said["assessments"][0]["grades"][0]["reason"] == "Coherent"
    assert said["derivations"] == signed["derivations"]


def test_links_between_other_pieces_keep_their_reason() -> None:
    said, _ = hide(altered(content(1), "derivations.0.parent", 3), hidden={1: SEALED})
    assert said["derivations"][0]["reason"] == "Word for word"


def beyond(signed: dict[str, Any]) -> dict[str, Any]:
    """The content of a claim whose E2 comes from a piece and a source that are not attached."""
    named = {
        "id": 7, "name": "Night porter", "kind": "person", "letter": "C", "owner": "",
        "disclosure": "sealed",
    }  # fmt: skip
    said = {"kind": "quotes", "reason": "He told it at the gate"}
    return signed | {
        "further_derivations": [
            {"child": "E2", "parent": "P1", **said}, {"child": "P1", "parent": "S1", **said},
            {"child": "E2", "parent": None, "kind": "unknown", "reason": ""},
        ],
        "forebears": [
            {"called": "P1", "id": 40, "title": "A paper", "source": None},
            {"called": "S1", "id": None, "title": "", "source": named},
        ],
    }  # fmt: skip


def test_what_evidence_comes_from_beyond_the_claim_is_hidden_like_evidence() -> None:
    signed = beyond(content(1))
    assert hide(signed) == (signed, ())
    said, withheld = hide(signed, hidden={source_key(7): SEALED})
    assert withheld == ("S1: source withheld (sealed)",)
    assert said["forebears"][0] == signed["forebears"][0]
    assert said["forebears"][1] == {
        "called": "S1", "id": None, "title": placeholder(SEALED),
        "source": said["forebears"][1]["source"],
    }  # fmt: skip
    assert said["forebears"][1]["source"]["letter"] == "C"
    assert "porter" not in json.dumps(said)
    reasons = [link["reason"] for link in said["further_derivations"]]
    assert reasons == ["He told it at the gate", WORDS_WITHHELD, ""]


def test_a_hidden_piece_beyond_the_claim_and_links_from_hidden_evidence_tell_nothing() -> None:
    said, withheld = hide(beyond(content(1)), hidden={40: SEALED, 2: SEALED})
    assert withheld == ("E2: source withheld (sealed)", "P1: source withheld (sealed)")
    assert said["forebears"][0]["title"] == placeholder(SEALED)
    assert said["forebears"][0]["source"]["letter"] == "F"
    reasons = [link["reason"] for link in said["further_derivations"]]
    assert reasons == [WORDS_WITHHELD, WORDS_WITHHELD, ""]


def test_words_of_the_article_and_codes_are_never_altered() -> None:
    secrets = ("forty pages abroad", "yes", "legal", "Bureau 9")
    said, withheld = hide(content(1), passages=secrets)
    assert said["claim"] == content(1)["claim"]
    assert said["assessments"][0]["indicators"][0]["answer"] == "yes"
    assert said["accusation"]["confirmations"][0]["role"] == "legal"
    assert said["accusation"]["act"] == "sent [withheld]"
    assert withheld == ("words that would give a withheld source or a colleague away",)


def test_an_answer_in_a_reply_is_words_and_is_masked() -> None:
    said, _ = hide(content(1), passages=("None were secret",))
    assert said["replies"][1]["answer"] == WORDS_WITHHELD


def test_where_nobody_is_named_no_account_number_is_left() -> None:
    said, withheld = hide(content(1), people={"Tomas Reyl": "reviewer 1"})
    assert "Tomas" not in json.dumps(said)
    assert said["assessments"][0]["by_id"] is None
    assert said["adjudication"]["by_id"] is None
    assert withheld[-1] == "names of colleagues"


def test_names_that_are_left_are_found_at_any_depth() -> None:
    plain = {"a": [{"b": ("told by KARST",)}], "c": 3, "d": None}
    assert names_in(plain, ["Karst", "Ostrane"]) == {"Karst"}
    assert names_in(plain, []) == frozenset()


def test_a_blank_name_is_no_name() -> None:
    assert Redaction(sources=(source("Karst", " "),)).names() == {"Karst"}
