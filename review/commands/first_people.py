"""The first people of a new desk, with passwords made now, shown once and kept only as hashes."""

import secrets

import sqlalchemy as sa
from sqlalchemy.orm import Session

from config import Settings
from review.commands.house import operator, writing
from review.domain.errors import Conflict
from review.domain.vocabulary import Role
from review.models import Desk, User
from review.sample import SAMPLE_TEXT, SAMPLE_TITLE
from review.services.accounts import add_user
from review.services.articles import About, import_article, prepare
from review.services.desks import create_desk
from review.services.passwords import hash_password

SignIn = tuple[str, str, str]

DEMO = (
    ("editor", "editor@desk.example", "Mirela Dorn", (Role.EDITOR,)),
    ("reviewer", "reviewer1@desk.example", "Ana Belcourt", (Role.REVIEWER,)),
    ("reviewer", "reviewer2@desk.example", "Jonas Wray", (Role.REVIEWER,)),
    ("legal", "legal@desk.example", "Sera Okonwell", (Role.LEGAL,)),
    ("administrator", "admin@desk.example", "Tomas Reed", (Role.ADMIN,)),
)


def new_password() -> str:
    """About 100 bits, easy to copy."""
    return "-".join(secrets.token_hex(3) for _ in range(4))


def first_person(found: Settings) -> list[SignIn]:
    """On an empty database: a desk and one person who may invite everybody else."""
    with writing(found) as session:
        if session.scalars(sa.select(User.id).limit(1)).first() is not None:
            return []
        desk = _desk(session, "The desk")
        return [_enter(session, desk, "first sign-in", "editor@desk.example", "First editor",
                       (Role.ADMIN, Role.EDITOR))]  # fmt: skip


def demo_people(found: Settings) -> list[SignIn]:
    """The sample desk with its people and its article; new passwords at every start."""
    with writing(found) as session:
        desk = _desk(session, "The Harrow Ledger")
        signs_in = [_enter(session, desk, *person) for person in DEMO]
    prepared = prepare(SAMPLE_TEXT, About(title=SAMPLE_TITLE, language="en"))
    with writing(found) as session:
        desk = session.scalars(sa.select(Desk).filter_by(slug="main")).one()
        try:
            import_article(session, prepared=prepared, actor=operator(desk))
        except Conflict:
            session.rollback()  # The sample is here from an earlier start.
    return signs_in


def _desk(session: Session, name: str) -> Desk:
    known = session.scalars(sa.select(Desk).filter_by(slug="main")).one_or_none()
    return known or create_desk(session, slug="main", name=name)


def _enter(
    session: Session, desk: Desk, title: str, email: str, name: str, roles: tuple[Role, ...]
) -> SignIn:
    password = new_password()
    hashed = hash_password(password)
    for role in roles:
        add_user(session, email=email, name=name, role=role, desk=desk, password_hash=hashed)
    return title, email, password
