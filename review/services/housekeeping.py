"""Forgetting what serves nothing any more: old tries to sign in, marks of forms long spent."""

from datetime import timedelta

import sqlalchemy as sa

from review.db import Sessions, now
from review.models import SpentForm
from review.services.sign_ins import forget_old as forget_tries

# A page left open longer than this has lost its session, so its form cannot be sent again.
MARKS_KEPT = timedelta(days=2)


def forget_old(sessions: Sessions) -> None:
    """One transaction of its own; nothing that is an act or evidence is ever touched."""
    with sessions.write.begin() as session:
        forget_tries(session)
        session.execute(sa.delete(SpentForm).where(SpentForm.at < now() - MARKS_KEPT))
