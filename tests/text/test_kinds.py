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
    "The mayor has not opened the gate.": ClaimKind.EVENT,
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
}


@pytest.mark.parametrize("text", KINDS)
def test_the_first_kind_that_fits_is_the_kind(text: str) -> None:
    [claim] = find_claims(text, "en").claims
    assert claim.kind is KINDS[text]
