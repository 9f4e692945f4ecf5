"""What stands below a claim: its sheet, replies, discussion or history, for one viewer."""

from sqlalchemy.orm import Session

from review.db import now
from review.domain.assessment import Submission
from review.domain.policy import Actor, ClaimFacts
from review.queries.accusation_sheet import Sheet, sheet_of
from review.queries.claim_file import ClaimFile
from review.queries.discussion import (
    Discussion,
    HistoryEntry,
    Replies,
    discussion_of,
    history_of,
    replies_of,
)

Tab = Sheet | Replies | Discussion | tuple[HistoryEntry, ...] | None


def tab_of(
    session: Session,
    name: str,
    file: ClaimFile,
    facts: ClaimFacts,
    actor: Actor,
    draft: Submission,
) -> Tab:
    """The tab of that name: `sheet`, `replies`, `discussion`, or the history for any other."""
    if name == "sheet":
        return sheet_of(file, facts, actor, draft)
    if name == "replies":
        return replies_of(file, facts, actor, now())
    if name == "discussion":
        return discussion_of(session, file, facts, actor)
    return history_of(session, file, facts, actor)
