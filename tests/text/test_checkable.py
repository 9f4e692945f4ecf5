"""Which sentences state something that can be checked. All names are invented."""

from collections.abc import Callable

import pytest

from review.domain.vocabulary import Disposition
from review.text.finder import find_claims
from review.text.finding import SentenceFound

NO_CLAIM = {
    "***": "no words",
    "2019 - 14": "no words",
    "Monday, 3 May 2021": "a dateline",
    "Port Ilm, 3 May 2021": "a dateline",
    "Is that justice?": "a question",
    "Photo: the harbour of Port Ilm": "a call to the reader",
    "Read more about the harbour here.": "a call to the reader",
    "The gate of the harbour at night.": "without a verb",
    "The season could begin in autumn.": "a forecast",
    "Oda Brekke warned that prices would rise.": "a forecast",
    "Although the port is open, ships will stay away.": "a forecast",
    "The city should repair the gate.": "says what should be",
    "What a terrible week this was.": "an opinion",
    "“She is a wonderful person,” said Oda Brekke.": "an opinion",
    "“I am very proud of what we have achieved,” Oda Brekke said.": "an opinion",
    "Oda Brekke said it was important to stay calm.": "an opinion",
    "She said she was confident the port would open.": "an opinion",
    "She thanked the crew for their work.": "an opinion",
    "“You can't put a price on freedom,” she said.": "an opinion",
    "“Let the court decide,” he said.": "a call to the reader",
    "“We need to do better,” he said.": "says what should be",
    "“They must be ashamed of themselves,” Oda Brekke said.": "says what should be",
    "“It's going to be a long night,” he said.": "a forecast",
    "“If it had rained, I could have stayed,” he said.": "a forecast",
    "Oda Brekke has promised that every sailor will be paid.": "a forecast",
    "The bank predicts growth of the economy next year.": "a forecast",
    "The union is likely to strike again.": "a forecast",
    "The band will play in the park after the arrival of the mayor.": "a forecast",
    "PORT ILM, May 3 —": "a dateline",
}
CLAIM = [
    "The port was shut on Monday.",
    "Nobody was hurt.",
    "Oda Brekke has a wonderful boat.",
    "The port that will host the fair opened in May.",
    "When ships will come, the gate is opened.",
    "Critics believe that the cases may be fabricated.",
    "Critics say the officers may have committed fraud.",
    "A shame: 14 people died.",
    "9 percent of the ships.",
    "Dark ice soaks up warmth.",
    "It is the best port, a survey of 1,200 people found.",
    "Nine people may have died in the fire, police said.",
    "Oda Brekke could never have known.",
    "The will was read in court in May.",
    "The owner was arrested and will return.",
    "She spoke about her husband, who was arrested, and promised to return.",
    "“In May, 9 nice ships came,” said Oda Brekke.",
    "“The old port of Harrow has 14 nice boats,” said Oda Brekke.",
    "The court will hear the case after police charged Maresk with spying.",
    "The ministry announced it will close the port.",
    "She has to pay a fine.",
    "He can speak nine languages.",
    "A report found that rain was a significant reason for the loss.",
    "“The charges are absurd,” said Oda Brekke.",
    "The mayor, who has often been ill, left.",
]


@pytest.mark.parametrize("text", NO_CLAIM)
def test_what_states_no_fact_is_set_aside_with_its_reason(text: str) -> None:
    found = find_claims("The port was shut.\n" + text + "\nThe port was shut.", "en")
    sentence = found.sentences[1]
    assert sentence.disposition is Disposition.NO_FACTUAL_CONTENT
    assert NO_CLAIM[text] in sentence.reason


@pytest.mark.parametrize("text", CLAIM)
def test_what_states_a_fact_is_suggested_as_a_claim(text: str) -> None:
    [sentence] = find_claims(text, "en").sentences
    assert sentence.disposition is Disposition.CLAIM
    assert sentence.reason


def test_the_more_a_claim_would_weigh_the_more_doubt_it_bears(
    sentence_with: Callable[..., SentenceFound],
) -> None:
    text = "The port was shut.\n{}\nThe port was shut."
    light = sentence_with(text.format("The season could begin in autumn."), "autumn")
    assert light.disposition is Disposition.NO_FACTUAL_CONTENT
    for heavy in (
        "The trial for treason could begin in autumn.",
        "The court will hear the case after the arrest of the mayor.",
    ):
        assert sentence_with(text.format(heavy), heavy).disposition is Disposition.CLAIM


def test_a_title_that_states_something_is_a_claim_and_one_that_names_a_topic_is_not() -> None:
    stated = find_claims("Bureau 9 closes the port\nThe port was shut.", "en")
    assert stated.sentences[0].disposition is Disposition.CLAIM
    topic = find_claims("A port in winter\nThe port was shut.", "en")
    assert topic.sentences[0].disposition is Disposition.NO_FACTUAL_CONTENT


def test_a_title_in_the_words_of_headlines_is_a_claim() -> None:
    for title in ("Minister resigns over harbour deal", "Ship sinks off Port Ilm, nine missing"):
        [first, _] = find_claims(title + "\nThe port was shut.", "en").sentences
        assert first.disposition is Disposition.CLAIM


def test_a_heading_between_paragraphs_needs_a_fact_of_its_own(
    sentence_with: Callable[..., SentenceFound],
) -> None:
    text = "Title here\nThe port was shut.\n{}\nIt was cold."
    topic = sentence_with(text.format("Why it is so hard"), "hard")
    assert topic.disposition is Disposition.NO_FACTUAL_CONTENT
    assert "leads on" in topic.reason
    fact = sentence_with(text.format("Three officers were killed"), "officers")
    assert fact.disposition is Disposition.CLAIM


def test_two_words_without_context_are_left_to_a_person() -> None:
    [sentence] = find_claims("It rained.", "en").sentences
    assert sentence.disposition is Disposition.UNDECIDED


def test_in_a_language_without_a_pack_verbs_are_not_asked_for() -> None:
    found = find_claims("Le port de la ville\nLe port est fermé depuis 2019.", "fr")
    assert [s.disposition for s in found.sentences] == [Disposition.CLAIM, Disposition.CLAIM]
