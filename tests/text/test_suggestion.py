"""What is kept of a suggestion, and a sentence of several facts cut into claims."""

from review.domain.vocabulary import CheckpointKind, ClaimKind
from review.text.checkpoints import kind_of_words
from review.text.chosen import look_at
from review.text.finder import find_claims
from review.text.finding import AccusationFound, CheckpointFound, ClaimFound, Cue, PartFound
from review.text.suggestion import cue_in, kept, moved, parts_in, split_found

TEXT = "Ilan Maresk was arrested in 2019 and released in 2021."
SEEN = ClaimFound(
    0, 54, TEXT, 0.9, ClaimKind.ACCUSATION, "Bureau 9", ("Bureau 9",),
    AccusationFound("Ilan Maresk", "a deed", "Bureau 9"), Cue(37, 45, "released"),
    (CheckpointFound(CheckpointKind.NAME, 0, 11, "Ilan Maresk"),
     CheckpointFound(CheckpointKind.DATE, 49, 53, "2021")),
    ("a reason",), (PartFound(0, 32, TEXT[:32]), PartFound(37, 54, TEXT[37:])),
)  # fmt: skip


def test_what_is_kept_can_be_moved_and_read_back() -> None:
    far = moved(kept(SEEN), 100)
    assert far["fabrication_cue"] == {"start": 137, "end": 145, "text": "released"}
    assert [(part.start, part.end) for part in parts_in(far)] == [(100, 132), (137, 154)]
    assert far["accusation"]["accused"] == "Ilan Maresk"


def test_a_suggestion_of_nothing_stays_nothing() -> None:
    assert moved({"accusation": None}, 9) == {
        "accusation": None, "fabrication_cue": None, "parts": [],
    }  # fmt: skip
    assert parts_in({}) == ()
    assert cue_in({}) == ""


def test_a_doubt_is_read_until_a_person_sets_it_aside() -> None:
    assert cue_in(kept(SEEN)) == "released"
    assert cue_in({**kept(SEEN), "cue_dismissed": True}) == ""


def test_each_part_becomes_a_claim_with_what_lies_in_it() -> None:
    first, second = split_found(SEEN)
    assert (first.text, second.text) == (TEXT[:32], TEXT[37:])
    assert (first.fabrication_cue, second.fabrication_cue) == (None, SEEN.fabrication_cue)
    assert [[point.text for point in one.checkpoints] for one in (first, second)] == [
        ["Ilan Maresk"], ["2021"],
    ]  # fmt: skip
    for one in (first, second):
        assert (one.parts, one.kind, one.attributed_to) == ((), SEEN.kind, "Bureau 9")


def test_a_claim_of_one_fact_stays_itself() -> None:
    [seen] = find_claims("The court sits in Karst Street.", "en").claims
    assert split_found(seen) == (seen,)


def test_chosen_words_are_looked_at_where_they_stand() -> None:
    body = f"It rained.\n{TEXT}"
    seen = look_at(body, 11, 65, "en", ClaimKind.EVENT)
    assert seen.kind is ClaimKind.EVENT
    assert [(part.start, part.text) for part in seen.parts] == [(11, TEXT[:32]), (48, TEXT[37:])]
    assert all(body[p.start : p.end] == p.text for p in seen.checkpoints)


def test_words_in_which_nothing_is_seen_are_a_claim_all_the_same() -> None:
    seen = look_at("Oh!", 0, 3, "en", None)
    assert (seen.kind, seen.text, seen.parts) == (ClaimKind.FACT, "Oh!", ())


def test_chosen_words_tell_what_they_are() -> None:
    told = {words: kind_of_words(words) for words in ("Port Ilm", "40 pages", "“never”")}
    assert list(told.values()) == [
        CheckpointKind.NAME, CheckpointKind.FIGURE, CheckpointKind.QUOTE,
    ]  # fmt: skip
