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
    "a list of sources": (
        "Ilan Maresk, Oda Brekke and his lawyer said the port was closed.",
        "Ilan Maresk, Oda Brekke and his lawyer",
    ),
    "a source that only lists know": (
        "The bureau of ships and the Harrow Union said the port was closed.",
        "bureau of ships and the Harrow Union",
    ),
    "more names than a reader keeps": (
        (
            "Oda Brekke, Ilan Maresk, Mira Solen, Delia Forsant, Tomas Venn, Rurik Dahl and his "
            "lawyer said 9 ships came."
        ),
        "Ilan Maresk, Mira Solen, Delia Forsant, Tomas Venn, Rurik Dahl and his lawyer",
    ),
    "a place that and joins to a source": (
        "Near the port and the mayor said 9 ships came.",
        "mayor",
    ),
    "a source inside the words that describe": (
        "The port that critics say is a ruin was closed.",
        "critics",
    ),
    "an object that and joins to a source": (
        "Oda Brekke met sailors and the Harrow Union said the port was closed.",
        "Harrow Union",
    ),
    "a name with its short form": (
        "The Harrow Sea Union (HSU) said the port was closed.",
        "Harrow Sea Union",
    ),
    "words between that tell more of the source": (
        "Sailors who left in May say the port was closed.",
        "Sailors",
    ),
    "a source that others describe": (
        "The port, which critics say is a ruin, was closed.",
        "critics",
    ),
    "a verb that is a noun before the verb": (
        "Some reports suggest that the port was closed.",
        "Some reports",
    ),
    "the doer of a passive": (
        "The port was described by two engineers as a ruin.",
        "two engineers",
    ),
    "a participle behind the main verb": (
        "The Harrow Union left the talks, arguing that the port was closed.",
        "Harrow Union",
    ),
    "a participle behind a name": (
        "The talks ended in May, with Oda Brekke saying the port was closed.",
        "Oda Brekke",
    ),
    "words somebody is quoted with": (
        "Oda Brekke was quoted as saying that the port was closed.",
        "Oda Brekke",
    ),
    "a paper with its day": (
        "According to a letter of May 3, 2019, the port was closed.",
        "letter of May 3, 2019",
    ),
    "a title with a name behind a body": (
        "Harrow Bank Director Oda Brekke of Port Ilm said the port was closed.",
        "Oda Brekke",
    ),
    "an apposition with a rank": (
        "The ministry's spokesman, Col. Oda Brekke, said the port was closed.",
        "Oda Brekke",
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
    "somebody who is told": "Oda Brekke was told to leave the port in May.",
    "a verb with another sense": "Oda Brekke added 14 ships and called for calm in May.",
    "what is written on something": "Boards saying that the port was shut were removed in May.",
    "no more news": "Oda Brekke declined to comment on the report.",
    "nobody": "No experts said the port was closed in May.",
    "a paper by somebody": "The case is described in a report by the Harrow Union.",
    "members of a union": "Two member states left the port in May.",
    "an adjective": "Oda Brekke was arrested in May for alleged theft.",
    "the first person in capitals": "The US has 9 ships in the port.",
    "a participle of nobody": "It was over in May, adding to the loss.",
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
    text = "The Harrow Union met in May. It said 9 people came. They reported 3 losses."
    assert claim_with(text, "9 people").attributed_to == "Harrow Union"
    assert claim_with(text, "3 losses").attributed_to == "Harrow Union"


def test_they_means_the_people_of_the_sentence_before(claim_with: ClaimWith) -> None:
    text = (
        "The two sailors left the port in May. They said 9 ships came. Oda Brekke met Ilan "
        "Maresk and Mira Solen. They said it was late. A court jailed the mayor and his "
        "daughter. They denied the theft. It rained. It rained again. It did not stop. The "
        "Harrow Union met. They said 14 came."
    )
    assert claim_with(text, "9 ships").attributed_to == "two sailors"
    assert claim_with(text, "was late").attributed_to == "Ilan Maresk and Mira Solen"
    assert claim_with(text, "theft").attributed_to == "mayor and his daughter"
    assert claim_with(text, "14 came").attributed_to == "Harrow Union"


def test_she_means_a_woman_and_he_a_man_where_words_tell(claim_with: ClaimWith) -> None:
    text = (
        "Mrs Oda Brekke met Mr Ilan Maresk in May. Maresk said nothing new. She said 9 ships "
        "came. He said 14 came. She added that 3 were lost."
    )
    assert claim_with(text, "9 ships").attributed_to == "Oda Brekke"
    assert claim_with(text, "14 came").attributed_to == "Ilan Maresk"
    assert claim_with(text, "3 were lost").attributed_to == "Oda Brekke"


def test_the_website_means_the_medium_not_the_committee_that_spoke(claim_with: ClaimWith) -> None:
    text = (
        "The Harrow Ledger reported that 9 ships were lost. The Sea Committee said 3 were lost. "
        "The newspaper further reported that 14 people swam."
    )
    assert claim_with(text, "14 people").attributed_to == "Harrow Ledger"


def test_a_paper_that_recalls_its_own_words_speaks_for_itself(claim_with: ClaimWith) -> None:
    text = "Ilan Maresk left in May. Earlier we wrote that the port had 9 ships."
    assert claim_with(text, "9 ships").attributed_to is None


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
        "“The port was shut on 2 May. Nobody was told on 3 May. The gate stayed locked for 3 "
        "days,” Oda Brekke said. “It reopened on 3 June. Bureau 9 counted 9 ships.”"
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
