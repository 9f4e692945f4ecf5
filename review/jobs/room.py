"""What a task works with, opened on first use: the web process declares tasks and runs none."""

from functools import cached_property

from config import Settings
from review.capture.camera import Camera
from review.db import Sessions, make_engine
from review.services.stamping import Resting
from review.services.watch_turns import Pace
from review.stores.opening import store_of
from review.stores.store import Store
from review.suggest.endpoint import Endpoint, endpoint_of


class Room:
    """One for a process; its threads share the database's connections and the store."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.resting = Resting()
        self.camera = Camera(settings.chromium) if settings.snapshot else None
        self.endpoint: Endpoint | None = endpoint_of(
            settings.llm_url, settings.llm_model, settings.llm_key
        )

    @property
    def stamps_captures_by(self) -> tuple[str, ...]:
        """The authorities that stamp each capture by itself."""
        return self.settings.stamp_urls if self.settings.stamp_captures else ()

    @property
    def pace(self) -> Pace:
        return Pace(self.settings.watch_days, self.settings.watch_a_minute)

    @cached_property
    def sessions(self) -> Sessions:
        return Sessions(make_engine(self.settings.database_url, pool_size=4))

    @cached_property
    def store(self) -> Store:
        return store_of(self.settings)
