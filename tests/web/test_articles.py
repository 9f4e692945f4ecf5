"""The list of articles and the annotated copy, as people of the desk see them."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from review.db import Sessions, now
from review.domain.vocabulary import Disposition
from review.services import sentences
from review.services.articles import Handling
from tests.harrow import TEXT, Harrow, import_harrow
from tests.web_client import DeskCast, Visitor

As = Callable[[str], Visitor]


@pytest.fixture
def article(sessions: Sessions, desk_cast: DeskCast) -> Harrow:
    """The article with its last sentence to decide."""
    found = import_harrow(sessions, desk_cast.editor)
    with sessions.write.begin() as session:
        sentences.dispose(
            session,
            sentence_id=found.sentences[-1].id,
            actor=desk_cast.editor,
            version=None,
            disposition=Disposition.UNDECIDED,
        )
    return found


def test_an_empty_desk_says_what_to_do_next(as_: As) -> None:
    assert "Import one" in as_("editor").page("/articles")
    assert "An editor of this desk imports them" in as_("reader").page("/articles")


def test_the_list_says_how_far_each_article_has_come(as_: As, article: Harrow) -> None:
    page = as_("reviewer").page("/articles")
    assert f'href="/articles/{article.article_id}"' in page
    assert "The Harrow Ledger" in page
    assert "1 of 8 sentences to decide" in page


def test_what_is_past_its_press_time_comes_first(
    as_: As, sessions: Sessions, desk_cast: DeskCast
) -> None:
    late = Handling(press_at=now() - timedelta(hours=5))
    import_harrow(sessions, desk_cast.editor, text="Late news.\n\n" + TEXT, handling=late)
    import_harrow(sessions, desk_cast.editor)
    page = as_("editor").page("/articles")
    assert "overdue by 5 h" in page
    assert page.index("Late news.") < page.index("The physicist")


def test_the_copy_holds_the_article_to_the_letter(as_: As, article: Harrow) -> None:
    page = as_("reader").page(f"/articles/{article.article_id}")
    assert "31" not in page.split("<h1")[0]
