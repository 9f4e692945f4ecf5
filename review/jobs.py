"""Background tasks: captures, askings, and what time does to leases. By `proofdesk worker`.

A task only names a row; the row's own state says whether the work is still to be done, so a task
that is lost, repeated or cut off in the middle does no harm: the sweep finds the row again.
"""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import structlog
from huey import Huey, RedisHuey, SqliteHuey, crontab

from config import Settings
from review.db import Sessions, make_engine
from review.services import (
    askings,
    assignments,
    captures,
    derivatives,
    housekeeping,
    sweeping,
)
from review.stores.opening import store_of
from review.suggest.endpoint import endpoint_of

log = structlog.get_logger()


def make_huey(settings: Settings) -> Huey:
    """The queue of tasks: a SQLite file of its own, or Redis where one is set."""
    if settings.redis_url:
        return RedisHuey("proofdesk", url=settings.redis_url)
    return SqliteHuey("proofdesk", filename=str(settings.worker_file), fsync=True)


def make_enqueue(settings: Settings) -> Callable[..., None]:
    """A function `(task name, *arguments)` for the web process, which runs no task itself."""
    tasks = register(make_huey(settings), settings)

    def enqueue(task: str, *arguments: Any) -> None:
        tasks[task](*arguments)

    return enqueue


def register(huey: Huey, settings: Settings) -> dict[str, Callable[..., Any]]:
    """Declare every task on `huey` and give them back by name."""
    opened: list[Sessions] = []
    endpoint = endpoint_of(settings.llm_url, settings.llm_model, settings.llm_key)

    def sessions() -> Sessions:
        # Opened on first use: the web process declares tasks and runs none.
        if not opened:
            opened.append(Sessions(make_engine(settings.database_url, pool_size=4)))
        return opened[0]

    @huey.task(name="capture", retries=0)  # type: ignore[untyped-decorator]
    def capture(capture_id: int) -> None:
        captures.run(
            sessions(),
            store_of(settings),
            capture_id=capture_id,
            allow=settings.fetch_allow,
        )

    @huey.task(name="asking", retries=0)  # type: ignore[untyped-decorator]
    def asking(asking_id: int) -> None:
        askings.run(sessions(), endpoint, asking_id=asking_id)

    @huey.task(name="derive", retries=0)  # type: ignore[untyped-decorator]
    def derive(evidence_id: int) -> None:
        derivatives.run(sessions(), store_of(settings), evidence_id=evidence_id)

    @huey.periodic_task(crontab(minute="*"), name="sweep")  # type: ignore[untyped-decorator]
    def sweep() -> None:
        _sweep(sessions(), capture, asking)
        for evidence_id in derivatives.waiting(sessions()):
            derive(evidence_id)

    @huey.periodic_task(crontab(minute="17"), name="sweep_store")  # type: ignore[untyped-decorator]
    def sweep_store() -> None:
        log.info("swept_store", **asdict(sweeping.sweep(sessions(), store_of(settings))))

    return {
        "capture": capture,
        "asking": asking,
        "derive": derive,
        "sweep": sweep,
        "sweep_store": sweep_store,
    }


def _sweep(sessions: Sessions, capture: Callable[[int], Any], asking: Callable[[int], Any]) -> None:
    """End what time has ended, and find again what was lost on its way to a worker."""
    ended = assignments.expire_everywhere(sessions)
    waiting = captures.waiting(sessions)
    for capture_id in waiting:
        capture(capture_id)
    for asking_id in askings.waiting(sessions):
        asking(asking_id)
    housekeeping.forget_old(sessions)
    if ended or waiting:
        log.info("swept", leases_ended=ended, captures_found=len(waiting))


def work(settings: Settings, *, threads: int = 2) -> None:
    """Run tasks until the process is asked to stop."""
    huey = make_huey(settings)
    register(huey, settings)
    huey.create_consumer(workers=threads, worker_type="thread", check_worker_health=True).run()
