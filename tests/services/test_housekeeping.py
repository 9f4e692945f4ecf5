"""What is forgotten serves nothing any more, and nothing else is."""

from datetime import timedelta

import sqlalchemy as sa

from review.db import now
from review.models import SignInAttempt, SpentForm
from review.services.housekeeping import MARKS_KEPT, forget_old


def test_old_marks_and_old_tries_go_and_new_ones_stay(sessions):
    with sessions.write.begin() as session:
        for mark, at in (("old", now() - MARKS_KEPT - timedelta(hours=1)), ("new", now())):
            session.add(SpentForm(mark=mark, at=at))
        for key, at in (("old", now() - timedelta(days=400)), ("new", now())):
            session.add(SignInAttempt(email_key=key, address_key=key, at=at, succeeded=False))
    forget_old(sessions)
    with sessions.read() as session:
        assert session.scalars(sa.select(SpentForm.mark)).all() == ["new"]
        assert session.scalars(sa.select(SignInAttempt.email_key)).all() == ["new"]
