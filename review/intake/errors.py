"""Why an article could not be read. The parsers below raise these; they are named here for use."""

from review.parsing.errors import Unreadable, UnreadableCode

__all__ = ["Unreadable", "UnreadableCode"]
