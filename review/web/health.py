"""Whether the house stands, for those who watch it from outside."""

import time
from collections.abc import Callable
from typing import Any

import structlog
from flask import Blueprint, Response, current_app, g, jsonify, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    generate_latest,
)

from review.domain.policy import Permission
from review.stores.store import Store
from review.web.access import Open, access

blueprint = Blueprint("health", __name__)
log = structlog.get_logger()


@blueprint.get("/healthz")
@access(Open.ANYONE)
def alive() -> ResponseReturnValue:
    """The process answers; nothing else is asked."""
    return jsonify(alive=True)


@blueprint.get("/readyz")
@access(Open.ANYONE)
def ready() -> ResponseReturnValue:
    """The database stands at today's tables and the store of evidence takes bytes; else 503."""
    found = {"database": _holds(_database_is_current), "evidence": _holds(_store_takes_bytes)}
    return jsonify(ready=all(found.values()), **found), 200 if all(found.values()) else 503


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception as error:  # noqa: BLE001  whatever is wrong, the answer is no
        log.warning("not_ready", check=check.__name__, kind=type(error).__name__)
        return False


def _database_is_current() -> bool:
    found: bool = current_app.extensions["is_current"]()
    return found


def _store_takes_bytes() -> bool:
    store: Store = current_app.extensions["store"]
    return store.writable()


@blueprint.get("/metrics")
@access(Permission.MANAGE_ACCOUNTS)
def metrics() -> ResponseReturnValue:
    """Counts and times of requests by route, in the text format of Prometheus."""
    registry = current_app.extensions["metrics"]
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


@blueprint.record_once
def _watch(state: BlueprintSetupState) -> None:
    app = state.app
    registry = app.extensions["metrics"] = CollectorRegistry()
    ProcessCollector(registry=registry)
    answers = Counter(
        "proofdesk_answers", "Answers by route and status", ["route", "status"], registry=registry
    )
    seconds = Histogram(
        "proofdesk_answer_seconds", "Time to an answer by route", ["route"], registry=registry
    )

    @app.before_request
    def _start() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def _count(response: Any) -> Any:
        route = request.endpoint or "none"
        answers.labels(route, str(response.status_code)).inc()
        if "began" in g:
            seconds.labels(route).observe(time.perf_counter() - g.began)
        return response
