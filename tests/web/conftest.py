"""What tests of pages may ask for beside what every test may."""

from tests.web.claim_room import room

__all__ = ["room"]
