"""The version that a page hands out with the form of an act, by the address the form goes to."""

from __future__ import annotations

import re
from typing import Any

import sqlalchemy as sa

from review.db import Sessions
from review.models import Accusation, ArticleVersion, Claim, ReplyRequest, Sentence, Source

_TEXT = sa.func.max(ArticleVersion.number)
# The first address that fits tells what is asked; `{}` stands for the number of the row.
_ASKED: tuple[tuple[str, Any, Any], ...] = (
    ("/claims/{}/(?:submit|correct-|dismiss-cue|checkpoints)", Claim.revision, Claim.id),
    ("/claims/{}/", Claim.version, Claim.id),
    ("/accusations/{}/", Accusation.version, Accusation.id),
    ("/replies/{}/", ReplyRequest.version, ReplyRequest.id),
    ("/sources/{}", Source.version, Source.id),
    ("/articles/[0-9]+/sentences/{}", Sentence.version, Sentence.id),
    ("/articles/{}/(?:claims|versions)", _TEXT, ArticleVersion.article_id),
)


def standing(sessions: Sessions, path: str) -> int | None:
    """The version at which that stands which an act sent to `path` is about, if it has one."""
    with sessions.read() as session:
        for pattern, version, key in _ASKED:
            found = re.match(pattern.format("([0-9]+)"), path)
            if found:
                return session.scalar(sa.select(version).where(key == int(found[1])))
    return None
