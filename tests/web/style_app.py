"""A bare app that shows the style page and the error pages with invented data."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from flask import Flask, Response, flash, redirect, render_template, request
from jinja2 import StrictUndefined
from werkzeug.wrappers import Response as AnyResponse
from wtforms import (
    BooleanField,
    EmailField,
    FileField,
    Form,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    URLField,
)
from wtforms.validators import InputRequired

from review.domain.gates import Gate, GateCode, GateStatus
from review.domain.vocabulary import (
    Answer,
    ClaimState,
    EvidenceKind,
    InfoDigit,
    Recommendation,
    SourceLetter,
    Stance,
    Verdict,
    WatchState,
)
from review.web import faults, formatting
from review.web.theme import chosen_theme, remember_theme
from tests.browser import POLICY

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 23, 12, 3, tzinfo=UTC)
PLACES = ("desk", "articles", "queue", "accusations", "sources", "ledger", "accounts", "account")
ACTOR = SimpleNamespace(
    name="Ana Belcourt",
    user_id=7,
    roles={"reviewer", "admin"},
    desk_name="The Harrow Ledger, fact desk",
)
FRAGMENT = '<section class="pd-sheet" id="done"><p>Captured, 12:03</p></section>'
ANSWERS = [SelectChoice(code.value, code.title_text) for code in Answer]


class Assessment(Form):
    version = HiddenField(default="3")
    verdict = RadioField(choices=[SelectChoice(c.value, c.title_text) for c in Verdict])
    recommendation = RadioField(
        choices=[SelectChoice(c.value, c.title_text) for c in Recommendation]
    )
    title = StringField("Title of the ruling", [InputRequired("Give the ruling its title")])
    email = EmailField("Email of the reporter")
    wording = TextAreaField("New wording", [InputRequired("Say how it should read")])
    source = SelectField("Source letter", choices=[SelectChoice(c.value) for c in SourceLetter])
    file = FileField("A file")
    read = BooleanField("I have read both assessments", [InputRequired("Read both first")])
    first = RadioField(choices=ANSWERS, default="yes")
    second = RadioField(choices=ANSWERS, default="unknown")


class SendBack(Form):
    version = HiddenField(default="3")
    reason = TextAreaField("Reason, for both reviewers")


class NewEvidence(Form):
    url = URLField("Link", id="evidence-url")
    file = FileField("File", id="evidence-file")
    note = TextAreaField("Note", id="evidence-note")


def sample() -> dict[str, Any]:
    """Everything the style page shows; the form is one that came back with errors."""
    form = Assessment(data={"verdict": "attributed_only", "recommendation": "attribute"})
    form.validate()
    return {
        "form": form,
        "back": SendBack(),
        "evidence": NewEvidence(),
        "states": list(ClaimState),
        "verdicts": list(Verdict),
        "letters": list(SourceLetter),
        "digits": list(InfoDigit),
        "stances": list(Stance),
        "kinds": list(EvidenceKind),
        "watched": list(WatchState),
        "counts": dict(zip(ClaimState, (2, 2, 1, 3, 7, 1), strict=True)),
        "gates": gates(),
        "now": NOW,
        "later": NOW + timedelta(minutes=18),
        "missed": NOW - timedelta(hours=5),
        "digest": "4be1" + "0123456789abcdef" * 3 + "fedcba9809a7",
        "titles": [
            "Ilan Maresk sent forty pages abroad",
            "<b>Kell</b> paid twice",
            "Fares doubled",
        ],
    }


def gates() -> list[Gate]:
    return [
        Gate(GateCode.ASSESSMENTS, "Two assessments, blind", GateStatus.OPEN, "Both are in"),
        Gate(GateCode.EVIDENCE, "Evidence preserved", GateStatus.CLOSED, "E2 is not captured yet"),
        Gate(GateCode.REPLY, "Reply from Bureau 9", GateStatus.WAIVED, "Asked twice, no answer"),
    ]


def style_app(posts: list[dict[str, str]] | None = None) -> Flask:
    """What is posted to /act or /draft is noted in `posts`, with the path beside the fields."""
    app = Flask(
        __name__, template_folder=ROOT / "templates", static_folder=ROOT / "review" / "static"
    )
    # As strict as the product: a name that is missing is an error, not an empty place.
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    formatting.register(app, clock=lambda: NOW)
    faults.register(app)
    app.secret_key = "only for this test"
    app.jinja_env.globals.update(
        csrf_token=lambda: "token",
        static_url=lambda path: f"/static/{path}",
        may_open=lambda _endpoint: True,
    )
    app.context_processor(
        lambda: {"actor": ACTOR, "nav_current": "queue", "theme": chosen_theme(request.cookies)}
    )
    _add_places(app, posts if posts is not None else [])

    @app.after_request
    def with_policy(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        return response

    return app


def _add_places(app: Flask, posts: list[dict[str, str]]) -> None:
    for place in PLACES:
        app.add_url_rule(f"/{place}", f"{place}.index", lambda: render_template("errors/404.html"))

    def note() -> str:
        posts.append({"path": request.path, **request.form.to_dict()})
        return "kept"

    def theme() -> AnyResponse:
        answer = Response(status=303, headers={"Location": "/style"})
        remember_theme(answer, request.form["theme"], secure=False)
        return answer

    def style() -> str:
        flash("E8 answered “No”.")
        return render_template("style.html", **sample())

    app.add_url_rule("/style", "style", style)
    app.add_url_rule("/act", "act", note, methods=["POST"])
    app.add_url_rule("/draft", "draft", note, methods=["POST"])
    app.add_url_rule("/logout", "auth.logout", lambda: redirect("/style"), methods=["POST"])
    app.add_url_rule("/theme", "account.theme", theme, methods=["POST"])
    app.add_url_rule("/fragment", "fragment", lambda: FRAGMENT)
