"""The claim finder, the ranker and the matcher as plain filters, without any database."""

import json
from pathlib import Path

import pytest

from tests.commands.shell import ARTICLE, Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """No data folder at all."""
    return Shell(tmp_path / "nothing")


def test_found_claims_stand_at_their_offsets_in_code_points(shell: Shell, tmp_path: Path) -> None:
    text = "\N{FIRE} “Ça va.” \r\n" + ARTICLE
    path = tmp_path / "article.txt"
    path.write_bytes(text.encode())
    found = json.loads(shell("claims", "find", str(path), "--json", "--language", "en"))
    assert set(found) == {"language", "sentences", "claims"}
    assert found["claims"]
    for claim in found["claims"]:
        assert claim["text"] == text[claim["start"] : claim["end"]]
        assert {"score", "kind", "attributed_to", "source_chain", "accusation", "fabrication_cue",
                "checkpoints", "why"} <= set(claim)  # fmt: skip
    assert all(sentence["disposition"] for sentence in found["sentences"])
    assert not shell.folder.exists()


def test_a_mark_of_the_byte_order_is_no_part_of_the_text(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8-sig")
    found = json.loads(shell("claims", "find", str(path), "--json"))
    first = found["claims"][0]
    assert first["text"] == ARTICLE[first["start"] : first["end"]]
    assert first["text"].startswith("Bureau 9 accuses")
    assert found["sentences"][0]["start"] == 0
    for given in (path.read_bytes(), ARTICLE.encode()):
        assert shell("claims", "find", "-", given=given) == shell("claims", "find", str(path))
    ranked = [
        shell("claims", "rank", "-", given=given) for given in (path.read_bytes(), ARTICLE.encode())
    ]
    assert ranked[0] == ranked[1]


def test_an_article_comes_in_by_standard_input_and_goes_out_as_lines(shell: Shell) -> None:
    said = shell("claims", "find", "-", given=ARTICLE)
    assert "Fares in Vantoria doubled in 2025." in said
    assert "a full sentence" in said


def test_the_tagger_is_asked_where_the_setting_asks_for_it(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Dredgers hoping for a better year indicated the harbour lost 40 boats."
    seen = []
    for asked in ("", "1"):
        monkeypatch.setenv("PROOFDESK_FINDER_NLP", asked)
        found = json.loads(shell("claims", "find", "-", "--json", given=text))
        seen.append(found["claims"][0]["attributed_to"])
    assert seen == [None, "Dredgers"]


def test_a_million_characters_are_one_article(shell: Shell) -> None:
    longest = " ".join(["harbour" * 12] * 11_700) + ".\n\n"
    text = (longest + ARTICLE * 100)[:1_000_000]
    found = json.loads(shell("claims", "find", "-", "--json", "--language", "en", given=text))
    assert len(text) == 1_000_000
    assert found["sentences"][-1]["end"] > 999_000
    assert all(claim["text"] == text[claim["start"] : claim["end"]] for claim in found["claims"])


def test_what_is_not_utf_8_is_refused_with_what_would_work(shell: Shell) -> None:
    said = shell.fails("claims", "find", "-", given="Straße".encode("latin-1"))
    assert "not UTF-8" in said
    assert "article import" in said


def test_every_line_gets_one_score_from_0_to_1(shell: Shell) -> None:
    lines = ["Fares in Vantoria doubled in 2025.", "", "Good morning!"]
    scores = [float(s) for s in shell("claims", "rank", "-", given="\n".join(lines)).split()]
    assert len(scores) == 3
    assert all(0 <= score <= 1 for score in scores)
    assert scores[0] > scores[2]


def test_a_line_in_another_encoding_still_gets_its_score(shell: Shell) -> None:
    given = "Die Straße kostet 3 Millionen.\nGood morning!\n".encode("latin-1")
    assert len(shell("claims", "rank", "-", given=given).split()) == 2


def test_claims_checked_before_are_found_best_first(shell: Shell, tmp_path: Path) -> None:
    corpus, queries = tmp_path / "corpus.jsonl", tmp_path / "queries.jsonl"
    rows = [("a", "The bridge opened in 1911."), ("b", "Fares in Vantoria doubled in 2025.")]
    corpus.write_text("\n\n".join(json.dumps({"id": i, "text": t}) for i, t in rows))
    queries.write_text(json.dumps({"id": 7, "text": "In 2025 fares doubled in Vantoria."}))
    place = ("--corpus", str(corpus), "--queries", str(queries))
    first, *rest = shell("claims", "match", *place).splitlines()
    query, claim, score = first.split("\t")
    assert (query, claim) == ("7", "b")
    assert 0 < float(score) <= 1
    assert len(rest) <= 1
    assert len(shell("claims", "match", *place, "-k", "1").splitlines()) == 1
    assert shell("claims", "match", *place, "--min", "1.1") == ""


@pytest.mark.parametrize(
    "line", ["no JSON", '{"id": 1}', "[1, 2]", '{"id": "a\\tb", "text": "x"}', "[" * 9_999]
)
def test_a_line_that_cannot_be_matched_is_named(shell: Shell, tmp_path: Path, line: str) -> None:
    corpus, queries = tmp_path / "corpus.jsonl", tmp_path / "queries.jsonl"
    good = json.dumps({"id": "a", "text": "Fares doubled."})
    # Some programs put a mark of the byte order before the first line.
    corpus.write_text(f"\ufeff{good}\n{line}\n", encoding="utf-8")
    queries.write_text(f"\ufeff{good}\r\n", encoding="utf-8")
    said = shell.fails("claims", "match", "--corpus", str(corpus), "--queries", str(queries))
    assert "corpus.jsonl, line 2" in said
    same = shell("claims", "match", "--corpus", str(queries), "--queries", str(queries))
    assert same.startswith("a\ta\t")
