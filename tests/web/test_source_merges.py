"""Merging two sources on their pages: found, compared, done once, and never told to the wrong."""

from __future__ import annotations

import html

import pytest
import sqlalchemy as sa

from review.domain.vocabulary import (
    ClaimState,
    DerivationKind,
    DisclosureLevel,
    SourceKind,
    SourceLetter,
)
from review.models import Evidence, Source
from review.queries import source_merges
from review.services import derivations, sources
from tests.desk import Desk
from tests.queries.counted import counted
from tests.web.claim_room import Room
from tests.web.test_queue import HOSTILE
from tests.web_client import Visitor, local_path

TWIN, STAYS = "Vantoria  Gazette.", "The Gazette"
REASON = "One paper under two names."


@pytest.fixture
def twins(room: Room) -> Room:
    """Two sources of one domain: the first has a piece on a claim, the letter B, and an owner."""
    with room.at_work() as desk:
        desk.attached(desk.plain, words="Its own.", source=TWIN)
        child = desk.attached(desk.plain, words="A copy.", source="Port Courier").evidence_id
        derivations.derive(
            desk.session, evidence_id=child, parent=derivations.Parent(source=TWIN),
            kind=DerivationKind.QUOTES, actor=desk.ana,
        )  # fmt: skip
        for name, letter in ((TWIN, SourceLetter.B), (STAYS, SourceLetter.C)):
            row = sources.named_source(desk.session, actor=desk.ana, name=name)
            row.domain = "www.gazette.example" if name == TWIN else "https://Gazette.example/"
            sources.give_letter(
                desk.session, source_id=row.id, actor=desk.ana, version=None, letter=letter,
                reason=f"It held: {letter}.",
            )  # fmt: skip
    return room


def number(room: Room, name: str) -> int:
    folded = " ".join(name.split())
    with room.sessions.read() as session:
        return session.scalars(sa.select(Source.id).filter_by(name=folded)).one()


def version(room: Room, name: str) -> int:
    with room.sessions.read() as session:
        return session.get_one(Source, number(room, name)).version


def path(room: Room, name: str = TWIN) -> str:
    return f"/sources/{number(room, name)}"


def read(visitor: Visitor, where: str) -> str:
    return " ".join(html.unescape(visitor.page(where)).split())


def merge(room: Room, who: str = "editor", **changed: object):
    sent = {
        "into": number(room, STAYS), "into_version": version(room, STAYS), "reason": REASON,
        **changed,
    }  # fmt: skip
    return room.as_(who).post(f"{path(room)}/merge", sent)


def test_a_source_of_the_same_domain_is_suggested_to_who_may_merge(twins: Room) -> None:
    page = read(twins.as_("editor"), path(twins))
    assert "Is it one of these?" in page
    assert "It has the same web domain." in page
    assert f'href="{path(twins)}/merge?into={number(twins, STAYS)}"' in page
    for who in ("ana", "legal", "reader"):
        assert "one of these" not in read(twins.as_(who), path(twins))


def test_a_source_is_looked_for_by_name_or_number_and_never_offered_itself(twins: Room) -> None:
    editor, choosing = twins.as_("editor"), f"{path(twins)}/merge"
    other = number(twins, "Port Courier")
    compare = f'href="{choosing}?into={other}"'
    assert "You see both, and what would go along" in editor.page(choosing)
    for words in ("courier", str(other)):
        assert compare in editor.page(f"{choosing}?q={words}")
    assert f'href="{choosing}?into={number(twins, TWIN)}"' not in editor.page(f"{choosing}?q=gaz")
    assert "No other source fits" in editor.page(f"{choosing}?q=nothing")
    assert "Which one stays?" in editor.page(f"{choosing}?into={number(twins, TWIN)}")


def test_both_letters_and_what_goes_along_are_seen_before(twins: Room) -> None:
    with twins.at_work() as desk:
        desk.signed(desk.plain)
        desk.attached(desk.third, words="More.", source=TWIN)
        desk.to_awaiting(desk.third)
        desk.sheet.accuser_source_id = number(twins, TWIN)
    page = read(twins.as_("editor"), f"{path(twins)}/merge?into={number(twins, STAYS)}")
    for words in (
        "B, usually reliable", "C, fairly reliable", "2 pieces of evidence",
        "1 link that says what comes from it", "0 open suggestions",
        "1 accusation that it makes", "1 signed claim and 1 that waits for a decision rest on",
        "A merge cannot be taken back", "The other way round",
    ):  # fmt: skip
        assert words in page
    assert page.count("<h1") == 1


def test_merging_leads_to_the_one_that_stays_which_keeps_what_was_said_of_both(
    twins: Room,
) -> None:
    with twins.at_work() as desk:
        desk.signed(desk.plain)
    answer = merge(twins)
    assert answer.status_code == 303
    assert local_path(answer.location) == path(twins, STAYS)
    page = read(twins.as_("reader"), path(twins, STAYS))
    for words in ("Merged into it", "Vantoria Gazette.", REASON, "It held: B.", "It held: C.",
                  "C, fairly reliable"):  # fmt: skip
        assert words in page
    assert twins.claim(twins.plain).state is ClaimState.QUEUED
    assert "merge_sources" in twins.acts()


def test_the_merged_source_is_offered_nowhere_and_its_page_leads_on(twins: Room) -> None:
    gone = path(twins)
    merge(twins)
    editor = twins.as_("editor")
    answer = editor.get(gone)
    assert (answer.status_code, local_path(answer.location)) == (
        303, f"{path(twins, STAYS)}",
    )  # fmt: skip
    assert answer.location.endswith("#merged")
    page = read(editor, path(twins, STAYS))
    assert "“Vantoria Gazette.” was merged into this source." in page
    for where in ("/sources", "/sources?q=vantoria", f"{path(twins, 'Port Courier')}/merge?q=gaz"):
        page = editor.page(where)
        assert "Vantoria Gazette." not in page
    assert "The Gazette" in editor.page("/sources?q=vantoria")
    for act in ("", "/letter", "/merge"):
        sent = {
            "letter": "A", "kind": "person", "disclosure": "public", "reason": "x",
            "into": number(twins, STAYS), "into_version": version(twins, STAYS),
        }  # fmt: skip
        assert editor.post(f"{gone}{act}", sent).status_code == 409
    assert editor.get(f"{gone}/merge").status_code == 409


def test_its_old_name_is_understood_when_evidence_is_attached(twins: Room) -> None:
    merge(twins)
    sent = {"kind": "note", "note": "More of it.", "source": "VANTORIA GAZETTE."}
    assert twins.as_("ana").post(f"/claims/{twins.plain}/evidence", sent).status_code == 303
    with twins.sessions.read() as session:
        newest = session.scalars(sa.select(Evidence).order_by(Evidence.id.desc())).first()
    assert newest is not None
    assert newest.source_id == number(twins, STAYS)


@pytest.mark.parametrize("who", ["ana", "legal", "reader"])
def test_who_is_no_editor_may_neither_see_nor_do_it(twins: Room, who: str) -> None:
    assert twins.as_(who).get(f"{path(twins)}/merge").status_code == 403
    assert merge(twins, who).status_code == 403
    assert "merge_sources" not in twins.acts()


def test_another_desk_finds_neither(twins: Room) -> None:
    stranger = twins.stranger()
    assert stranger.get(f"{path(twins)}/merge").status_code == 404
    assert stranger.post(f"{path(twins)}/merge", {"into": 2, "reason": "x"}).status_code == 404
    with twins.sessions.write.begin() as session:
        other = session.scalars(sa.select(Source.desk_id).order_by(Source.desk_id.desc())).first()
        assert other == twins.desk.id


@pytest.mark.parametrize(
    ("changed", "status", "said"),
    [
        ({"reason": " "}, 422, "Say why the two are one"),
        ({"into": ""}, 422, "Choose the source that stays."),
        ({"into": "x"}, 422, "There is nothing with this number."),
        ({"into": "9999"}, 404, "There is no such page on this desk."),
        ({"into_version": "99"}, 409, "Load the page again"),
        ({"into_version": ""}, 409, "Load the page again"),
    ],
)
def test_what_does_not_hold_is_refused_and_loses_no_word(
    twins: Room, changed: dict[str, str], status: int, said: str
) -> None:
    answer = merge(twins, **changed)
    assert answer.status_code == status
    assert said in html.unescape(answer.text)
    assert "merge_sources" not in twins.acts()
    if status != 404 and "reason" not in changed:
        assert REASON in answer.text


def test_a_source_is_not_merged_into_itself(twins: Room) -> None:
    answer = merge(twins, into=number(twins, TWIN))
    assert answer.status_code == 422
    assert "cannot be merged into itself" in answer.text


@pytest.mark.parametrize("sealed", [TWIN, STAYS])
def test_who_may_not_know_the_one_learns_nothing_of_the_other(twins: Room, sealed: str) -> None:
    gone = path(twins)
    with twins.at_work() as desk:
        row = desk.session.get_one(Source, number(twins, sealed))
        row.disclosure = DisclosureLevel.SEALED
    assert merge(twins).status_code == 303
    stays = path(twins, STAYS)
    for who in ("ana", "reader"):
        visitor = twins.as_(who)
        answer = visitor.get(gone)
        assert answer.status_code == 403
        assert stays not in answer.text.replace('href="/sources"', "")
        for where in (stays, "/sources", "/sources?q=gazette"):
            page = read(visitor, where)
            for secret in ("Vantoria Gazette.", "The Gazette", REASON, "It held"):
                assert secret not in page
    ledger = read(twins.as_("ana"), "/ledger?act=merge_sources")
    assert REASON not in ledger
    assert "kept back" in ledger
    for who in ("editor", "legal"):
        assert REASON in read(twins.as_(who), stays)


def test_hostile_names_and_reasons_are_words(twins: Room) -> None:
    with twins.at_work() as desk:
        desk.session.get_one(Source, number(twins, TWIN)).name = HOSTILE
        sources.named_source(desk.session, actor=desk.ana, name=HOSTILE + "!")
    editor = twins.as_("editor")
    gone, into = "/sources/1", number(twins, STAYS)
    for where in (gone, f"{gone}/merge?q=script", f"{gone}/merge?into={into}"):
        assert "<script>alert" not in editor.page(where)
    sent = {"into": into, "into_version": version(twins, STAYS), "reason": HOSTILE}
    assert editor.post(f"{gone}/merge", sent).status_code == 303
    assert editor.get(gone).status_code == 303
    assert "<script>alert" not in editor.page(path(twins, STAYS))


def listed(desk: Desk, source_id: int) -> list[tuple[str, str]]:
    found = source_merges.likely_same(desk.session, source_id=source_id, desk_id=desk.id)
    return [(one.name, one.why) for one in found]


def test_alike_is_what_is_written_alike_or_has_one_domain_on_the_same_desk(desk: Desk) -> None:
    ids = {}
    for name, domain in (("Harrow Ledger", "harrow.example"), ("HARROW-LEDGER", ""),
                         ("Ledger", "www.harrow.example"), ("Harrow", ""), ("—", "")):  # fmt: skip
        row = sources.add(desk.session, actor=desk.ana, name=name, kind=SourceKind.MEDIUM)
        row.domain, ids[name] = domain, row.id
    desk.session.flush()
    assert listed(desk, ids["Harrow Ledger"]) == [
        ("Ledger", source_merges.SAME_DOMAIN), ("HARROW-LEDGER", source_merges.SAME_NAME),
    ]  # fmt: skip
    assert listed(desk, ids["Harrow"]) == listed(desk, ids["—"]) == listed(desk, 9999) == []


@pytest.mark.parametrize("times", [1, 3])
def test_a_page_takes_as_many_queries_for_one_twin_as_for_three(desk: Desk, times: int) -> None:
    row = sources.add(desk.session, actor=desk.ana, name="Harrow", kind=SourceKind.MEDIUM)
    for at in range(times):
        sources.add(desk.session, actor=desk.ana, name=f"Harrow{'!' * (at + 1)}",
                    kind=SourceKind.MEDIUM)  # fmt: skip
    found, queries = counted(desk.session, lambda: listed(desk, row.id))
    assert (len(found), queries) == (times, 2)
