"""Closed by default: every route says who may use it, or the application does not start."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from review.domain.policy import Actor, Permission, may, require_permission

View = TypeVar("View", bound=Callable[..., Any])


class Open(StrEnum):
    """Rules beside the desk's permissions."""

    ANYONE = "anyone"
    SIGNED_IN = "signed_in"


Rule = Open | Permission


def access(rule: Rule) -> Callable[[View], View]:
    """Declare who may use a view. Put it right below the route."""

    def declare(view: View) -> View:
        view.access_rule = rule  # type: ignore[attr-defined]
        return view

    return declare


def actor() -> Actor:
    """The signed-in person on their present desk. Only for routes that are not for anyone."""
    found: Actor = g.actor
    return found


def rule_of(app: Flask, endpoint: str) -> Rule | None:
    if endpoint == "static":
        return Open.ANYONE
    return getattr(app.view_functions.get(endpoint), "access_rule", None)


def may_open(endpoint: str) -> bool:
    """Whether the route's own rule lets whoever looks in; pages lead nowhere else."""
    rule, looking = rule_of(current_app, endpoint), g.get("actor")
    if isinstance(rule, Permission):
        return looking is not None and may(looking, rule)
    return rule is Open.ANYONE or looking is not None


def register(app: Flask) -> None:
    """Check every request against its route's rule, before anything else is looked at."""
    app.add_template_global(may_open)

    @app.before_request
    def _guard() -> Response | None:
        rule = rule_of(app, request.endpoint) if request.endpoint else None
        if rule is Open.ANYONE:
            return None
        if not current_user.is_authenticated:
            if request.path.startswith("/api/"):
                abort(401, "Nobody is signed in, or the session has ended.")
            wanted = request.full_path.rstrip("?") if request.method == "GET" else None
            return redirect(url_for("auth.login", next=wanted), 303)
        g.actor = current_user.actor
        if isinstance(rule, Permission):
            require_permission(g.actor, rule)
        return None


def refuse_undeclared(app: Flask) -> None:
    """Raise RuntimeError naming every route without an access rule."""
    undeclared = sorted(
        rule.endpoint for rule in app.url_map.iter_rules() if rule_of(app, rule.endpoint) is None
    )
    if undeclared:
        raise RuntimeError(f"routes without an access rule: {', '.join(undeclared)}")
