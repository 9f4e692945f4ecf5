"""The list of articles and the annotated copy, as people of the desk see them."""

import html
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import event

from review.db import Sessions, now
from review.domain.vocabulary import Answer, CheckpointKind, ClaimKind, Disposition, Verdict
from review.models import Article, Checkpoint, Sentence
from review.services import claims, sentences
from review.services.articles import import_article
from tests.desk import SENTENCES, Desk, answers, article_of, furnish
from tests.web.claim_room import Room
from tests.web_client import Visitor, visit

As = Callable[[str], Visitor]


def copy_of(room: Room) -> str:
    return f"/articles/{room.desk.article.id}"


def undecided(room: Room) -> int:
    """Leave the third sentence to be decided; returns its id."""
    with room.at_work() as desk:
        sentence = desk.sentence(3)
        sentences.dispose(
            desk.session,
            article_id=desk.article.id,
            sentence_id=sentence.id,
            actor=desk.editor,
            version=None,
            disposition=Disposition.UNDECIDED,
        )
        return sentence.id


def disposition(room: Room, sentence_id: int) -> Sentence:
    with room.sessions.read() as session:
        return session.get_one(Sentence, sentence_id)


def text_of(page: str) -> str:
    """The words of the paragraphs, without what says that it is not the article's."""
    whole = "\n\n".join(re.findall(r'<p class="pd-copy" data-start="\d+">(.*?)</p>', page, re.S))
    bare = re.sub(r"<(\w+)[^>]*data-not-text.*?</\1>(?:\d+</sup>)?", "", whole)
    return re.sub(r"<[^>]+>", "", bare)


def another_article(desk: Desk, number: int) -> Article:
    words = tuple((f"{number}: {said}", kind) for said, kind in SENTENCES)
    return import_article(desk.session, prepared=article_of(words), actor=desk.editor)


def test_an_empty_desk_says_what_to_do_next(as_: As) -> None:
    assert "Import one" in as_("editor").page("/articles")
    assert "An editor of this desk imports them" in as_("reader").page("/articles")


def test_the_list_says_how_far_each_article_has_come(room: Room) -> None:
    undecided(room)
    page = room.as_("ana").page("/articles")
    assert f'href="{copy_of(room)}"' in page
    assert "The Harrow Ledger" in page
    assert "3 claims: 3 queued" in page
    assert "1 of 4 sentences to decide" in page


def test_what_is_past_its_press_time_comes_first_while_claims_are_open(room: Room) -> None:
    with room.at_work() as desk:
        another_article(desk, 2)
        desk.article.press_at = now() - timedelta(hours=5, minutes=1)
    page = room.as_("editor").page("/articles")
    assert "overdue by 5 h" in page
    late = page.index(f'href="{copy_of(room)}"')
    assert page.index("Past their press time") < late < page.index("Newest first")


def test_a_long_list_goes_on_below_its_last_article(room: Room) -> None:
    with room.at_work() as desk:
        for number in range(2, 28):
            another_article(desk, number)
    editor = room.as_("editor")
    first = editor.page("/articles")
    found = re.search(r'href="(/articles\?before=\d+)" rel="next"', first)
    assert found is not None
    second = editor.page(found[1])
    shown = [re.findall(r'<h3><a href="/articles/(\d+)"', page) for page in (first, second)]
    assert len(shown[0]) == 25
    assert len({*shown[0], *shown[1]}) == 27
    assert "No older articles" in editor.page("/articles?before=1")


def test_the_copy_holds_the_article_to_the_letter(room: Room) -> None:
    undecided(room)
    page = room.as_("reader").page(copy_of(room))
    assert text_of(page) == "\n\n".join(words for words, _ in SENTENCES)


def test_overlapping_claims_leave_the_article_to_the_letter(room: Room) -> None:
    with room.at_work() as desk:
        for start, end in ((0, 8), (9, 30), (22, 40)):
            claims.add(
                desk.session, article_id=desk.article.id, actor=desk.editor, start=start, end=end
            )
    page = room.as_("editor").page(copy_of(room))
    assert text_of(page) == "\n\n".join(words for words, _ in SENTENCES)
    for number in range(1, 7):
        assert page.count(f'id="c{number}"') == 1
        assert page.count(f'id="m{number}"') == 1


def test_words_of_people_are_shown_as_words(room: Room) -> None:
    with room.at_work() as desk:
        words = (("<b>Kell</b> paid {{ 7 * 7 }} twice in 2025.", ClaimKind.FACT),)
        article = import_article(desk.session, prepared=article_of(words), actor=desk.editor)
    page = room.as_("editor").page(f"/articles/{article.id}")
    assert "&lt;b&gt;Kell&lt;/b&gt; paid {{ 7 * 7 }} twice" in page


def test_a_verdict_shows_only_once_every_assessment_is_in(room: Room) -> None:
    reader = room.as_("reader")
    with room.at_work() as desk:
        desk.attached(desk.accusation)
        desk.assessed(desk.accusation, desk.ana, verdict=Verdict.DISPUTED, reason="Two registers.")
    page = reader.page(copy_of(room))
    assert "v-disputed" not in page.split("</svg>", 1)[1].split("<h1")[1]
    assert "Two registers." not in page
    with room.at_work() as desk:
        desk.assessed(desk.accusation, desk.jon, verdict=Verdict.DISPUTED, reason="The same.")
    page = reader.page(copy_of(room))
    assert 'class="pd-verdict v-disputed"' in page
    assert "Two registers." in page
    assert 'aria-label="Grade B2' in page


def test_a_level_shows_with_the_decision(room: Room) -> None:
    seen = answers(E1=Answer.YES, P1=Answer.PARTLY)
    with room.at_work() as desk:
        desk.to_awaiting(desk.accusation, indicators=seen)
    assert "Level 2" in room.as_("ana").page(copy_of(room))


def test_a_disputed_round_shows_no_verdict_before_it_is_adjudicated(room: Room) -> None:
    with room.at_work() as desk:
        desk.to_adjudication(desk.accusation)
    assert 'class="pd-verdict' not in room.as_("editor").page(copy_of(room))
    with room.at_work() as desk:
        desk.adjudicated(desk.accusation)
    page = room.as_("editor").page(copy_of(room))
    assert 'class="pd-verdict v-disputed"' in page
    assert "Both registers are sound." in page


def test_the_margin_says_who_holds_a_claim(room: Room) -> None:
    with room.at_work() as desk:
        desk.taken(desk.plain, desk.ana)
    assert "<bdi>you hold it</bdi>" in room.as_("ana").page(copy_of(room))
    assert "<bdi>Ana Belcourt</bdi>" in room.as_("jon").page(copy_of(room))


def test_the_margin_says_what_a_claim_is_and_who_says_so_and_why_it_matters(room: Room) -> None:
    with room.at_work() as desk:
        at = desk.accusation.start
        desk.accusation.source_chain = ["The Quay", "Bureau <9>"]
        desk.session.add_all(
            Checkpoint(claim_id=room.accusation, kind=kind, start=at + n, end=at + n + 3, text=text)
            for n, (kind, text) in enumerate(
                [(CheckpointKind.NAME, "Ilan Maresk"), (CheckpointKind.FIGURE, "forty")]
            )
        )
    page = room.as_("reader").page(f"/articles/{room.desk.article.id}")
    slip = page.split('id="m1"')[1].split("</li>")[0]
    said = html.unescape(re.sub("<[^>]+>", "", slip))
    assert "Accusation, as told by The Quay ← Bureau <9>" in said
    assert "To tick off: Ilan Maresk, forty" in said
    assert "A full sentence" in said


def test_a_reader_sees_no_act(room: Room) -> None:
    undecided(room)
    page = room.as_("reader").page(copy_of(room))
    assert "Make a claim" not in page
    assert "data-add-claim" not in page
    assert "Declare a conflict" not in page


def test_a_sentence_becomes_a_claim_by_one_button(room: Room) -> None:
    sentence = disposition(room, undecided(room))
    sent = {"start": sentence.start, "end": sentence.end, "version": 1}
    page = room.as_("editor").act(f"{copy_of(room)}/claims", sent)
    assert "Claim 4 is in the queue." in page
    assert disposition(room, sentence.id).disposition is Disposition.CLAIM


def test_a_claim_is_added_by_hand_from_a_sentence_and_its_words(room: Room) -> None:
    editor = room.as_("editor")
    sentence_id = undecided(room)
    assert "What a cold spring it was!" in editor.page(f"{copy_of(room)}/claims")
    sent = {"sentence": sentence_id, "words": "a cold spring", "kind": "fact"}
    page = editor.act(f"{copy_of(room)}/claims", sent)
    assert "a cold spring</a>" in page


def test_a_sentence_chosen_alone_is_the_claim(room: Room) -> None:
    page = room.as_("editor").act(f"{copy_of(room)}/claims", {"sentence": undecided(room)})
    assert "What a cold spring it was!</a>" in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose the sentence that holds the claim."),
        ({"sentence": 9999}, "Choose the sentence that holds the claim."),
        ({"start": 5, "end": 5}, "outside the text"),
        ({"start": 0, "end": 99_999}, "outside the text"),
        ({"start": "x", "end": "y"}, "From character: write a whole number"),
    ],
)
def test_a_claim_that_does_not_fit_comes_back(
    room: Room, sent: dict[str, object], said: str
) -> None:
    answer = room.as_("editor").post(f"{copy_of(room)}/claims", sent)
    assert answer.status_code == 422
    assert said in answer.text


def test_words_that_the_sentence_does_not_hold_come_back(room: Room) -> None:
    sent = {"sentence": undecided(room), "words": "a warm spring"}
    answer = room.as_("editor").post(f"{copy_of(room)}/claims", sent)
    assert answer.status_code == 422
    assert "These words do not stand in that sentence." in answer.text
    assert "a warm spring" in answer.text


def test_words_chosen_in_an_older_text_are_refused(room: Room) -> None:
    sent = {"start": 0, "end": 8, "version": 7}
    assert room.as_("editor").post(f"{copy_of(room)}/claims", sent).status_code == 409


def test_the_same_words_are_not_a_claim_twice(room: Room) -> None:
    claim = room.claim(room.plain)
    sent = {"start": claim.start, "end": claim.end}
    answer = room.as_("editor").post(f"{copy_of(room)}/claims", sent)
    assert answer.status_code == 409
    assert "These words are claim 2 already." in answer.text


def test_a_sentence_is_found_not_factual_by_one_button(room: Room) -> None:
    sentence_id = undecided(room)
    page = room.as_("editor").act(
        f"{copy_of(room)}/sentences/{sentence_id}",
        {"disposition": "no_factual_content", "version": disposition(room, sentence_id).version},
    )
    assert "Sentence 3: no factual content." in page
    assert disposition(room, sentence_id).disposition is Disposition.NO_FACTUAL_CONTENT


def test_what_only_the_finder_calls_not_factual_is_said_to_be_so(room: Room) -> None:
    editor = room.as_("editor")
    assert "No factual content, the finder says" in editor.page(copy_of(room))
    assert "One faint sentence is called not factual" in editor.page(copy_of(room))
    url = f"{copy_of(room)}/sentences/{undecided(room)}"
    page = editor.act(url, {"disposition": "no_factual_content"})
    assert "No factual content" in page
    assert "the finder says" not in page


def test_a_waiver_is_named_with_its_reason_in_the_margin(room: Room) -> None:
    sent = {"disposition": "waived", "reason": "From our own archive."}
    page = room.as_("editor").act(f"{copy_of(room)}/sentences/{undecided(room)}", sent)
    assert "Waived by <bdi>Mirela Dorn</bdi>: <bdi>From our own archive.</bdi>" in page


def test_a_waiver_without_a_reason_comes_back_open(room: Room) -> None:
    url = f"{copy_of(room)}/sentences/{undecided(room)}"
    answer = room.as_("editor").post(url, {"disposition": "waived"})
    assert answer.status_code == 422
    assert "A waiver needs a reason" in answer.text
    assert "<details open>" in answer.text


def test_a_stale_decision_on_a_sentence_is_refused(room: Room) -> None:
    url = f"{copy_of(room)}/sentences/{undecided(room)}"
    sent = {"disposition": "no_factual_content", "version": 1}
    assert room.as_("editor").post(url, sent).status_code == 409


def test_a_sentence_of_another_article_is_not_found(room: Room) -> None:
    sentence_id = undecided(room)
    with room.at_work() as desk:
        other = another_article(desk, 2).id
    answer = room.as_("editor").post(
        f"/articles/{other}/sentences/{sentence_id}", {"disposition": "no_factual_content"}
    )
    assert answer.status_code == 404
    assert disposition(room, sentence_id).disposition is Disposition.UNDECIDED


def test_a_declared_conflict_is_shown_and_noted(room: Room) -> None:
    page = room.as_("ana").act(f"{copy_of(room)}/conflict", {"reason": "A cousin of mine."})
    assert "claims of this article are not offered to you" in page
    assert room.acts()[-1] == "declare_conflict"


def test_a_conflict_without_a_reason_comes_back_open(room: Room) -> None:
    answer = room.as_("ana").post(f"{copy_of(room)}/conflict", {})
    assert answer.status_code == 422
    assert "Say what ties you to this article." in answer.text
    assert "<details open>" in answer.text


def test_the_author_is_told_that_the_claims_are_not_for_them(room: Room) -> None:
    assert "You wrote this article" in room.as_("author").page(copy_of(room))


def test_the_versions_say_who_brought_in_which_text(room: Room) -> None:
    page = room.as_("reader").page(f"{copy_of(room)}/versions")
    assert "Version 1" in page
    assert "Mirela Dorn" in page


@pytest.mark.parametrize("path", ["", "/claims", "/versions"])
def test_another_desks_article_is_not_there(room: Room, path: str) -> None:
    with room.sessions.write.begin() as session:
        stranger = furnish(session, slug="quay").editor
    assert visit(room.app, room.sessions, stranger).get(copy_of(room) + path).status_code == 404


@pytest.mark.parametrize("who", ["ana", "legal", "reader", "admin"])
def test_only_editors_edit_the_copy(room: Room, who: str) -> None:
    sentence_id = undecided(room)
    visitor = room.as_(who)
    assert visitor.get(f"{copy_of(room)}/claims").status_code == 403
    for path, sent in (
        ("/claims", {"start": 0, "end": 8}),
        (f"/sentences/{sentence_id}", {"disposition": "no_factual_content"}),
    ):
        assert visitor.post(copy_of(room) + path, sent).status_code == 403


def queries_for(sessions: Sessions, visitor: Visitor, path: str) -> int:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(sessions.engine, "before_cursor_execute", note)
    try:
        visitor.page(path)
    finally:
        event.remove(sessions.engine, "before_cursor_execute", note)
    return len(seen)


def test_the_list_asks_the_same_number_of_questions_for_one_article_and_three(room: Room) -> None:
    editor = room.as_("editor")
    one = queries_for(room.sessions, editor, "/articles")
    with room.at_work() as desk:
        another_article(desk, 2)
        another_article(desk, 3)
    assert queries_for(room.sessions, editor, "/articles") == one


def test_the_copy_asks_the_same_number_of_questions_however_much_is_decided(room: Room) -> None:
    editor = room.as_("editor")
    before = queries_for(room.sessions, editor, copy_of(room))
    with room.at_work() as desk:
        desk.to_awaiting(desk.accusation, indicators=answers(E1=Answer.YES))
        desk.to_awaiting(desk.plain)
        desk.taken(desk.third)
    assert queries_for(room.sessions, editor, copy_of(room)) == before
