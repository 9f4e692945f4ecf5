"""What a page shows of a language model: who would be asked, and what was suggested last.

Nothing of it is shown where no model is set up, or to somebody who may not add claims.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app

from review.domain.errors import NotFound
from review.domain.policy import Permission, may
from review.queries.askings import Suggestions, suggested_claims, suggested_wordings
from review.suggest.endpoint import Endpoint
from review.web.access import actor
from review.web.transaction import database


@dataclass(frozen=True, slots=True)
class ModelHelp:
    """`host` is who would get the words that are sent."""

    host: str
    model: str
    found: Suggestions


def language_model() -> Endpoint:
    """The model that the settings name. Raises NotFound where they name none."""
    found: Endpoint | None = current_app.extensions["language_model"]
    if found is None:
        raise NotFound(
            "No language model is set up for this desk.", "An operator can do so in the settings."
        )
    return found


def help_on_article(article_id: int) -> ModelHelp | None:
    return _help(lambda: suggested_claims(database(), article_id=article_id, actor=actor()))


def help_on_claim(claim_id: int) -> ModelHelp | None:
    return _help(lambda: suggested_wordings(database(), claim_id=claim_id, actor=actor()))


def _help(look: Callable[[], Suggestions]) -> ModelHelp | None:
    model: Endpoint | None = current_app.extensions["language_model"]
    if model is None or not may(actor(), Permission.EDIT_CLAIMS):
        return None
    return ModelHelp(model.host, model.model, look())
