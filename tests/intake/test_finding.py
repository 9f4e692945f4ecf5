"""An article is looked through in a process apart, and gives what the finder itself gives."""

import gc
import json
import sys
from dataclasses import replace
from io import BytesIO, TextIOWrapper

import pytest

from review.domain.errors import Invalid
from review.intake import finding
from review.intake.finding import find_apart, main, without_collecting
from review.text.finder import find_claims
from review.text.finding import Found
from review.text.spacy_tagger import load_tagger

TEXT = (
    "Bureau 9 accused Ilan Maresk of sending 40 pages abroad, the Ostrane Courier reported.\n\n"
    "“It is made up,” his lawyer Delia Forsant said in Kell on 3 May 2024. It rained."
)


@pytest.mark.parametrize("language", [None, "en", "uk"])
def test_apart_finds_what_the_finder_finds(language: str | None) -> None:
    found = find_apart(TEXT, language)
    assert found == find_claims(TEXT, language)
    assert found.claims


def test_the_weights_of_a_desk_go_along() -> None:
    found = find_apart(TEXT, "en", {"bias": -1.5})
    assert found == find_claims(TEXT, "en", {"bias": -1.5})
    assert found != find_claims(TEXT, "en")


def test_apart_with_the_tagger_finds_what_the_finder_finds_with_it() -> None:
    text = "Dredgers hoping for a better year indicated the harbour lost 40 boats."
    found = find_apart(text, "en", tagged=True)
    assert found == find_claims(text, "en", tagger=load_tagger())
    assert found != find_apart(text, "en")


def test_the_child_reads_the_text_and_writes_everything_it_found(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(TEXT.encode())))
    main(["", "{}"])
    assert Found.from_plain(json.loads(capsys.readouterr().out)) == find_claims(TEXT)


def test_a_text_that_is_too_much_is_refused_with_what_would_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(finding, "CAGE", replace(finding.CAGE, output_bytes=10))
    with pytest.raises(Invalid) as refused:
        find_apart(TEXT)
    assert "Import it in parts." in refused.value.fields["text"]


def fail_at_once() -> None:
    with without_collecting():
        raise ZeroDivisionError


def test_garbage_is_collected_again_after_a_long_look_even_one_that_failed() -> None:
    with without_collecting():
        assert not gc.isenabled()
    with pytest.raises(ZeroDivisionError):
        fail_at_once()
    assert gc.isenabled()
