"""An article is frozen as it came, once, with every sentence accounted for."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from review.domain.errors import Conflict, Invalid
from review.domain.vocabulary import ClaimKind, ClaimState, Disposition
from review.models import Article, ArticleVersion, Author, Claim, Sentence
from review.models import Desk as DeskRow
from review.services.articles import About, Handling, freeze, import_article, prepare
from review.text.canonical import digest
from tests.desk import SENTENCES, Desk, article_of

OTHER = article_of((("The mint of Norland closed in 1990.", ClaimKind.FACT),))


def test_text_is_made_canonical_and_named_by_its_first_line() -> None:
    prepared = prepare("\r\nThe mint closed.\r\n\r\nIt was cold.\r\n")
    assert prepared.text == "The mint closed.\n\nIt was cold."
    assert (prepared.title, prepared.sha256) == ("The mint closed.", digest(prepared.text))


def test_what_a_person_or_a_file_says_of_the_article_goes_before_its_first_line() -> None:
    about = About(
        title=" Mint ", byline=" Edda Lorn ", publisher=" Harrow ", language="en",
        published_on=date(2026, 11, 1), url="https://harrow.example/mint",
        original_name="mint.txt",
    )  # fmt: skip
    prepared = prepare("The mint closed.", about)
    assert (prepared.title, prepared.byline, prepared.publisher) == ("Mint", "Edda Lorn", "Harrow")
    assert (prepared.found.language, prepared.published_on) == ("en", date(2026, 11, 1))
    assert (prepared.url, prepared.original_name) == ("https://harrow.example/mint", "mint.txt")


def test_a_long_first_line_is_cut_at_a_word() -> None:
    title = prepare("Word " * 60).title
    assert title.endswith("Word…")
    assert len(title) <= 160


@pytest.mark.parametrize("text", ["", " \n\t\n "])
def test_no_text_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        prepare(text)
    assert "no text" in refused.value.fields["text"]


def test_more_text_than_one_article_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        prepare("a" * 400_001)
    assert "too long" in refused.value.fields["text"]


def test_text_sentences_and_claims_are_kept_as_they_were_found(desk: Desk) -> None:
    version = desk.session.scalars(sa.select(ArticleVersion)).one()
    assert version.sha256 == digest(version.body)
    kept = desk.session.scalars(sa.select(Sentence).order_by(Sentence.number)).all()
    assert [version.body[s.start : s.end] for s in kept] == [words for words, _ in SENTENCES]
    assert [s.disposition for s in kept] == [
        Disposition.CLAIM, Disposition.CLAIM, Disposition.NO_FACTUAL_CONTENT, Disposition.CLAIM,
    ]  # fmt: skip
    for claim in (desk.accusation, desk.plain, desk.third):
        assert claim.text == version.body[claim.start : claim.end]
        assert (claim.state, claim.found_by_machine) == (ClaimState.QUEUED, True)


def test_the_ledger_keeps_what_came_in(desk: Desk) -> None:
    (line,) = desk.acts("import_article")
    assert line.payload == {
        "title": "Forty pages", "sha256": article_of(SENTENCES).sha256, "sentences": 4,
        "claims": 3,
    }  # fmt: skip


def test_an_accusation_needs_two_and_comes_with_a_sheet(desk: Desk) -> None:
    assert (desk.accusation.required, desk.plain.required) == (2, 1)
    sheet = desk.sheet
    assert (sheet.accuser, sheet.accused, sheet.names_person) == ("Bureau 9", "Ilan Maresk", True)
    assert sheet.recorded_at is None
    assert desk.accusation.suggestion["fabrication_cue"]["text"] == "Bureau 9"


SEVERAL = "Ilan Maresk was arrested in 2019 and released in 2021.\n\nIt rained in Port Ilm in 2022."


@pytest.mark.parametrize(
    ("splits", "wanted"),
    [
        (False, ["Ilan Maresk was arrested in 2019 and released in 2021.",
                 "It rained in Port Ilm in 2022."]),
        (True, ["Ilan Maresk was arrested in 2019", "released in 2021.",
                "It rained in Port Ilm in 2022."]),
    ],
)  # fmt: skip
def test_a_sentence_of_several_facts_is_split_where_the_desk_said_so(
    desk: Desk, splits: bool, wanted: list[str]
) -> None:
    desk.session.get_one(DeskRow, desk.id).policy = {"split_by_itself": splits}
    prepared = prepare(SEVERAL, About(language="en"))
    made = import_article(desk.session, prepared=prepared, actor=desk.editor)
    kept = sa.select(Claim).filter_by(article_id=made.id).order_by(Claim.number)
    claims = desk.session.scalars(kept).all()
    assert [claim.text for claim in claims] == wanted
    assert [claim.number for claim in claims] == list(range(1, len(wanted) + 1))
    assert desk.acts("import_article")[-1].payload["claims"] == len(wanted)


def test_the_same_text_again_is_refused_with_the_way_to_the_first(desk: Desk) -> None:
    with pytest.raises(Conflict, match="holds the same text already") as refused:
        import_article(desk.session, prepared=article_of(SENTENCES), actor=desk.deputy)
    assert f"/articles/{desk.article.id}" in refused.value.remedy
    assert len(desk.session.scalars(sa.select(Article)).all()) == 1


def test_one_number_names_one_text_of_an_article(desk: Desk) -> None:
    with pytest.raises(IntegrityError), desk.session.begin_nested():
        freeze(desk.session, desk.article, OTHER, desk.editor, number=1)


def test_a_colleague_whom_the_byline_names_is_the_author(desk: Desk) -> None:
    assert authors_of(desk, desk.article) == {desk.author.user_id}


def test_every_colleague_whom_the_byline_names_is_an_author(desk: Desk) -> None:
    made = import_article(
        desk.session, prepared=replace(OTHER, byline="By Ana Belcourt and Jonas Wray"),
        actor=desk.editor,
    )  # fmt: skip
    assert authors_of(desk, made) == {desk.ana.user_id, desk.jon.user_id}


def authors_of(desk: Desk, article: Article) -> set[int]:
    return set(desk.session.scalars(sa.select(Author.user_id).filter_by(article_id=article.id)))


@pytest.mark.parametrize("byline", ["", "By a Stranger"])
def test_a_byline_of_nobody_here_names_no_author(desk: Desk, byline: str) -> None:
    made = import_article(desk.session, prepared=replace(OTHER, byline=byline), actor=desk.editor)
    assert authors_of(desk, made) == set()


def test_an_editor_may_say_who_wrote_it_and_when_it_goes_to_press(desk: Desk) -> None:
    press = datetime(2026, 12, 1, 20, tzinfo=UTC)
    made = import_article(
        desk.session, prepared=OTHER, actor=desk.editor,
        handling=Handling(press, desk.jon.user_id),
    )  # fmt: skip
    assert made.press_at == press
    # Whom the byline names wrote it as well.
    assert authors_of(desk, made) == {desk.jon.user_id, desk.author.user_id}
    due = desk.session.scalars(sa.select(Claim.due_at).filter_by(article_id=made.id)).all()
    assert due == [press]
