"""What weighs for and against a sentence as a statement of fact. All names are invented."""

import pytest

from review.domain.vocabulary import Disposition
from review.text.finder import find_claims, looked_into
from review.text.stating import LEAST, doubt_of, strength, weights, words_of


def features(text: str, language: str = "en") -> dict[str, float]:
    (found,) = [features for _, features in looked_into(text, language)]
    return found


def test_every_weight_but_those_of_rules_can_be_said_in_words() -> None:
    named = [name for name in weights() if name != "bias" and not name.startswith("doubt:")]
    assert len(named) > 50
    assert all(words_of(name) for name in named)


def test_what_is_set_aside_without_a_rule_says_what_speaks_against_it() -> None:
    text = "The port is shut.\n\n“I am with you, and we are all here,” said Oda Brekke."
    last = find_claims(text, "en").sentences[-1]
    assert last.disposition is Disposition.NO_FACTUAL_CONTENT
    assert last.reason.startswith("reads like an opinion rather than a fact: ")


def test_a_doubt_weighs_but_a_charge_outweighs_it() -> None:
    idle = features("“It may rain,” said Oda Brekke.")
    grave = features("“The officers may have stolen 9 million crowns,” said prosecutor Oda Brekke.")
    assert "doubt:future" in idle
    assert strength(idle)[0] < LEAST < strength(grave)[0]


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("The ship “Old Swan” sank in May.", False),
        ("The crew called it “a good old ship” in May.", True),
        ("The “Old Swan” sank beside the “New Swan” in May.", False),
    ],
)
def test_a_name_in_marks_is_no_quotation(text: str, *, spoken: bool) -> None:
    assert ("spoken" in features(text)) is spoken


def test_what_somebody_says_of_their_own_past_deeds_is_told_apart() -> None:
    done = features("“I gave the plans to nobody in 2019,” said Ilan Maresk.")
    felt = features("“I love the sea and the ships,” said Ilan Maresk.")
    assert done["quoted:own_deed"] == 1
    assert "quoted:own_deed" not in felt
    assert strength(done)[0] > strength(felt)[0]


def test_nothing_is_weighed_where_a_sentence_surely_states_nothing() -> None:
    assert features("Is that justice?") == {}


def test_in_a_language_without_a_pack_the_model_sets_nothing_aside() -> None:
    text = "Satama suljettiin maanantaina. “Olen iloinen,” sanoi Oda Brekke."
    found = find_claims(text, "fi")
    assert {s.disposition for s in found.sentences} == {Disposition.CLAIM}


def test_what_may_state_nothing_ranks_behind_what_surely_does_and_says_so() -> None:
    text = "The port of Ilm lost 14 boats.\n\nI think that the port of Ilm was rather slow in 2019."
    sure, doubtful = find_claims(text, "en").claims
    words = "less: may state nothing that can be checked"
    assert sure.score > doubtful.score
    assert (words in sure.why, words in doubtful.why) == (False, True)


@pytest.mark.parametrize(("sum_", "doubt"), [(LEAST, 1.0), (-9.0, 1.0), (2.0, 0.0), (9.0, 0.0)])
def test_a_doubt_is_none_to_whole(sum_: float, doubt: float) -> None:
    assert doubt_of(sum_) == doubt
    assert 0 < doubt_of((LEAST + 2.0) / 2) < 1
