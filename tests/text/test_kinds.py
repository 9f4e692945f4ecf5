"""Which kind a claim is: acts of court, amounts, causes, words, events and states of affairs."""

import pytest

from review.domain.vocabulary import ClaimKind
from review.text.finder import find_claims

KINDS = {
    "Bureau 9 accuses Ilan Maresk of spying.": ClaimKind.ACCUSATION,
    "Ilan Maresk was sentenced for spying.": ClaimKind.LEGAL_OUTCOME,
    "The court ruled on Monday.": ClaimKind.LEGAL_OUTCOME,
    "Prices grew by 9 percent in May.": ClaimKind.STATISTIC,
    "Nine ships cost €40 in 1970.": ClaimKind.STATISTIC,
    "The fleet had 12 tugs and 14 barges.": ClaimKind.STATISTIC,
    "At least 12 tugs were there.": ClaimKind.STATISTIC,
    "The gate was shut because the lock was old.": ClaimKind.CAUSAL,
    "Oda Brekke said the gate was old.": ClaimKind.ATTRIBUTED,
    "Oda Brekke met the crew on 9 May 2019.": ClaimKind.EVENT,
    "Oda Brekke is the mayor of Port Ilm, aged 44.": ClaimKind.FACT,
    "Critics said the arrest of Ilan Maresk was politically motivated.": ClaimKind.ACCUSATION,
    "Bureau 9 believes that Ilan Maresk, who was arrested, sold secrets.": ClaimKind.ACCUSATION,
    "Ilan Maresk, who was arrested for spying, denied the charge.": ClaimKind.ACCUSATION,
    "A court overturned the conviction of Ilan Maresk for spying.": ClaimKind.LEGAL_OUTCOME,
    "The crew consists of 4,000 people.": ClaimKind.STATISTIC,
    "Officials said 31 sailors were rescued.": ClaimKind.STATISTIC,
    "After his arrest, the crew left Harrow.": ClaimKind.EVENT,
    "In May, Ilan Maresk was arrested.": ClaimKind.LEGAL_OUTCOME,
    "Nine ships sank.": ClaimKind.STATISTIC,
    "Unemployment is at a record high.": ClaimKind.STATISTIC,
    "The old gate, No. 14, was painted in Harrow.": ClaimKind.EVENT,
    "Oda Brekke, 44, met the crew at 18:30 or 7pm.": ClaimKind.EVENT,
    "Hundreds of sailors met in Harrow.": ClaimKind.EVENT,
    "The mayor has not opened the gate.": ClaimKind.FACT,
    "The mayor did not open the gate.": ClaimKind.FACT,
    "No ship left the harbour.": ClaimKind.FACT,
    "No, the ship left the harbour.": ClaimKind.EVENT,
    "The ship never left the harbour.": ClaimKind.EVENT,
    "Oda Brekke often wrote for the paper.": ClaimKind.FACT,
    "The guild was founded in 1931.": ClaimKind.FACT,
    "Oda Brekke, who led the guild for two decades, died on Monday.": ClaimKind.EVENT,
    "The crew, although once banned from the harbour, is back.": ClaimKind.FACT,
    "In Harrow, where eels once spawned, the water is clear.": ClaimKind.FACT,
    "Oda Brekke was 78 and died at home.": ClaimKind.EVENT,
    "Oda Brekke was old and lived at home.": ClaimKind.FACT,
    "Oda Brekke was old, and the crew left the harbour.": ClaimKind.FACT,
    "The mayor can then be removed from office.": ClaimKind.FACT,
    "The gate was shut, with officials saying the lock was old.": ClaimKind.EVENT,
    "The yard has announced plans to close.": ClaimKind.EVENT,
    "The court found the ban to be unlawful, its clerk said.": ClaimKind.LEGAL_OUTCOME,
    "Her time was 2 hours 4 minutes.": ClaimKind.STATISTIC,
    "The gates stand within two miles of each other.": ClaimKind.FACT,
    "The crew asked the ministry to increase spending.": ClaimKind.EVENT,
    "The board watches inflation closely.": ClaimKind.FACT,
    "The crew worked 24/7 in Harrow.": ClaimKind.FACT,
    "The sailor finished in 9.81 seconds.": ClaimKind.STATISTIC,
    "The economy shrank in the third quarter.": ClaimKind.STATISTIC,
    "One in five children lives in Harrow.": ClaimKind.STATISTIC,
    "The gate remained closed.": ClaimKind.FACT,
    "Fed horses keep calm in winter.": ClaimKind.FACT,
    "Sailors have long wondered about the tower.": ClaimKind.FACT,
    "Divers are searching the harbour.": ClaimKind.EVENT,
    "The gate was small and old.": ClaimKind.FACT,
    "Oda Brekke lived in Harrow.": ClaimKind.FACT,
    "The gate is painted blue.": ClaimKind.FACT,
    "After the storm passed, the crew is in Harrow.": ClaimKind.FACT,
    "Mayor opens gate": ClaimKind.EVENT,
    "Ilan Maresk pleaded not guilty to fraud.": ClaimKind.LEGAL_OUTCOME,
    "Lawyers for Ilan Maresk said they would appeal the conviction.": ClaimKind.LEGAL_OUTCOME,
    "The charges against Ilan Maresk were dropped, an official said.": ClaimKind.LEGAL_OUTCOME,
    "A judge in Harrow blocked the plan.": ClaimKind.LEGAL_OUTCOME,
    "Customs officers seized the ship.": ClaimKind.LEGAL_OUTCOME,
    "The crew celebrated after a court rejected the plan.": ClaimKind.EVENT,
    "The court overturned the law.": ClaimKind.LEGAL_OUTCOME,
    "The ruling party lost its majority.": ClaimKind.EVENT,
    "The governor announced a ceasefire on Monday.": ClaimKind.EVENT,
    "The governor announced that the talks failed.": ClaimKind.ATTRIBUTED,
    "The governor announced “a new era” on Monday.": ClaimKind.ATTRIBUTED,
    "The ship, built in 1970, carries cars and passengers.": ClaimKind.FACT,
    "Oda Brekke, a mayor, met the crew, its guests, and guards.": ClaimKind.EVENT,
    "Harrow United beat the guests on Saturday.": ClaimKind.EVENT,
    "The two leaders shook hands.": ClaimKind.EVENT,
    "Higher temperatures lead to longer droughts.": ClaimKind.CAUSAL,
    "Oda Brekke worked as a teacher.": ClaimKind.FACT,
    "The mayor shut two of the gates so that nobody paid more.": ClaimKind.CAUSAL,
    "The tug Maresk 9 sank near Harrow.": ClaimKind.EVENT,
    "Oda Brekke has restored both museums.": ClaimKind.FACT,
    "Oda Brekke has died at home.": ClaimKind.EVENT,
    "On Monday they arrested a sailor, and sent him home.": ClaimKind.LEGAL_OUTCOME,
    "On his arrest in Harrow, the crew was told nothing.": ClaimKind.FACT,
    "Vantoria imposed sanctions on Bureau 9.": ClaimKind.LEGAL_OUTCOME,
    "Ilan Maresk was found in contempt of court.": ClaimKind.LEGAL_OUTCOME,
    "The court date is July 16.": ClaimKind.LEGAL_OUTCOME,
    "Oda Brekke was serving as mayor of Harrow.": ClaimKind.FACT,
    "The race was held in the old harbour.": ClaimKind.FACT,
    "She was followed by the sailor in 2:24:10.": ClaimKind.STATISTIC,
    "A magnitude 6.1 earthquake shook the harbour.": ClaimKind.EVENT,
    "Rents are at a ten-year high.": ClaimKind.STATISTIC,
    "The crews exceeded 100.": ClaimKind.STATISTIC,
    "Officials claimed 190 were at sea.": ClaimKind.STATISTIC,
    "The ministry said it had counted 1446 cases.": ClaimKind.STATISTIC,
    "The ministry said it had counted them in 1946.": ClaimKind.ATTRIBUTED,
    "The choice is pending.": ClaimKind.FACT,
    "In May the toll on ships was hurting sales.": ClaimKind.CAUSAL,
}


@pytest.mark.parametrize("text", KINDS)
def test_the_first_kind_that_fits_is_the_kind(text: str) -> None:
    [claim] = find_claims(text, "en").claims
    assert claim.kind is KINDS[text]


KINDS_ABROAD = {
    ("de", "Die Armee von Norland hat im Mai 40 Drohnen verloren."): ClaimKind.EVENT,
    ("de", "Die Regierung hat den Vertrag unterschrieben."): ClaimKind.EVENT,
    ("de", "Die Regierung hat neun Häuser am Hafen."): ClaimKind.FACT,
    ("de", "Zwei Kommandeure wurden entlassen."): ClaimKind.EVENT,
    ("en", "Two commanders were dismissed."): ClaimKind.EVENT,
    ("en", "Officials said three people died."): ClaimKind.STATISTIC,
    ("uk", "Двоє командирів загинули."): ClaimKind.EVENT,
    # What is said in court is no act of the court.
    ("de", "„Die Brücke ist alt“, sagte Olf Iver vor Gericht."): ClaimKind.ATTRIBUTED,
}


@pytest.mark.parametrize(("language", "text"), KINDS_ABROAD)
def test_the_kind_is_told_by_the_verb_and_not_by_a_small_count(language: str, text: str) -> None:
    [claim] = find_claims(text, language).claims
    assert claim.kind is KINDS_ABROAD[language, text]
