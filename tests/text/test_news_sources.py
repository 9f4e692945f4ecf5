"""Who says so, in the many ways of news. All people, bodies and papers are invented."""

import pytest

from review.text.attribution import attribute
from review.text.lexicon import load
from review.text.names import capitals_inside, names_in
from review.text.people import register
from review.text.reading import read
from review.text.sentences import split


def heard(text: str, language: str = "en") -> list[str | None]:
    """Return the source of each sentence of a text."""
    pack = load(language)
    readings = read(text, split(text, language), pack)
    known = capitals_inside(readings, pack)
    names = [names_in(reading, pack, known) for reading in readings]
    sources = attribute(readings, names, register(readings, names, pack))
    return [source.name if source else None for source in sources]


ALONE = [
    ("The ferry line ignored the letter and said the pier was dry.", "ferry line"),
    ("Delia Forsant sold her boat and told the harbour master that it leaked.", "Delia Forsant"),
    (
        "Harrow Timber, in its yearly note to owners, reported that 9 mills stood idle.",
        "Harrow Timber",
    ),
    ("The bridge was shut on Friday, with engineers saying that a bolt was loose.", "engineers"),
    ("The edict also mentions a fee of 9 crowns.", "edict"),
    ("The mill shut, Delia Forsant added on Seebook.", "Delia Forsant"),
    ("The mill shut, added Delia Forsant.", "Delia Forsant"),
    ("The clerk said no decision had been made.", "clerk"),
    (
        "Delia Forsant, who runs the guild, sharply criticised the plan of the mayor.",
        "Delia Forsant",
    ),
    ("The judge agreed with Delia Forsant that the pier was dry.", "judge"),
    ("Ilm Mills sold its ferry in March; announced leaving the port; and sold a mill.", None),
    ("Maresk mentioned a fee of 9 crowns.", None),
    ("On Friday Harrow Motor Company announced that sales had fallen.", "Harrow Motor Company"),
    (
        "The Vantorian River Guard (VRG), which includes the divers, declared the pier safe.",
        "Vantorian River Guard",
    ),
    ("Delia Forsant — who chairs the guild — said 40 nets were lost.", "Delia Forsant"),
    (
        "House Speaker Oda B. Brekke (F-Ilm.) said the fire cost 40 lives.",
        "House Speaker Oda B. Brekke",
    ),
    ('"The pier was shut in May," Mr. Karsk, 82, told me.', "Karsk"),
    ("Senator Oda Brekke, Unionist of Port Ilm, said the pier was dry.", "Oda Brekke"),
    ("Oda Brekke, Forsant's lawyer, told the court the pier was dry.", "Oda Brekke"),
    (
        '"The pier was dry," said harbour master Oda Brekke of the Tide Institute in Port Ilm.',
        "Oda Brekke",
    ),
    (
        '"The pier was dry," said the commander of the river guard, Colonel Oda Brekke.',
        "Oda Brekke",
    ),
    (
        "Critics, including Oda Brekke, say the edict has hurt farmers.",
        "Critics, including Oda Brekke",
    ),
    ("According to his publicist, Maresk slept until nine.", "his publicist"),
    (
        "Four thefts were, according to agreed facts read in court, planned in May.",
        "agreed facts read in court",
    ),
    ("The toll, provided anonymously by clerks, stood at 40.", "clerks"),
    ("Figures provided anonymously by clerks put the toll at 40.", "clerks"),
    ("Rebel commander Oda Brekke claimed 40 soldiers had fled.", "Oda Brekke"),
    ("The storm claimed 14 lives.", None),
    ("A search of Maresk's house found an axe.", None),
    ("An inquiry by Open Water found no such payment.", "inquiry by Open Water"),
    ("The study question was last asked in 1950.", None),
    ("The pier was dry in May, claim the clerks.", "clerks"),
    ("The report holds a summary of a phone call by the mayor in May.", None),
    ("Papers seen by the Harrow Ledger show that the mayor knew.", "Harrow Ledger"),
    (
        "The oldest clerks and their guild claim that the mayor knew.",
        "oldest clerks and their guild",
    ),
    ("Clerks now claim that the mayor knew.", "Clerks"),
    ("Delia Forsant named the baker among the buyers.", "Delia Forsant"),
    ("A report released last year found that the pier was dry.", "report"),
    ("The pier was dry, as a Home Guard memo put it.", "Home Guard memo"),
    ("Large parts of the port are poor, other studies have shown.", "other studies"),
    ("The clerks estimate the size of shoals by counting fins from boats.", None),
    ('George Karsk said "This pier was dry in May."', "George Karsk"),
    ("The court determined the pier was unsafe in 2018.", "court"),
    ("The bell rang while the storm continued.", None),
    ("Harbour Survey Finds Eels Asleep At Nine", "Harbour Survey"),
    ("Both sailors left, and claims of theft followed.", None),
    ('"The pier was dry," he continued.', None),
    ('Oda Brekke continued: "The pier was dry in May."', "Oda Brekke"),
    ('Oda Brekke hit back on the radio: "Bureau 9 never asked us in May."', "Oda Brekke"),
    ("In other words, the pier was dry in May.", None),
    ("By their own account, nobody was on the pier.", None),
    (
        "Ilan Maresk visited Port Ilm on Monday, and later told reporters that the pier was safe.",
        "Ilan Maresk",
    ),
    ("Maresk pleaded not guilty on Tuesday to seven counts of theft.", "Maresk"),
    ("Ilan Maresk took to Twitter to deny that he took the money.", "Ilan Maresk"),
    ("The ministry rejects this.", "ministry"),
    ("The ministry has consistently denied any role in the fire.", "ministry"),
    ("Maresk has always maintained his innocence.", "Maresk"),
    (
        "Human rights groups such as Open Water say the case is invented.",
        "Human rights groups such as Open Water",
    ),
    ("A study published in the journal Tides found that eels sleep nine hours a day.", "study"),
    ("Eels sleep nine hours a day, say scientists", "scientists"),
    ("The Harbour Office's report said 14 ports were at risk.", "Harbour Office's report"),
    (
        "A source close to the investigation told Radio Ilm that the captain was drunk.",
        "source close to the investigation",
    ),
    ("Maresk confessed to stealing the boat, police said.", "police"),
    ("Police suspect that Maresk sold the boat in May.", "Police"),
    ("Officials put the number of dead at 14.", "Officials"),
    ('"20 people are missing", reads the statement.', "statement"),
    ('The statement reads: "20 people are missing."', "statement"),
    ("Judge Oda Brekke ruled that the ministry had hidden 14 documents.", "Oda Brekke"),
    ('In Brekke\'s words, "fourteen ports were closed by greed".', "Brekke"),
    ("Brekke has accused the ministry of hiding documents, a claim the ministry denies.", "Brekke"),
    ("Police Say Man Stole 14 Boats From Port Ilm Harbour", "Police"),
    ("Study Finds Eels Sleep Nine Hours a Day", "Study"),
    ("Oda Brekke Says Ministry Hid 14 Documents", "Oda Brekke"),
    ("14 boats stolen from harbour: police", "police"),
    ("Police: Man stole 14 boats from harbour", "Police"),
    ("Mayor: 14 boats were stolen from harbour", "Mayor"),
    (
        "Analysts polled by the Harrow Ledger had expected a loss of 3 million crowns.",
        "Analysts polled by the Harrow Ledger",
    ),
    (
        "Fourteen families have filed a lawsuit claiming that the mill poisoned the river.",
        "Fourteen families",
    ),
    ("The ministry issued a statement saying the river was clean.", "ministry"),
    ("The Tides Institute published a report saying the river was poisoned.", "Tides Institute"),
    (
        "Oda Brekke, 61, a retired nurse who lives by the river, said she saw dead fish.",
        "Oda Brekke",
    ),
    ("Some said the water was black in May.", "Some"),
    ("Others claimed that the water was black in May.", "Others"),
    ("Rep. Oda Brekke, D-Ilm, said the river was black.", "Oda Brekke"),
    ("The police report was not published.", None),
    ("The river report costs 300 crowns.", None),
    ("Harrow Bank will close 14 branches, it announced on Monday.", "Harrow Bank"),
    ("Harrow Bank closed 14 branches last year, its annual report shows.", "its annual report"),
    ("Economists had forecast that prices rose 3 per cent.", "Economists"),
    ("Both deny the charges of theft in Port Ilm.", "Both"),
    ("All three deny the charges of theft in Port Ilm.", "All three"),
    (
        "Ilan Maresk appeared in court on Monday, where he pleaded not guilty to theft.",
        "Ilan Maresk",
    ),
    ("Ilan Maresk appeared in court on Monday and pleaded not guilty to theft.", "Ilan Maresk"),
    (
        "The Port Ilm prosecutor's office said Ilan Maresk sold 14 papers.",
        "Port Ilm prosecutor's office",
    ),
    (
        "The Prosecutor General's Office said on Monday that Ilan Maresk sold 14 papers.",
        "Prosecutor General's Office",
    ),
    ('Vantoria has called the accusations "absurd".', "Vantoria"),
    ("Vantoria sent 14 spies, Reuters reported, citing two officials.", "Reuters"),
    ("Reuters reported that Vantoria sent 14 spies.", "Reuters"),
    ("The BBC understands that Vantoria sent 14 spies.", "BBC"),
    ("The papers, says Oda Brekke, were burnt.", "Oda Brekke"),
    ("The study, published in the journal Tides, found that eels sleep nine hours.", "study"),
    ("The study, led by Oda Brekke, found that eels sleep nine hours.", "study"),
    ('"The pier was dry in May," said the guild\'s director, Oda Brekke.', "Oda Brekke"),
    ("According to the mayor, Oda Brekke, the pier was dry in May.", "Oda Brekke"),
    ("According to the mayor, Oda Brekke was on the pier in May.", "mayor"),
    ("According to the mayor, nobody was on the pier in May.", "mayor"),
    ("According to the mayors, Oda Brekke, 61, was on the pier.", "mayors"),
    ("Word of the fire came from his brother, Ilan Maresk.", "Ilan Maresk"),
    ("The guild represents 300 sailors and says 9 of them are ill.", "guild"),
    ("The guild burned letters and reports.", None),
    ("The guild's claim is that the pier was dry in May.", "guild"),
    ("The pier was, in other words, dry in May.", None),
    ("Ilan Maresk denied it, the harbour police (Bureau 9) said.", "Ilan Maresk"),
    ("When the storm came, Delia Forsant left the pier and said that it was dry.", "Delia Forsant"),
    ('"The pier was dry," Oda Brekke said, "and Ilan Maresk denied it."', "Oda Brekke"),
    ("The mayor denied it; the police confirmed on Monday.", "mayor"),
    ("The mayor denied it, the police, an hour later, said.", "mayor"),
    ("The pier stayed shut despite Harrow Bank claiming that it was dry.", "Harrow Bank"),
    ("Ilan Maresk denied it, the police said in a note that rang true.", "Ilan Maresk"),
    ("Ilan Maresk denied it, police said boats.", "Ilan Maresk"),
    ("Delia Forsant visited the pier and reports of theft followed.", None),
    ("As per the charter, guilds pay 9 crowns a head.", "charter"),
    ("Bureau 9 shut 9 of the mills they said were empty.", None),
    ("Ilan Maresk, accused by prosecutors of theft, was arrested in May.", None),
    ("The dam is seen by critics as a danger to 300 homes.", "critics"),
    ("Three boats sank, including a ferry, said Oda Brekke, the pilot.", "Oda Brekke"),
    ("Vantorian state TV said three boats sank.", "Vantorian state TV"),
    ("On Seebook, the mayor wrote that three boats sank.", "mayor"),
    ("A lawyer representing Oda Brekke said three boats sank.", "lawyer representing Oda Brekke"),
]

TOGETHER = [
    ('Oda Brekke looked at the pier. "It was dry in May," she continued.', [None, "Oda Brekke"]),
    (
        "Ilan Maresk runs the mill. He lives in Port Ilm but denied that he owned the house.",
        [None, "Ilan Maresk"],
    ),
    (
        "The World Harbour Organisation met on Monday. The WHO says 14,000 ports are at risk.",
        [None, "WHO"],
    ),
    (
        "Oda Brekke said the boats came from the north. According to her, there was no flag.",
        ["Oda Brekke", "Oda Brekke"],
    ),
    (
        "Oda Brekke said the boats came from the north. In her view, the fleet left on Sunday.",
        ["Oda Brekke", "Oda Brekke"],
    ),
    ("Oda Brekke is the mayor of Port Ilm. The mayor said the dam was safe.", [None, "Oda Brekke"]),
    (
        "The Vantorian government said the water was black. They also said fish had died.",
        ["Vantorian government", "Vantorian government"],
    ),
    (
        "Ilan Maresk's family says the papers were forged. They say he was at sea.",
        ["Ilan Maresk's family", "Ilan Maresk's family"],
    ),
    (
        "The World Harbour Office (WHO) said 40 piers were shut. The agency said so. It said more.",
        ["World Harbour Office"] * 3,
    ),
    ("The study came out in Tides. It found that eels wake at dawn.", [None, "study"]),
    ("The old ministry left the port. It said the pier was dry.", [None, "old ministry"]),
    ("The clerk left the port. It said the pier was dry.", [None, None]),
    ("The paper about eels came out. It said the pier was dry.", [None, None]),
    ("Oda Brekke said the pier was dry. The agency said it was wet.", ["Oda Brekke", "agency"]),
    ("The ministry said the pier was dry. The agency said it was wet.", ["ministry", "agency"]),
    ("The pier was dry. The agency said it was wet.", [None, "agency"]),
    ("Oda Brekke left. In the old mill she said that the flour was dry.", [None, "Oda Brekke"]),
    (
        "Oda Brekke is a sailor, a painter and a mayor. The mayor said the pier was dry.",
        [None, "mayor"],
    ),
    ("Oda Brekke left. The man she said was on the pier has left.", [None, "Oda Brekke"]),
    (
        "The Harbour Union met in May. By their own account, nobody was on the pier.",
        [None, "Harbour Union"],
    ),
]


@pytest.mark.parametrize(("text", "source"), ALONE)
def test_a_sentence_of_news_names_who_says_so(text: str, source: str | None) -> None:
    assert heard(text) == [source]


@pytest.mark.parametrize(("text", "sources"), TOGETHER)
def test_sentences_that_follow_one_another_share_what_they_know(
    text: str, sources: list[str | None]
) -> None:
    assert heard(text) == sources


ABROAD = [
    ("de", "Nach Polizeiangaben war der Hafen geschlossen.", "Polizeiangaben"),
    ("de", "Der Anklage zufolge hat er Karten verkauft.", "Anklage"),
    ("de", "Die Forscher fanden heraus, dass Aale neun Stunden schlafen.", "Forscher"),
    ("de", "Nach Seeblatt-Informationen war der Hafen geschlossen.", "Seeblatt-Informationen"),
    ("de", "Laut dem Statistikamt stiegen die Preise um 3 Prozent.", "Statistikamt"),
    ("de", "„Der Hafen war zu“, sagte Oda Brekke dem Harrower Boten.", "Oda Brekke"),
    ("de", "Am Montag warf Oda Brekke dem Amt vor, den Hafen zu sperren.", "Oda Brekke"),
    ("de", "Das Amt wies den Antrag ab und erklärte, der Damm sei alt.", "Amt"),
    ("ru", "Адвокат Павла Дрена заявил, что дело сфабриковано.", "Адвокат Павла Дрена"),
    ("ru", "Адвокат Павел Дрен заявил, что дело сфабриковано.", "Павел Дрен"),
    ("uk", "Адвокат Павла Дрена заявив, що справа сфабрикована.", "Адвокат Павла Дрена"),
    ("uk", "Павло Дрен приїхав до міста і заявив, що порт закритий.", "Павло Дрен"),
]


@pytest.mark.parametrize(("language", "text", "source"), ABROAD)
def test_other_languages_name_who_says_so_too(language: str, text: str, source: str) -> None:
    assert heard(text, language) == [source]


TOGETHER_ABROAD = [
    ("uk", "У порту загинули 9 людей. Про це повідомили в поліції.", ["поліції"] * 2),
    ("ru", "В порту погибли 9 человек. Об этом сообщили в полиции.", ["полиции"] * 2),
    (
        "de",
        "„Der Hafen war zu“, sagte Oda Brekke über Ilan Maresk. Nach ihren Angaben kam Maresk um.",
        ["Oda Brekke"] * 2,
    ),
]


@pytest.mark.parametrize(("language", "text", "sources"), TOGETHER_ABROAD)
def test_other_languages_lead_back_and_on_too(language: str, text: str, sources: list[str]) -> None:
    assert heard(text, language) == sources
