"""What stands below a claim is read in a fixed number of queries, whatever was said and done."""

from __future__ import annotations

import pytest

from review.domain.vocabulary import CommentKind
from review.queries.claim_facts import facts_of
from review.queries.discussion import discussion_of, history_of
from review.services import comments
from tests.desk import Desk
from tests.queries.counted import counted


@pytest.mark.parametrize("rows", [1, 3])
def test_a_tab_takes_one_query_for_one_remark_as_for_three(desk: Desk, rows: int) -> None:
    for number in range(rows):
        comments.comment(desk.session, claim_id=desk.plain.id, actor=desk.editor,
                         text=f"Remark {number}", kind=CommentKind.NOTE)  # fmt: skip
    file, facts = desk.file(desk.plain), facts_of(desk.session, desk.plain)
    found, queries = counted(
        desk.session, lambda: discussion_of(desk.session, file, facts, desk.ana)
    )
    assert ([remark.text for remark in found.remarks], queries) == (
        [f"Remark {number}" for number in range(rows)], 1,
    )  # fmt: skip
    told, queries = counted(desk.session, lambda: history_of(desk.session, file, facts, desk.ana))
    assert ([entry.words for entry in told], queries) == (["wrote in the discussion"] * rows, 1)
