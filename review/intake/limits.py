"""The limits on what is imported."""

from review.parsing.limits import DEFAULT, Limits

__all__ = ["DEFAULT", "Limits"]
