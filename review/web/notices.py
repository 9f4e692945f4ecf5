"""What the desk tells the person who looks: a page of their own notices, and their count."""

from flask import Blueprint, g, render_template, request, url_for

from review.domain.policy import Permission
from review.forms.act import ActForm
from review.forms.notices import SeenForm
from review.queries import notices as told
from review.services import notices
from review.web.access import access, actor
from review.web.acts import Done, act
from review.web.transaction import SAFE, database, sessions

blueprint = Blueprint("notices", __name__, url_prefix="/notices")


def unseen_notices() -> int:
    """How many notices the signed-in person has not seen, counted once a request.

    A page that answers an act without having written waits for nobody who writes.
    """
    if "unseen_notices" not in g:
        if "session" in g or request.method in SAFE:
            g.unseen_notices = told.unseen(database(), actor=actor())
        else:
            with sessions().read() as reading:
                g.unseen_notices = told.unseen(reading, actor=actor())
    count: int = g.unseen_notices
    return count


@blueprint.get("")
@access(Permission.READ)
def index(failed: ActForm | None = None) -> str:
    after = request.args.get("after", "")
    return render_template(
        "notices/index.html",
        found=told.notices_of(database(), actor=actor(), after=after),
        after=after,
        unseen=unseen_notices(),
        failed=failed,
    )


@blueprint.post("/seen")
@access(Permission.READ)
@act(SeenForm, index)
def seen(form: SeenForm) -> Done:
    notices.seen(database(), actor=actor(), up_to=form.up_to.data or 0, notice_id=form.notice.data)
    return Done(url_for("notices.index"))
