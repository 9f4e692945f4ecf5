"""The claim's page for each person in each state: what is there, and above all what is not."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from review.domain.vocabulary import Stance, Verdict
from review.models import Claim
from review.services import accusations, sign_offs
from tests.desk import Desk
from tests.web.claim_room import Room

EVERYBODY = ("ana", "jon", "zoe", "author", "editor", "deputy", "legal", "reader")
ACTION = re.compile(r'<form[^>]*action="([^"]+)"')
SECRET = "Only I know this."


def to_signed(desk: Desk) -> None:
    desk.signed(desk.accusation)


def to_withdrawn(desk: Desk) -> None:
    sign_offs.withdraw(
        desk.session, claim_id=desk.accusation.id, actor=desk.editor,
        version=desk.accusation.version, reason="Said twice.", same_as_id=desk.plain.id,
    )  # fmt: skip


STATES: dict[str, Callable[[Desk], object]] = {
    "queued": lambda d: None,
    "held": lambda d: d.taken(d.accusation),
    "half": lambda d: d.assessed(d.accusation, d.ana),
    "adjudication": lambda d: d.to_adjudication(d.accusation),
    "awaiting": lambda d: d.to_awaiting(d.accusation),
    "signed": to_signed,
    "withdrawn": to_withdrawn,
}
PUT_RIGHT = {"correct-kind", "correct-source", "dismiss-cue", "checkpoints"}
# Which acts on the claim itself stand as forms on the page, by state and person.
OPEN_ACTS = {
    ("queued", "ana"): {"take", "flag"},
    ("queued", "author"): {"flag"},
    ("queued", "editor"): {"flag", "ask-second", "withdraw"} | PUT_RIGHT,
    ("queued", "legal"): {"flag"},
    ("queued", "reader"): set(),
    ("held", "ana"): {"release", "flag", "submit"} | PUT_RIGHT,
    ("held", "jon"): {"take", "flag"},
    ("half", "ana"): {"flag"},
    ("half", "jon"): {"take", "flag"},
    ("half", "editor"): {"flag", "ask-second", "withdraw"} | PUT_RIGHT,
    ("adjudication", "ana"): {"flag"},
    ("adjudication", "zoe"): {"flag", "adjudicate"},
    ("adjudication", "legal"): {"flag", "adjudicate"},
    ("adjudication", "editor"): {"flag", "adjudicate", "send-back", "withdraw", "waive"},
    ("adjudication", "reader"): set(),
    ("awaiting", "zoe"): {"flag"},
    ("awaiting", "editor"): {"flag", "send-back", "withdraw", "waive"},
    ("signed", "editor"): {"flag", "reopen"},
    ("signed", "reader"): set(),
    ("withdrawn", "editor"): set(),
}


def acts_on(page: str, claim_id: int) -> set[str]:
    """The acts on the claim's own state for which the page has a form."""
    sent_to = (path.split("/") for path in ACTION.findall(page))
    named = {parts[3] for parts in sent_to if parts[1:3] == ["claims", str(claim_id)]}
    return named - {"evidence", "comments", "replies"}


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("state", STATES)
def test_everybody_on_the_desk_can_read_every_state(room: Room, state: str, who: str) -> None:
    with room.at_work() as desk:
        desk.attached(desk.accusation, source="Karst Register")
        STATES[state](desk)
    page = room.as_(who).page(f"/claims/{room.accusation}")
    assert page.count("<h1") == 1
    assert "Bureau 9 accuses Ilan Maresk" in page
    assert len(page.encode()) < 100_000


@pytest.mark.parametrize(("state", "who"), OPEN_ACTS)
def test_an_act_that_is_not_open_is_absent_from_the_page(room: Room, state: str, who: str) -> None:
    with room.at_work() as desk:
        desk.attached(desk.accusation)
        STATES[state](desk)
    page = room.as_(who).page(f"/claims/{room.accusation}")
    assert acts_on(page, room.accusation) == OPEN_ACTS[state, who]


def test_while_blind_no_word_grade_or_count_of_the_first_reaches_anybody(room: Room) -> None:
    with room.at_work() as desk:
        desk.attached(desk.accusation)
    readers = [who for who in EVERYBODY if who != "ana"]
    paths = [
        f"/claims/{room.accusation}{rest}"
        for rest in ("", "?tab=discussion", "?tab=replies", "/evidence", "/origins.svg")
    ]
    browsers = {who: room.as_(who) for who in readers}
    with room.at_work() as desk:
        desk.assessed(desk.accusation, desk.ana, verdict=Verdict.CONTRADICTED, reason=SECRET)
    for who in readers:
        for path in paths:
            page = browsers[who].page(path)
            assert SECRET not in page
            assert "It fits." not in page
            assert "Grade B2" not in page
            assert "1 of 2" not in page
            assert "Ana Belcourt" not in page.replace("Ana Belcourt</b>", "")
    assert SECRET in room.as_("ana").page(paths[0])


def test_the_second_reviewer_sees_a_form_of_their_own_and_nothing_of_the_first(room: Room) -> None:
    with room.at_work() as desk:
        desk.attached(desk.accusation, desk.ana, stance=Stance.UNDERMINES)
        desk.assessed(desk.accusation, desk.ana, verdict=Verdict.CONTRADICTED, reason=SECRET)
        desk.taken(desk.accusation, desk.jon)
    page = room.as_("jon").page(f"/claims/{room.accusation}")
    assert "My assessment" in page
    assert SECRET not in page
    assert '<use href="#e-undermines"' not in page
    assert not re.search(r'type="radio" value="contradicted"[^>]*checked', page)


def test_an_editor_reads_the_difference_before_the_agreement(room: Room) -> None:
    with room.at_work() as desk:
        desk.to_adjudication(desk.accusation)
    page = room.as_("editor").page(f"/claims/{room.accusation}")
    assert page.index("Where they differ") < page.index("Where they agree")
    assert "Ana Belcourt" in page
    assert "Jonas Wray" in page
    assert "Right of reply" in page


def test_the_sign_off_column_names_every_part_and_the_hash(room: Room) -> None:
    with room.at_work() as desk:
        desk.to_awaiting(desk.plain)
    page = room.as_("editor").page(f"/claims/{room.plain}")
    for part in ("Claim", "Article", "Verdict", "Evidence", "Grades", "Replies", "Waivers"):
        assert f"<dt>{part}</dt>" in page
    assert "What will be signed" in page
    done = room.as_("editor").act(f"/claims/{room.plain}/sign-off", {"read": "y", "note": "Good."})
    assert "What was signed" in done
    assert "Signed off by <bdi>Mirela Dorn</bdi>" in done


def test_who_may_not_act_reads_who_may(room: Room) -> None:
    with room.at_work() as desk:
        desk.to_awaiting(desk.plain)
    assert "An editor who neither wrote" in room.as_("reader").page(f"/claims/{room.plain}")
    assert "A reviewer takes it next." in room.as_("reader").page(f"/claims/{room.accusation}")


def test_a_cue_is_shown_as_a_suggestion_until_the_claim_is_flagged(room: Room) -> None:
    assert "A suggestion, not a decision" in room.as_("ana").page(f"/claims/{room.accusation}")
    with room.at_work() as desk:
        accusations.flag(
            desk.session, claim_id=desk.accusation.id, actor=desk.ana, reason="One source."
        )
    page = room.as_("ana").page(f"/claims/{room.accusation}")
    assert "Flagged: possibly fabricated" in page
    assert "A suggestion, not a decision" not in page


def test_a_claim_leads_to_its_neighbours_in_the_article(room: Room) -> None:
    page = room.as_("reader").page(f"/claims/{room.plain}")
    assert f'href="/claims/{room.accusation}" rel="prev" data-key="k"' in page
    assert 'rel="next" data-key="j"' in page


def test_words_of_people_are_data_on_the_page_and_in_the_drawing(room: Room) -> None:
    evil = '<img src=x onerror="alert(1)">'
    with room.at_work() as desk:
        desk.attached(desk.accusation, words=f"{evil} seen", source=evil)
        desk.session.get_one(Claim, room.accusation).attributed_to = evil
        desk.session.get_one(Claim, room.accusation).source_chain = [evil, "{{ 7 * 7 }}"]
    browser = room.as_("editor")
    for path in ("", "/evidence", "/origins.svg"):
        page = browser.page(f"/claims/{room.accusation}{path}")
        assert "<img src=x" not in page
    assert "{{ 7 * 7 }}" in browser.page(f"/claims/{room.accusation}")
    drawn = browser.get(f"/claims/{room.accusation}/origins.svg?theme=dark")
    assert drawn.mimetype == "image/svg+xml"


def test_a_claim_of_another_desk_or_of_none_is_not_found(room: Room) -> None:
    stranger = room.stranger()
    for path in ("", "/evidence", "/origins.svg"):
        assert stranger.get(f"/claims/{room.accusation}{path}").status_code == 404
        assert room.as_("editor").get(f"/claims/9999{path}").status_code == 404


@pytest.mark.parametrize("tab", ["sheet", "replies", "discussion", "history", "../evil", ""])
def test_every_tab_opens_and_an_unknown_one_is_the_first(room: Room, tab: str) -> None:
    page = room.as_("ana").page(f"/claims/{room.accusation}?tab={tab}")
    wanted = tab if tab in {"sheet", "replies", "discussion", "history"} else "sheet"
    assert f'tab={wanted}#tab" aria-current="page"' in page
    assert "tab=sheet" not in room.as_("ana").page(f"/claims/{room.plain}?tab=sheet")


def test_a_form_that_has_no_place_on_the_page_any_more_still_says_what_is_wrong(
    room: Room,
) -> None:
    with room.at_work() as desk:
        accusations.flag(
            desk.session, claim_id=desk.accusation.id, actor=desk.ana, reason="One source."
        )
    answer = room.as_("ana").post(f"/claims/{room.accusation}/flag", {"reason": ""})
    assert answer.status_code == 422
    assert "Say what makes you think so" in answer.text
