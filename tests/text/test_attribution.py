"""Who says so. All people, bodies and papers are invented."""

from collections.abc import Callable

import pytest

from review.text.finder import find_claims
from review.text.finding import ClaimFound

ClaimWith = Callable[..., ClaimFound]

OWN = {
    "a verb of saying": ("Oda Brekke said the port was closed.", "Oda Brekke"),
    "the source behind its words": ("The port was closed, said Oda Brekke.", "Oda Brekke"),
    "according to": ("According to Oda Brekke, the port was closed.", "Oda Brekke"),
    "adverbs before the verb": ("Oda Brekke has also repeatedly said it was closed.", "Oda Brekke"),
    "an apposition": (
        "Oda Brekke, a minister and former mayor, has said the port was closed.",
        "Oda Brekke",
    ),
    "an apposition with who": (
        "Oda Brekke, a minister who was not in town, said the port was closed.",
        "Oda Brekke",
    ),
    "a role before the name": (
        "Vantoria's finance minister, Oda Brekke, said the port was closed.",
        "Oda Brekke",
    ),
    "a list of names": (
        "Critics, including Oda Brekke, say that the port was closed.",
        "Critics, including Oda Brekke",
    ),
    "a place before the source": (
        "In the evening the ministry said the port was closed.",
        "ministry",
    ),
    "an opening phrase": ("In a statement, the ministry said the port was closed.", "ministry"),
    "a helper of somebody": (
        "A lawyer for Ilan Maresk said the port was closed.",
        "lawyer for Ilan Maresk",
    ),
    "a study with its journal": (
        "A study published in the Vantorian Journal found that 9 ships were lost.",
        "study",
    ),
    "a single name before the verb": ("Seekurier reports that 9 ships were lost.", "Seekurier"),
    "a denial": ("The bureau rejects the accusations.", "bureau"),
    "a home behind the name": (
        "Lead author Mira Solen, of the University of Harrow, said 9 ships came.",
        "Mira Solen",
    ),
    "more parts than a reader keeps": (
        "In May, a sailor, a mayor, a minister, a lawyer, a judge, said 9 ships came.",
        "mayor",
    ),
    "a letter to somebody else": (
        "In a letter to Oda Brekke the ministry said 9 ships came.",
        "ministry",
    ),
    "a name behind an opening phrase": ("In May Oda Brekke said 9 ships came.", "Oda Brekke"),
    "a name that only follows a paper": (
        "A report seen by officials in the town of Harrow says that 9 ships came.",
        "report seen by officials in the town of Harrow",
    ),
    "people a medium quotes": (
        "Officers quoted by the Harrow Ledger said 9 ships came.",
        "Harrow Ledger",
    ),
    "whoever is cited": ("It was over by May, citing the Harrow Ledger.", "Harrow Ledger"),
    "a medium that quotes": (
        "Nine ships were lost, as reported by the Harrow Ledger in May.",
        "Harrow Ledger",
    ),
}


@pytest.mark.parametrize(("text", "source"), OWN.values(), ids=OWN)
def test_the_source_in_a_sentence_is_named(text: str, source: str) -> None:
    [claim] = find_claims(text, "en").claims
    assert claim.attributed_to == source


OWN_VOICE = {
    "nobody speaks": "The port was closed in May.",
    "a passive": "It is said that the port was closed.",
    "the article itself": "We wrote that the ministry said the port was closed.",
    "a noun that looks like a verb": "Her claims were rejected in May.",
    "words inside a quotation": "The sign “the mayor said no” was removed in May.",
    "a day before the verb": "On Monday said nothing of the 9 ships.",
}


@pytest.mark.parametrize("text", OWN_VOICE.values(), ids=OWN_VOICE)
def test_the_own_voice_of_the_article_has_no_source(text: str) -> None:
    [claim] = find_claims(text, "en").claims
    assert (claim.attributed_to, claim.source_chain) == (None, None)


def test_this_is_reported_by_covers_the_sentences_before_it(claim_with: ClaimWith) -> None:
    text = (
        "Nine officers were moved in May.\nThe case was opened in June.\n"
        "The Harrow Ledger reports this.\nThe court was shut in July."
    )
    assert claim_with(text, "officers").attributed_to == "Harrow Ledger"
    assert claim_with(text, "opened").attributed_to == "Harrow Ledger"
    assert claim_with(text, "shut").attributed_to is None


def test_this_is_reported_by_stops_at_a_heading_and_at_another_source(
    claim_with: ClaimWith,
) -> None:
    text = (
        "Nine officers were moved in May.\nWhat is known\nOda Brekke said it was June.\n"
        "The case was opened in June.\nThe Harrow Ledger reports this."
    )
    assert claim_with(text, "officers").attributed_to is None
    assert claim_with(text, "it was June").attributed_to == "Oda Brekke"
    assert claim_with(text, "opened").attributed_to == "Harrow Ledger"


def test_further_down_it_covers_its_own_paragraph_only(claim_with: ClaimWith) -> None:
    lines = [f"Ship {n} was lost in May." for n in range(6)]
    text = "\n".join([*lines, "A mast was found. This was reported by the Harrow Ledger."])
    assert claim_with(text, "mast").attributed_to == "Harrow Ledger"
    assert claim_with(text, "Ship 5").attributed_to is None


def test_pronouns_and_roles_lead_to_the_fullest_name(claim_with: ClaimWith) -> None:
    text = (
        "Finance minister Oda Brekke opened the port in May. She said 9 ships came. "
        "The minister added that one was late. Brekke confirmed the date."
    )
    for words in ("9 ships", "was late", "the date"):
        assert claim_with(text, words).attributed_to == "Oda Brekke"


def test_it_and_they_mean_the_last_body(claim_with: ClaimWith) -> None:
    text = "The Harrow Union met in May. It said 9 people came. They reported no losses."
    assert claim_with(text, "9 people").attributed_to == "Harrow Union"
    assert claim_with(text, "no losses").attributed_to == "Harrow Union"


def test_a_pronoun_without_anybody_before_it_has_no_source(claim_with: ClaimWith) -> None:
    assert claim_with("She said 9 ships came.", "ships").attributed_to is None
    assert claim_with("They said 9 ships came.", "ships").attributed_to is None


def test_he_means_the_lawyer_who_spoke_not_the_client(claim_with: ClaimWith) -> None:
    text = "A lawyer for Ilan Maresk rejected the charges. He said the file was empty."
    assert claim_with(text, "empty").attributed_to == "lawyer for Ilan Maresk"


def test_the_newspaper_means_the_medium_cited_before(claim_with: ClaimWith) -> None:
    text = (
        "According to the newspaper Harrow Ledger, 9 ships were lost. "
        "As the newspaper claims, nobody was told. The paper of the court was blank."
    )
    assert claim_with(text, "nobody").attributed_to == "Harrow Ledger"


def test_a_medium_that_holds_a_paper_stands_outermost_in_the_chain(claim_with: ClaimWith) -> None:
    text = (
        "A secret report obtained by The Harrow Ledger shows that 9 cases were planned. "
        "The report also says that the plan was kept. The study says nothing of 2019."
    )
    first, again = claim_with(text, "planned"), claim_with(text, "kept")
    assert first.attributed_to == "Harrow Ledger"
    assert first.source_chain == again.source_chain == ("Harrow Ledger", "secret report")
    assert claim_with(text, "2019").source_chain == ("study",)


def test_a_source_may_rest_on_papers_or_on_somebody_it_cites(claim_with: ClaimWith) -> None:
    text = (
        "According to The Harrow Ledger, in secret documents, the port is a target.\n"
        "The Harrow Ledger, citing two officials, reported that 9 ships were lost."
    )
    assert claim_with(text, "target").source_chain == ("Harrow Ledger", "secret documents")
    assert claim_with(text, "lost").source_chain == ("Harrow Ledger", "two officials")


def test_a_report_passed_on_by_nobody_known_is_its_own_source(claim_with: ClaimWith) -> None:
    text = "A report seen by officials says that 9 ships were lost."
    assert claim_with(text, "ships").source_chain == ("report seen by officials",)


def test_a_quotation_over_several_sentences_keeps_its_speaker(claim_with: ClaimWith) -> None:
    text = (
        "“The port was shut in May. Nobody was told. The gate stayed locked,” Oda Brekke said. "
        "“It reopened in June. We counted 9 ships.”"
    )
    for words in ("shut", "told", "locked", "reopened", "counted"):
        assert claim_with(text, words).attributed_to == "Oda Brekke"


def test_a_quotation_left_open_goes_on_in_the_next_paragraph(claim_with: ClaimWith) -> None:
    text = "Oda Brekke said: “The port was shut in May.\n\nIt reopened in June.”"
    assert claim_with(text, "reopened").attributed_to == "Oda Brekke"


def test_a_colon_announces_the_words_of_the_next_paragraph_only(claim_with: ClaimWith) -> None:
    text = (
        "In a letter the Harrow Union denied the accusations:\n\nThe doors were open. "
        "Everybody was free.\n\nThe port was shut in May."
    )
    assert claim_with(text, "Everybody").attributed_to == "Harrow Union"
    assert claim_with(text, "shut").attributed_to is None


def test_words_in_the_first_person_belong_to_the_person_of_the_story(
    claim_with: ClaimWith,
) -> None:
    text = "Ilan Maresk left the bureau in May.\n\nI was told to sign at 3 in the morning."
    assert claim_with(text, "sign").attributed_to == "Ilan Maresk"


def test_our_in_the_middle_of_a_sentence_is_not_somebody_speaking(claim_with: ClaimWith) -> None:
    text = "Ilan Maresk left in May.\n\nThe bureau was closed for our 9 readers."
    assert claim_with(text, "readers").attributed_to is None
