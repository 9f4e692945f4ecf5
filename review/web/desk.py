"""The first page: what waits for the person who looks at it."""

from flask import Blueprint, render_template

from review.domain.policy import Permission, may
from review.forms.act import ActForm
from review.queries.desk import desk_view
from review.queries.queue import may_take
from review.web.access import Open, access, actor
from review.web.transaction import database

blueprint = Blueprint("desk", __name__)


@blueprint.get("/")
@access(Open.SIGNED_IN)
def index() -> str:
    if not may(actor(), Permission.READ):
        return render_template("desk/accounts_only.html")
    return render_template(
        "desk/index.html",
        desk=desk_view(database(), actor=actor()),
        may_take=may_take(actor()),
        may_import=may(actor(), Permission.IMPORT_ARTICLE),
        take=ActForm(),
    )
