"""What tests of pages may ask for beside what every test may."""

from tests.web.claim_room import room
from tests.web.seat import seat

__all__ = ["room", "seat"]
