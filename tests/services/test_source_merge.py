"""Two rows of the register become one: what rests on them counts as if it had always been so."""

from __future__ import annotations

import threading
from collections.abc import Mapping

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from review.db import Base, Sessions, make_engine, now
from review.domain.disclosure import KNOW_SEALED
from review.domain.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from review.domain.policy import PERMISSIONS, Permission
from review.domain.vocabulary import (
    ClaimState,
    DerivationKind,
    DisclosureLevel,
    HintReason,
    RippleCause,
    SourceKind,
    SourceLetter,
    Variant,
)
from review.models import (
    Derivation,
    DerivationHint,
    Evidence,
    Notice,
    ReportMark,
    Source,
    SourceLetterChange,
)
from review.queries import ledger
from review.queries.ledger_acts import Sought, acts
from review.services import derivations, evidence, hints, sign_offs, source_merge, sources
from review.services.claims import open_sheet
from review.services.derivations import Parent
from review.services.reports import make_report
from review.text.finding import AccusationFound
from tests.desk import Desk, furnish, note
from tests.postgres import until_somebody_waits

TWIN, STAYS = "The Gazette of Vantoria", "Vantoria Gazette"
QUOTES, REWRITES, UNKNOWN = (
    DerivationKind.QUOTES, DerivationKind.REWRITES, DerivationKind.UNKNOWN,
)  # fmt: skip


def source(desk: Desk, name: str) -> Source:
    return sources.named_source(desk.session, actor=desk.ana, name=name)


def merged(desk: Desk, one: str = TWIN, into: str = STAYS, **given_: object) -> Source:
    """Merge the first into the second; the one that stays."""
    asked = {
        "source_id": source_id(desk, one), "into_id": source_id(desk, into), "actor": desk.editor,
        "version": None, "into_version": None, "reason": "One paper under two names.", **given_,
    }  # fmt: skip
    return source_merge.merge_source(desk.session, **asked)


def source_id(desk: Desk, name: str) -> int:
    return desk.session.scalars(sa.select(Source.id).filter_by(desk_id=desk.id, name=name)).one()


@pytest.fixture
def twins(desk: Desk) -> Desk:
    """A desk with both names in its register."""
    source(desk, TWIN)
    source(desk, STAYS)
    return desk


def test_every_column_that_points_at_a_source_is_moved_or_kept_on_purpose() -> None:
    pointing = {
        column
        for table in Base.metadata.tables.values()
        for column in table.columns
        if any(key.references(Source.__table__) for key in column.foreign_keys)
    }
    known = [*source_merge.MOVED, *source_merge.KEPT]
    assert pointing == {column.property.columns[0] for column in known}
    assert len(known) == len(pointing)


def test_everything_that_rests_on_one_rests_on_the_other(twins: Desk) -> None:
    desk = twins
    own = desk.attached(desk.plain, words="Its own.", source=TWIN).evidence_id
    child = desk.attached(desk.plain, words="A copy.", source="Port Courier").evidence_id
    link = derive(desk, child, TWIN, QUOTES)
    hinted = desk.attached(desk.third, words="As it says.", source="Port Courier").evidence_id
    hint = suggested(desk, hinted, TWIN)
    desk.sheet.accuser_source_id = source_id(desk, TWIN)
    desk.session.flush()
    stays = merged(desk)
    assert desk.session.get_one(Evidence, own).source_id == stays.id
    assert (link.parent_source_id, link.ended_at) == (stays.id, None)
    assert (hint.parent_source_id, hint.answered_at) == (stays.id, None)
    assert desk.sheet.accuser_source_id == stays.id
    (row,) = desk.acts("merge_sources")
    assert row.subject == f"source {source_id(desk, TWIN)}"
    assert row.payload == {
        "into_source": stays.id,
        "moved": {
            "evidence": [own],
            "derivation": [link.id],
            "derivation_hint": [hint.id],
            "accusation": [desk.sheet.id],
        },
        "reason": "One paper under two names.",
    }
    assert ledger.head(desk.session, desk_id=desk.id)[0] == row.number


def test_letters_and_what_was_told_of_it_stay_with_the_row_that_it_was(twins: Desk) -> None:
    desk = twins
    for name, letter in ((TWIN, SourceLetter.B), (STAYS, SourceLetter.D)):
        sources.give_letter(
            desk.session, source_id=source_id(desk, name), actor=desk.ana, version=None,
            letter=letter, reason="It held.",
        )  # fmt: skip
    stays = merged(desk)
    row = desk.session.scalars(sa.select(Source).filter_by(name=TWIN)).one()
    assert (row.letter, stays.letter) == (SourceLetter.B, SourceLetter.D)
    assert (row.merged_into_id, row.merged_by_id) == (stays.id, desk.editor.user_id)
    assert row.merged_reason == "One paper under two names."
    changes = desk.session.scalars(sa.select(SourceLetterChange.source_id)).all()
    assert changes == [row.id, stays.id]


def test_a_third_follows_the_one_that_it_was_merged_into(twins: Desk) -> None:
    desk = twins
    source(desk, "V. Gazette")
    merged(desk, "V. Gazette", TWIN)
    stays = merged(desk)
    rows = desk.session.scalars(sa.select(Source.merged_into_id).order_by(Source.id)).all()
    assert rows == [stays.id, None, stays.id]
    third = source_id(desk, "V. Gazette")
    assert desk.acts("merge_sources")[-1].payload["moved"] == {"source": [third]}


def test_its_name_leads_to_the_one_that_stayed(twins: Desk) -> None:
    desk = twins
    stays = merged(desk)
    assert source(desk, TWIN.upper()).id == stays.id
    row = desk.attached(desk.plain, source=TWIN)
    assert desk.session.get_one(Evidence, row.evidence_id).source_id == stays.id
    with pytest.raises(Conflict, match="in the register already"):
        sources.add(desk.session, actor=desk.ana, name=TWIN, kind=SourceKind.MEDIUM)


def test_a_link_to_its_number_is_one_to_the_one_that_stayed(twins: Desk) -> None:
    desk = twins
    gone = source_id(desk, TWIN)
    stays = merged(desk)
    child = desk.attached(desk.plain, words="A copy.").evidence_id
    link = derivations.derive(
        desk.session, evidence_id=child, parent=Parent(source_id=gone), kind=QUOTES, actor=desk.ana
    )
    assert link.parent_source_id == stays.id


def test_nothing_more_is_said_of_a_merged_source(twins: Desk) -> None:
    desk = twins
    gone = source_id(desk, TWIN)
    merged(desk)
    with pytest.raises(Conflict, match="merged into another"):
        sources.give_letter(desk.session, source_id=gone, actor=desk.ana, version=None,
                            letter=SourceLetter.A, reason="x")  # fmt: skip
    for one, into in ((TWIN, STAYS), (STAYS, TWIN)):
        with pytest.raises(Conflict, match="merged already"):
            merged(desk, one, into)


@pytest.mark.parametrize("who", ["ana", "legal", "reader", "admin"])
def test_merging_is_for_editors_who_all_know_sealed_sources(twins: Desk, who: str) -> None:
    with pytest.raises(Forbidden):
        merged(twins, actor=getattr(twins, who))
    assert PERMISSIONS[Permission.MERGE_SOURCES] <= KNOW_SEALED


def test_a_merge_needs_a_reason_two_sources_and_what_was_seen(twins: Desk) -> None:
    desk = twins
    with pytest.raises(Invalid) as refused:
        merged(desk, reason=" ")
    assert "reason" in refused.value.fields
    with pytest.raises(Invalid) as refused:
        merged(desk, TWIN, TWIN)
    assert "into" in refused.value.fields
    for stale in ("version", "into_version"):
        with pytest.raises(Stale):
            merged(desk, **{stale: 99})
    assert desk.acts("merge_sources") == []


def test_sources_of_another_desk_are_not_there(twins: Desk) -> None:
    other = furnish(twins.session, slug="quay")
    with pytest.raises(NotFound):
        merged(twins, actor=other.editor)
    theirs = source(other, "Quay Post").id
    with pytest.raises(NotFound):
        merged(twins, into_id=theirs)


def derive(desk: Desk, child: int, parent: str, kind: DerivationKind) -> Derivation:
    return derivations.derive(
        desk.session, evidence_id=child, parent=Parent(source=parent), kind=kind, actor=desk.ana
    )


def standing(desk: Desk, child: int) -> list[tuple[int | None, DerivationKind]]:
    rows = sa.select(Derivation).filter_by(child_id=child, ended_at=None)
    return [(row.parent_source_id, row.kind) for row in desk.session.scalars(rows)]


@pytest.mark.parametrize("first", [TWIN, STAYS])
def test_of_two_links_that_say_the_same_the_later_stands(twins: Desk, first: str) -> None:
    desk = twins
    child = desk.attached(desk.plain, words="A copy.").evidence_id
    derive(desk, child, first, QUOTES)
    derive(desk, child, STAYS if first == TWIN else TWIN, REWRITES)
    stays = merged(desk)
    assert standing(desk, child) == [(stays.id, REWRITES)]
    ended = desk.session.scalars(sa.select(Derivation).where(Derivation.ended_at.is_not(None)))
    (row,) = ended
    assert (row.ended_reason, row.ended_by_id) == (source_merge.SAID_TWICE, desk.editor.user_id)


def test_a_piece_is_not_said_to_come_from_its_own_source_but_a_doubt_stays(twins: Desk) -> None:
    desk = twins
    sure = desk.attached(desk.plain, words="Sure.", source=TWIN).evidence_id
    doubted = desk.attached(desk.plain, words="Doubted.", source=TWIN).evidence_id
    twice = desk.attached(desk.plain, words="Doubted twice.", source=TWIN).evidence_id
    derive(desk, sure, STAYS, QUOTES)
    for child in (doubted, twice):
        derive(desk, child, STAYS, UNKNOWN)
    derivations.derive(
        desk.session, evidence_id=twice, parent=Parent(), kind=UNKNOWN, actor=desk.ana
    )
    merged(desk)
    assert standing(desk, sure) == []
    assert standing(desk, doubted) == standing(desk, twice) == [(None, UNKNOWN)]


def suggested(desk: Desk, child: int, parent: str, *, taken: bool | None = None) -> DerivationHint:
    row = DerivationHint(
        desk_id=desk.id, child_id=child, parent_source_id=source_id(desk, parent), kind=QUOTES,
        why=HintReason.REPORTED_BY, words="as it says", score=0.8, found_at=now(),
    )  # fmt: skip
    if taken is not None:
        row.answered_at, row.answered_by_id, row.taken = now(), desk.jon.user_id, taken
    desk.session.add(row)
    desk.session.flush()
    return row


def answers(desk: Desk, child: int) -> list[tuple[str, bool | None, int | None]]:
    rows = sa.select(DerivationHint).filter_by(child_id=child).order_by(DerivationHint.id)
    return [
        (desk.session.get_one(Source, row.parent_source_id).name, row.taken, row.answered_by_id)
        for row in desk.session.scalars(rows)
    ]


@pytest.mark.parametrize(
    ("of_twin", "of_stays", "become"),
    [
        (None, None, (False, None)),
        (False, None, (False, False)),
        (True, None, (True, True)),
        (None, False, (False, False)),
        (None, True, (False, True)),
        (True, False, (True, False)),
    ],
)
def test_of_two_suggestions_one_stays_with_its_answer(
    twins: Desk, of_twin: bool | None, of_stays: bool | None, become: tuple[bool, bool | None]
) -> None:
    desk = twins
    child = desk.attached(desk.plain, words="As both say.").evidence_id
    suggested(desk, child, TWIN, taken=of_twin)
    suggested(desk, child, STAYS, taken=of_stays)
    merged(desk)
    found = answers(desk, child)
    assert [(name, taken) for name, taken, _ in found] == [(TWIN, become[0]), (STAYS, become[1])]
    by = {of_twin: desk.jon, None: desk.editor}[of_twin].user_id
    assert found[0][2] == by


def test_suggestions_of_what_is_settled_now_are_answered(twins: Desk) -> None:
    desk = twins
    own = desk.attached(desk.plain, words="Its own.", source=STAYS).evidence_id
    linked = desk.attached(desk.plain, words="A copy.").evidence_id
    for child in (own, linked):
        suggested(desk, child, TWIN)
    derive(desk, linked, STAYS, QUOTES)
    merged(desk)
    assert answers(desk, own) == [(STAYS, False, desk.editor.user_id)]
    assert answers(desk, linked) == [(STAYS, True, desk.editor.user_id)]


def test_what_was_refused_of_one_is_not_suggested_of_the_other(twins: Desk) -> None:
    desk = twins
    child = desk.attached(desk.plain, words="As it says.").evidence_id
    suggested(desk, child, TWIN, taken=False)
    stays = merged(desk)
    guess = hints.Guess(child, QUOTES, HintReason.REPORTED_BY, "", 0.8, source_id=stays.id)
    assert hints._settled(desk.session, guess)


def test_the_accuser_is_known_under_either_name(twins: Desk) -> None:
    desk = twins
    desk.sheet.accuser, desk.sheet.accuser_source_id = f" {TWIN.upper()} ", None
    desk.attached(desk.accusation, words="It says so itself.", source=STAYS)
    desk.session.flush()
    assert desk.file(desk.accusation).origins.accuser_origins == 0
    merged(desk)
    assert desk.file(desk.accusation).origins.accuser_origins == 1


def test_an_accuser_found_later_under_the_old_name_is_known(twins: Desk) -> None:
    desk = twins
    stays = merged(desk)
    seen = AccusationFound(accuser=TWIN, accused="Ilan Maresk", act="x")
    sheet = open_sheet(desk.session, desk.plain, seen)
    assert (sheet.accuser, sheet.accuser_source_id) == (TWIN, stays.id)
    assert open_sheet(desk.session, desk.third, None).accuser_source_id is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (DisclosureLevel.SEALED, DisclosureLevel.PUBLIC),
        (DisclosureLevel.PUBLIC, DisclosureLevel.SEALED),
        (DisclosureLevel.LEGAL_ONLY, DisclosureLevel.PUBLIC),
        (DisclosureLevel.LEGAL_ONLY, DisclosureLevel.SEALED),
    ],
)
def test_the_stricter_rule_for_the_name_holds_for_both(
    twins: Desk, one: DisclosureLevel, other: DisclosureLevel
) -> None:
    desk = twins
    source(desk, "V. Gazette")
    merged(desk, "V. Gazette", STAYS)
    source(desk, TWIN).disclosure, source(desk, STAYS).disclosure = one, other
    merged(desk)
    order = [DisclosureLevel.PUBLIC, DisclosureLevel.LEGAL_ONLY, DisclosureLevel.SEALED]
    strict = max(one, other, key=order.index)
    assert set(desk.session.scalars(sa.select(Source.disclosure))) == {strict}
    row = desk.acts("merge_sources")[-1]
    assert ("reason" in row.payload) == (strict is not DisclosureLevel.SEALED)


def test_into_what_a_source_was_merged_is_kept_back_with_a_sealed_one(twins: Desk) -> None:
    desk = twins
    source(desk, STAYS).disclosure = DisclosureLevel.SEALED
    merged(desk)
    sought = Sought(action="merge_sources")
    for who, reads in ((desk.editor, True), (desk.legal, True), (desk.ana, False)):
        (line,) = acts(desk.session, sought, actor=who).lines
        for name in ("into_source", "moved"):
            assert (dict(line.kept)[name] != "kept back") == reads


def test_what_is_said_later_of_its_name_holds_for_the_merged_one_too(twins: Desk) -> None:
    desk = twins
    stays = merged(desk)
    sources.describe(
        desk.session, source_id=stays.id, actor=desk.editor, version=None, kind=SourceKind.PERSON,
        disclosure=DisclosureLevel.SEALED,
    )  # fmt: skip
    assert set(desk.session.scalars(sa.select(Source.disclosure))) == {DisclosureLevel.SEALED}


def test_signed_claims_are_open_again_where_their_words_change_and_reports_marked(
    twins: Desk,
) -> None:
    desk = twins
    desk.attached(desk.plain, words="Its own.", source=TWIN)
    desk.attached(desk.third, words="The other's.", source=STAYS)
    desk.signed(desk.plain)
    desk.signed(desk.third)
    merged(desk)
    assert desk.plain.state is ClaimState.QUEUED
    assert desk.third.state is ClaimState.SIGNED_OFF
    kinds = set(desk.session.scalars(sa.select(Notice.kind)))
    assert kinds == {"claim_reopened"}
    assert "one with another" in desk.plain.sent_back_reason


def test_a_claim_of_the_other_source_loses_its_signature_where_the_rule_gets_stricter(
    twins: Desk,
) -> None:
    desk = twins
    desk.attached(desk.third, words="The other's.", source=STAYS)
    desk.signed(desk.third)
    source(desk, TWIN).disclosure = DisclosureLevel.LEGAL_ONLY
    merged(desk)
    assert desk.third.state is ClaimState.QUEUED


def test_what_waits_to_be_signed_is_open_again_only_where_it_rested_on_the_merged_one(
    twins: Desk,
) -> None:
    desk = twins
    desk.attached(desk.plain, words="Its own.", source=TWIN)
    desk.attached(desk.third, words="The other's.", source=STAYS)
    desk.to_awaiting(desk.plain)
    desk.to_awaiting(desk.third)
    merged(desk)
    assert (desk.plain.state, desk.third.state) == (
        ClaimState.QUEUED, ClaimState.AWAITING_SIGN_OFF,
    )  # fmt: skip


def test_a_report_that_names_the_merged_source_is_marked(twins: Desk) -> None:
    desk = twins
    desk.attached(desk.plain, words="Its own.", source=TWIN)
    desk.signed(desk.plain)
    make_report(desk.session, article_id=desk.article.id, actor=desk.editor,
                variant=Variant.INTERNAL, base_url="https://desk.example")  # fmt: skip
    gone = source_id(desk, TWIN)
    merged(desk)
    (mark,) = desk.session.scalars(sa.select(ReportMark)).all()
    assert (mark.cause, mark.source_id) == (RippleCause.MERGED, gone)


def test_a_report_withholds_the_name_that_a_hidden_source_had_as_another_row(twins: Desk) -> None:
    desk = twins
    desk.attached(desk.plain, words="Its own.", source=TWIN)
    source(desk, TWIN).owner = "The Karst Trust"
    source(desk, STAYS).disclosure = DisclosureLevel.LEGAL_ONLY
    merged(desk)
    desk.to_awaiting(desk.plain, reason=f"{TWIN} of the Karst Trust says so, {STAYS} as well.")
    sign_offs.sign_off(desk.session, claim_id=desk.plain.id, actor=desk.editor,
                       version=desk.plain.version)  # fmt: skip
    told = {
        variant: make_report(desk.session, article_id=desk.article.id, actor=desk.editor,
                             variant=variant, base_url="https://desk.example").content
        for variant in (Variant.PUBLIC, Variant.INTERNAL)
    }  # fmt: skip
    for name in (TWIN, STAYS, "Karst Trust"):
        assert name not in told[Variant.PUBLIC]
        assert name in told[Variant.INTERNAL]


# One of the pieces, and the parent it is said to come from: a source or another piece.
PARENTS = ("twin", "stays", "other", 0, 1, 2, 3)
LINKS = st.dictionaries(
    st.tuples(st.integers(0, 3), st.sampled_from(PARENTS)),
    st.sampled_from([QUOTES, REWRITES, UNKNOWN]),
    max_size=8,
)
OWNERS = st.lists(st.sampled_from(["twin", "stays", "other", ""]), min_size=4, max_size=4)
NAMES = {"twin": TWIN, "stays": STAYS, "other": "Port Courier", "": ""}


@settings(max_examples=40, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@example(
    owners=["twin"] * 4, accuser="twin",
    links={(3, 2): UNKNOWN, (2, 1): UNKNOWN, (1, 0): UNKNOWN, (0, "other"): UNKNOWN,
           (0, "stays"): UNKNOWN},
)  # fmt: skip
@given(owners=OWNERS, links=LINKS, accuser=st.sampled_from(["twin", "stays", "other"]))
def test_after_a_merge_origins_count_as_if_all_had_been_recorded_under_one(
    twins: Desk, owners: list[str], links: dict, accuser: str
) -> None:
    apart = recorded(twins, owners, links, accuser, NAMES, merging=True)
    as_one = recorded(twins, owners, links, accuser, {**NAMES, "twin": STAYS}, merging=False)
    assert apart == as_one


def recorded(
    desk: Desk, owners: list[str], links: dict, accuser: str, names: Mapping[str, str],
    *, merging: bool,
) -> tuple[object, ...]:  # fmt: skip
    """What a claim's origins count when this is recorded under these names; then all is undone."""
    with desk.session.begin_nested() as undone:
        desk.sheet.accuser_source_id = source_id(desk, names[accuser]) if names[accuser] in {
            TWIN, STAYS,
        } else None  # fmt: skip
        desk.session.flush()
        pieces = [
            evidence.attach(
                desk.session, claim_id=desk.accusation.id, actor=desk.ana,
                piece=note(f"Piece {at}."), bearing=evidence.Bearing(source=names[owner]),
            ).row.evidence_id
            for at, owner in enumerate(owners)
        ]  # fmt: skip
        for (child, parent), kind in links.items():
            link(desk, pieces, owners, names, child, parent, kind)
        if merging:
            merged(desk)
        found = desk.file(desk.accusation).origins
        undone.rollback()
    desk.session.expire_all()
    return (found.items, found.origins, found.accuser_origins, found.circular,
            found.unknown_items)  # fmt: skip


def link(desk: Desk, pieces: list[int], owners: list[str], names: Mapping[str, str],
         child: int, parent: int | str, kind: DerivationKind) -> None:  # fmt: skip
    if child == parent:
        return
    said = Parent(pieces[parent]) if isinstance(parent, int) else Parent(source=names[parent])
    if said.source and said.source == names[owners[child]]:
        if kind is not UNKNOWN or parent == owners[child]:
            return
        # Of its own source nobody says so: a doubt is entered as one about nothing in particular.
        said = Parent()
    derivations.derive(
        desk.session, evidence_id=pieces[child], parent=said, kind=kind, actor=desk.ana
    )


@pytest.mark.postgres
def test_a_piece_attached_at_the_same_moment_goes_to_the_source_that_stays(
    postgres_url: str,
) -> None:
    engine = make_engine(postgres_url)
    with Sessions(engine).write.begin() as session:
        desk = furnish(session)
        sources.named_source(session, actor=desk.ana, name=TWIN)
        stays = sources.named_source(session, actor=desk.ana, name=STAYS).id
    done: list[int | None] = []

    def attach() -> None:
        with Sessions(engine).write.begin() as session:
            row = evidence.attach(
                session, claim_id=desk.plain.id, actor=desk.ana, piece=note("A seen register."),
                bearing=evidence.Bearing(source=TWIN),
            ).row  # fmt: skip
            done.append(session.get_one(Evidence, row.evidence_id).source_id)

    thread = threading.Thread(target=attach)
    with Sessions(engine).write.begin() as session:
        at_work = Desk(**{**vars(desk), "session": session})
        merged(at_work)
        thread.start()
        until_somebody_waits(engine)
    thread.join(20)
    assert done == [stays]
    engine.dispose()


@pytest.mark.postgres
def test_a_piece_attached_just_before_goes_along(postgres_url: str) -> None:
    engine = make_engine(postgres_url)
    with Sessions(engine).write.begin() as session:
        desk = furnish(session)
        sources.named_source(session, actor=desk.ana, name=TWIN)
        stays = sources.named_source(session, actor=desk.ana, name=STAYS).id

    def merge() -> None:
        with Sessions(engine).write.begin() as session:
            merged(Desk(**{**vars(desk), "session": session}))

    thread = threading.Thread(target=merge)
    with Sessions(engine).write.begin() as session:
        row = evidence.attach(
            session, claim_id=desk.plain.id, actor=desk.ana, piece=note("A seen register."),
            bearing=evidence.Bearing(source=TWIN),
        ).row  # fmt: skip
        thread.start()
        until_somebody_waits(engine)
    thread.join(20)
    with Sessions(engine).read() as session:
        assert session.get_one(Evidence, row.evidence_id).source_id == stays
    engine.dispose()
