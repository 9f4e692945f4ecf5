"""Every act that asks which version it was decided on, and the page that its form stands on."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module

from review import services
from review.domain.vocabulary import Disposition, SourceKind
from review.models import Claim
from review.services import accusations, replies, retracting, sentences, sources
from tests.desk import SENTENCES, Desk
from tests.web.claim_acts import ACTS, REASON, Sent

WORDS = "/claims/{claim}/words"
# Where the form stands, by the act's name; for all others it is the claim's page.
PAGES = {
    "reword": WORDS,
    "split": WORDS,
    "merge": WORDS,
    "keep-account": "/accusations/1",
    "settle-flag": "/accusations/1",
    "answer": "/claims/{claim}?tab=replies",
    "describe": "/sources/1",
    "give-letter": "/sources/1",
    "merge-source": "/sources/1/merge?into=2",
    "dispose": "/articles/1",
    "add": "/articles/1/claims",
    "add-version": "/articles/1/versions",
    "set-policy": "/admin/desk",
    "retract": "/evidence/1",
    "restore": "/evidence/1",
}


def _flagged(d: Desk) -> None:
    accusations.flag(d.session, claim_id=d.accusation.id, actor=d.jon, reason=REASON)


def _asked(d: Desk) -> None:
    replies.ask(d.session, claim_id=d.plain.id, actor=d.editor, asked_of="Bureau 9",
                channel="letter", question="Is it so?")  # fmt: skip


def _source(d: Desk) -> None:
    sources.add(d.session, actor=d.ana, name="Fare Register", kind=SourceKind.AUTHORITY)


def _twins(d: Desk) -> None:
    _source(d)
    sources.add(d.session, actor=d.ana, name="The Fare Register", kind=SourceKind.AUTHORITY)


def _attached(d: Desk) -> None:
    d.attached(d.plain)


def _retracted(d: Desk) -> None:
    piece = d.attached(d.plain).evidence_id
    retracting.retract(
        d.session, evidence_id=piece, actor=d.editor, version=None, reason="It was forged."
    )


def of_two_facts(d: Desk, on: Claim | None = None) -> None:
    claim = on or d.plain
    at, text = claim.start, claim.text
    claim.suggestion = {
        **claim.suggestion,
        "parts": [{"start": at, "end": at + 25, "text": text[:25]},
                  {"start": at + 26, "end": at + 33, "text": text[26:33]}],
    }  # fmt: skip


def _undecided(d: Desk) -> None:
    sentences.dispose(d.session, article_id=d.article.id, sentence_id=d.sentence(3).id,
                      actor=d.editor, version=None, disposition=Disposition.UNDECIDED)  # fmt: skip


VERSIONED = (
    *(sent for sent in ACTS if sent.stale),
    Sent("reword", "editor", {"words": "Fares in Vantoria doubled", "kind": "causal"}),
    Sent("split", "editor", {"pieces": "Fares in Vantoria doubled\nin 2025."}),
    Sent("split-parts", "editor", {}, of_two_facts),
    Sent("merge", "editor", {"other": "3"}),
    Sent("keep-account", "ana", {"accuser": "The Ostrane office", "stage": "trial", "act": REASON},
         lambda d: d.taken(d.accusation), path="/accusations/1/record"),
    Sent("settle-flag", "editor", {"reason": REASON}, _flagged, path="/accusations/1/settle"),
    Sent("answer", "editor", {"answer": "It is not so.", "effect": REASON}, _asked,
         path="/replies/1/answer"),
    Sent("describe", "ana", {"kind": "person", "notes": REASON, "disclosure": "public"}, _source,
         path="/sources/1"),
    Sent("give-letter", "ana", {"letter": "B", "reason": REASON}, _source,
         path="/sources/1/letter"),
    Sent("merge-source", "editor", {"into": "2", "into_version": "2", "reason": REASON}, _twins,
         path="/sources/1/merge"),
    Sent("retract", "editor", {"reason": REASON}, _attached, path="/evidence/1/retract"),
    Sent("restore", "editor", {"reason": REASON}, _retracted, path="/evidence/1/restore"),
    Sent("dispose", "editor", {"disposition": "waived", "reason": REASON}, _undecided,
         path="/articles/1/sentences/3"),
    Sent("add", "editor", {"sentence": "3", "words": "a cold spring"}, _undecided,
         path="/articles/1/claims"),
    Sent("add-version", "editor", {"text": SENTENCES[0][0] + "\n\nIt rained all day."},
         path="/articles/1/versions"),
    Sent("set-policy", "editor", {"lease_minutes": "45", "assessments": "1",
                                  "accusation_assessments": "2", "method": "By hand and twice.",
                                  "reason": REASON},
         path="/admin/desk"),
)  # fmt: skip


def asking_for_a_version() -> Iterator[str]:
    """The names of all services that take the number of a version that was looked at."""
    for found in pkgutil.iter_modules(services.__path__, f"{services.__name__}."):
        module = import_module(found.name)
        for name, verb in inspect.getmembers(module, inspect.isfunction):
            if verb.__module__ == found.name and not name.startswith("_"):
                given = inspect.signature(verb).parameters
                if any(given[key].annotation == int | None
                       for key in ("version", "revision") if key in given):  # fmt: skip
                    yield name
