"""Background tasks: what is too slow for a page, and what time asks for. By `proofdesk worker`.

A task only names a row; the row's own state says whether the work is still to be done, so a task
that is lost, repeated or cut off in the middle does no harm: the sweep finds the row again.
"""

from collections.abc import Callable
from typing import Any

from huey import Huey, RedisHuey, SqliteHuey, crontab

from config import Settings
from review.jobs.room import Room
from review.jobs.tasks import TASKS, TIMED
from review.jobs.upkeep import end_what_is_over


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
    room = Room(settings)
    declared: dict[str, Callable[..., Any]] = {
        task.name: huey.task(name=task.name, retries=0)(_for_rows(task.run, room)) for task in TASKS
    }

    @huey.periodic_task(crontab(minute="*"), name="sweep")  # type: ignore[untyped-decorator]
    def sweep() -> None:
        end_what_is_over(room)
        for task in TASKS:
            for row_id in task.waiting(room):
                declared[task.name](row_id)

    timed = {
        one.name: huey.periodic_task(
            crontab(minute=one.minute, hour=one.hour), name=one.name
        )(_for_time(one.run, room))
        for one in TIMED
    }  # fmt: skip
    return {**declared, **timed, "sweep": sweep}


def _for_rows(run: Callable[[Room, int], None], room: Room) -> Callable[[int], None]:
    def task(row_id: int) -> None:
        run(room, row_id)

    return task


def _for_time(run: Callable[[Room], None], room: Room) -> Callable[[], None]:
    def task() -> None:
        run(room)

    return task


def work(settings: Settings, *, threads: int = 2) -> None:
    """Run tasks until the process is asked to stop."""
    huey = make_huey(settings)
    register(huey, settings)
    huey.create_consumer(workers=threads, worker_type="thread", check_worker_health=True).run()
