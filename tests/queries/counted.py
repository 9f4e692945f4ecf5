"""How many statements a piece of work sends to the database."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import event
from sqlalchemy.orm import Session

T = TypeVar("T")


def counted(session: Session, work: Callable[[], T]) -> tuple[T, int]:
    """What `work` returns, and the number of statements it took, on a session that knows no row."""
    session.flush()
    session.expunge_all()
    sent: list[str] = []
    engine = session.get_bind()

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        return work(), len(sent)
    finally:
        event.remove(engine, "before_cursor_execute", note)
