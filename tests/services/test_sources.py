"""The register holds each body once, and remembers every letter it had."""

import threading

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import Sessions, make_engine
from review.domain.errors import Conflict, Forbidden, Invalid
from review.domain.vocabulary import DisclosureLevel, SourceKind, SourceLetter
from review.models import Source, SourceLetterChange
from review.services import sources
from tests.desk import Desk, furnish
from tests.postgres import until_somebody_waits


def test_a_source_enters_on_first_mention_and_is_not_judged_yet(desk: Desk) -> None:
    made = sources.named_source(desk.session, actor=desk.ana, name="  Fare   Register ")
    assert (made.name, made.letter, made.kind) == (
        "Fare Register", SourceLetter.F, SourceKind.OTHER,
    )  # fmt: skip
    assert sources.named_source(desk.session, actor=desk.jon, name="fare REGISTER") is made


def test_a_source_needs_a_name(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        sources.named_source(desk.session, actor=desk.ana, name=" \t")
    assert "source" in refused.value.fields


def test_a_source_that_is_there_is_not_entered_twice(desk: Desk) -> None:
    sources.add(desk.session, actor=desk.ana, name="Fare Register", kind=SourceKind.AUTHORITY)
    with pytest.raises(Conflict, match="in the register already"):
        sources.add(desk.session, actor=desk.jon, name="FARE register", kind=SourceKind.COURT)


def test_what_is_known_of_a_source_is_kept(desk: Desk) -> None:
    row = sources.named_source(desk.session, actor=desk.ana, name="Vantoria Gazette")
    sources.describe(
        desk.session, source_id=row.id, actor=desk.ana, version=row.version,
        kind=SourceKind.MEDIUM, domain=" gazette.example ", owner=" Hale ", notes=" Daily. ",
        disclosure=DisclosureLevel.LEGAL_ONLY,
    )  # fmt: skip
    assert (row.domain, row.owner, row.notes) == ("gazette.example", "Hale", "Daily.")
    assert row.disclosure is DisclosureLevel.LEGAL_ONLY


def test_every_letter_is_remembered_with_its_reason(desk: Desk) -> None:
    row = sources.named_source(desk.session, actor=desk.ana, name="Vantoria Gazette")
    for letter, reason in ((SourceLetter.B, "It held."), (SourceLetter.D, "It did not.")):
        sources.give_letter(
            desk.session, source_id=row.id, actor=desk.ana, version=None, letter=letter,
            reason=reason,
        )  # fmt: skip
    changes = desk.session.scalars(sa.select(SourceLetterChange)).all()
    assert [(c.letter, c.reason) for c in changes] == [("B", "It held."), ("D", "It did not.")]
    assert row.letter is SourceLetter.D


def test_a_sealed_source_is_changed_only_by_who_may_know_it(desk: Desk) -> None:
    row = sources.named_source(desk.session, actor=desk.ana, name="A clerk")
    row.disclosure = DisclosureLevel.SEALED
    with pytest.raises(Forbidden, match="sealed"):
        sources.give_letter(
            desk.session, source_id=row.id, actor=desk.ana, version=None, letter=SourceLetter.A,
            reason="I know her.",
        )  # fmt: skip
    sources.give_letter(
        desk.session, source_id=row.id, actor=desk.editor, version=None, letter=SourceLetter.A,
        reason="I know her.",
    )  # fmt: skip
    assert "I know her." not in str(desk.acts("give_letter")[0].payload)


@pytest.mark.postgres
def test_two_who_name_a_new_source_at_one_moment_get_the_same_one(postgres_url: str) -> None:
    engine = make_engine(postgres_url)
    found: list[int] = []
    with Sessions(engine).write.begin() as session:
        desk = furnish(session)

    def second() -> None:
        with Sessions(engine).write.begin() as session:
            found.append(_named(session, desk))

    with Sessions(engine).write.begin() as session:
        found.append(_named(session, desk))
        thread = threading.Thread(target=second)
        thread.start()
        until_somebody_waits(engine)
    thread.join(20)
    with Sessions(engine).read() as session:
        assert session.scalars(sa.select(Source.id)).all() == [found[0]]
    assert found[0] == found[1]
    engine.dispose()


def _named(session: Session, desk: Desk) -> int:
    return sources.named_source(session, actor=desk.ana, name="Fare Register").id
