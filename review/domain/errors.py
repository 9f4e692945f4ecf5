"""Refusals, each with a sentence on what happened and one on what to do next."""

from collections.abc import Mapping


class Refusal(Exception):  # noqa: N818  a refusal is an answer, not an accident
    """An act that the desk will not do. `message` says why, `remedy` what would work."""

    status = 400

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class Forbidden(Refusal):
    """The actor may not do this, whatever the state."""

    status = 403


class NotFound(Refusal):
    """No such thing on this desk. Things of another desk answer the same."""

    status = 404


class Conflict(Refusal):
    """The thing has moved on, or exists already; nothing was changed."""

    status = 409


class Stale(Conflict):
    """The form was filled in on an older version; `stands` says what stands now, name to words."""

    def __init__(
        self, message: str, remedy: str = "", stands: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message, remedy)
        self.stands = dict(stands or {})


class Invalid(Refusal):
    """What was sent does not hold; `fields` says by field name what is wrong."""

    status = 422

    def __init__(self, message: str, remedy: str = "", fields: Mapping[str, str] | None = None):
        super().__init__(message, remedy)
        self.fields = dict(fields or {})
