"""The web application: settings in, a Flask application out, nothing global."""

import hashlib
from functools import cache, partial
from pathlib import Path
from typing import Any

import jinja2
from flask import Flask, g, request, url_for
from flask_talisman import Talisman
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from config import Settings, from_environment
from review.api import v1 as api
from review.db import Sessions, make_engine
from review.jobs import make_enqueue
from review.places import STATIC, TEMPLATES
from review.schema import is_current
from review.stores.opening import store_of
from review.suggest.endpoint import endpoint_of
from review.web import access, bounds, browsers, errors, faults, formatting, theme, transaction
from review.web.blueprints import BLUEPRINTS
from review.web.notices import unseen_notices
from review.web.signing_in import login_manager

POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "font-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
A_YEAR_S = 365 * 24 * 60 * 60
# What a form puts around the file that it sends.
AROUND_A_FILE = 1024 * 1024


def create_app(settings: Settings, sessions: Sessions | None = None) -> Flask:
    """Build the application. Raises RuntimeError when a route has no access rule."""
    app = Flask("review", static_folder=str(STATIC), template_folder=str(TEMPLATES))
    app.config.update(_options(settings))
    app.jinja_env.undefined = jinja2.StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    transaction.register(app, sessions or Sessions(make_engine(settings.database_url)))
    app.extensions["store"] = store_of(settings)
    app.extensions["enqueue"] = make_enqueue(settings)
    app.extensions["language_model"] = endpoint_of(
        settings.llm_url, settings.llm_model, settings.llm_key
    )
    app.extensions["is_current"] = partial(is_current, app.extensions["sessions"].engine)
    bounds.register(app)
    CSRFProtect(app)
    login_manager.init_app(app, add_context_processor=False)
    _harden(app, settings)
    access.register(app)
    errors.register(app)
    for part in (browsers, faults, formatting):
        part.register(app)
    _share_with_pages(app)
    for blueprint in (*BLUEPRINTS, api.blueprint):
        app.register_blueprint(blueprint)
    access.refuse_undeclared(app)
    if settings.proxies:
        many = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=many, x_proto=many)  # type: ignore[method-assign]
    return app


def create_app_from_environment() -> Flask:
    """The application for a WSGI server, with the settings of the environment."""
    return create_app(from_environment())


def _options(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.secret_key,
        "SETTINGS": settings,
        "SESSION_COOKIE_NAME": "proofdesk",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.https,
        "MAX_CONTENT_LENGTH": settings.upload_bytes + AROUND_A_FILE,
        "MAX_FORM_MEMORY_SIZE": 8 * 1024 * 1024,
        "MAX_FORM_PARTS": 2_000,
        "TRUSTED_HOSTS": list(settings.trusted_hosts) or None,
        "WTF_CSRF_TIME_LIMIT": None,
        "SEND_FILE_MAX_AGE_DEFAULT": A_YEAR_S,
    }


def _harden(app: Flask, settings: Settings) -> None:
    Talisman(
        app,
        force_https=settings.https,
        strict_transport_security=settings.https,
        session_cookie_secure=settings.https,
        session_cookie_samesite="Lax",
        frame_options="DENY",
        content_security_policy=POLICY,
        referrer_policy="same-origin",
        permissions_policy={"browsing-topics": "()", "geolocation": "()", "camera": "()"},
    )

    @app.after_request
    def _keep_private(response: Any) -> Any:
        if request.endpoint != "static":
            response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


@cache
def _fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def static_url(name: str) -> str:
    """The address of a static file, changed whenever its bytes change."""
    return url_for("static", filename=name, v=_fingerprint(STATIC / name))


def _share_with_pages(app: Flask) -> None:
    app.add_template_global(static_url)

    @app.context_processor
    def _context() -> dict[str, Any]:
        return {
            "actor": g.get("actor"),
            "nav_current": (request.endpoint or "").partition(".")[0],
            "theme": theme.chosen_theme(request.cookies),
            "unseen_notices": unseen_notices,
            "upload_bytes": app.config["SETTINGS"].upload_bytes,
        }
