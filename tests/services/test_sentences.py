"""A sentence without a claim is accounted for by hand, by name, and with a reason to waive it."""

import pytest

from review.domain.errors import Conflict, Invalid, NotFound
from review.domain.vocabulary import Disposition
from review.services import sign_offs
from tests.desk import Desk
from tests.services.verbs import dispose_sentence, import_article


def test_a_waiver_is_kept_with_name_and_reason(desk: Desk) -> None:
    row = dispose_sentence(desk)(reason=" A remark. ")
    assert (row.disposition, row.reason) == (Disposition.WAIVED, "A remark.")
    assert row.decided_by_id == desk.editor.user_id
    (line,) = desk.acts("dispose_sentence")
    assert (line.payload["before"], line.payload["after"]) == ("no_factual_content", "waived")


@pytest.mark.parametrize("disposition", [Disposition.NO_FACTUAL_CONTENT, Disposition.UNDECIDED])
def test_other_dispositions_need_no_reason(desk: Desk, disposition: Disposition) -> None:
    row = dispose_sentence(desk)(disposition=disposition, reason="")
    assert row.disposition is disposition


def test_a_claim_is_made_of_words_and_not_of_a_disposition(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        dispose_sentence(desk)(disposition=Disposition.CLAIM)
    assert "disposition" in refused.value.fields


def test_a_sentence_that_carries_a_claim_is_not_waved_through(desk: Desk) -> None:
    sentence = desk.sentence(2)
    with pytest.raises(Conflict, match="carries a claim"):
        dispose_sentence(desk)(sentence_id=sentence.id, version=None)
    sign_offs.withdraw(
        desk.session, claim_id=desk.plain.id, actor=desk.editor, version=None, reason="Opinion."
    )
    row = dispose_sentence(desk)(sentence_id=sentence.id, version=None)
    assert row.disposition is Disposition.WAIVED


def test_a_sentence_that_is_not_there_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound, match="no such sentence"):
        dispose_sentence(desk)(sentence_id=999)


def test_a_sentence_is_looked_for_in_its_own_article_alone(desk: Desk) -> None:
    other = import_article(desk)()
    with pytest.raises(NotFound, match="no such sentence in this article"):
        dispose_sentence(desk)(article_id=other.id)
    assert desk.sentence(3).disposition is Disposition.NO_FACTUAL_CONTENT
