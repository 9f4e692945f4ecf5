"""An invented report with everything in it that a report can hold, made without a database."""

from copy import deepcopy
from dataclasses import replace
from typing import Any

from review.domain.coverage import coverage
from review.domain.ledger import GENESIS, Entry
from review.domain.report import (
    LedgerPoint,
    MissingClaim,
    ReportArticle,
    ReportedClaim,
    ReportPolicy,
    ReportSentence,
    VerifiedClaimReport,
)
from review.domain.vocabulary import ClaimState, Disposition, Variant, Verdict
from review.exports.sealed import seal
from review.seal import digest
from review.text.canonical import digest as text_digest

TIME = "2026-11-23T12:03:04.000001Z"
HOSTILE = "</script><script>alert(1)</script><b>{{ 7*7 }}</b>\"'&"
BODY = (
    "Bureau 9 says Ilan Maresk sent forty pages abroad in March.\n\n"
    f"Fares in Vantoria doubled in 2025. {HOSTILE} It was a cold spring."
)
WORDS = {
    1: "Ilan Maresk sent forty pages abroad",
    2: "forty pages abroad in March",
    3: "Fares in Vantoria doubled in 2025.",
    4: HOSTILE,
    5: "It was a cold spring.",
}
KINDS = {1: "accusation", 2: "event", 3: "statistic"}
VERDICTS = {1: Verdict.ATTRIBUTED_ONLY, 2: Verdict.NOT_CHECKABLE, 3: Verdict.SUPPORTED_WITH_CHANGE}


def place(number: int) -> tuple[int, int]:
    start = BODY.index(WORDS[number])
    return start, start + len(WORDS[number])


def content(number: int) -> dict[str, Any]:
    """The signed content of a claim; claim 1 has all there can be, the others the least."""
    start, end = place(number)
    verdict = VERDICTS[number].value
    return {
        "schema": "proofdesk/signed-claim/1",
        "claim": {
            "id": number, "number": number, "text": WORDS[number], "start": start, "end": end,
            "prefix": "", "suffix": "", "kind": KINDS[number],
            "attributed_to": "Bureau 9" if number == 1 else "",
            "source_chain": ["The Harrow Ledger", "Bureau 9"] if number == 1 else [],
        },
        "article": {"id": 1, "sha256": text_digest(BODY), "version": 1},
        "round": 1,
        "required": 2 if number == 1 else 1,
        "decision": {
            "verdict": verdict, "recommendation": "reword" if number == 3 else "stands",
            "new_wording": "Fares in Vantoria rose by 80 percent in 2025." if number == 3 else "",
            "digit": 2, "reason": f"=Looked at {HOSTILE}",
            "by": "adjudication" if number == 1 else "assessment",
        },
        "assessments": [_assessment(1, "Tomas Reyl", verdict, accused=number == 1)]
        + ([_assessment(2, "Mirea Odd", "disputed", accused=True)] if number == 1 else []),
        "adjudication": _adjudication() if number == 1 else None,
        "evidence": [_evidence(1, "https://docket.example/3"), _evidence(2, "javascript:alert(1)")]
        if number == 1 else [],
        "derivations": [{"child": 2, "parent": 1, "kind": "quotes", "reason": "Word for word"}]
        if number == 1 else [],
        "origins": {
            "items": 2, "origins": 1, "accuser_origins": 1, "circular": number == 1,
            "sentence": "2 items, 1 origin, 1 of them the accusing body",
            "spoken": "Two items, one independent origin" if number == 1 else "",
        },
        "checkpoints": [{"id": 7, "kind": "figure", "text": "forty"},
                        {"id": 8, "kind": "name", "text": "Ilan Maresk"}] if number == 1 else [],
        "accusation": _accusation() if number == 1 else None,
        "replies": [_reply("", None), _reply("None were secret", TIME)] if number == 1 else [],
        "waivers": [{"gate": "alarm", "reason": "The court speaks alone", "by": "Ana Belcourt"}]
        if number == 1 else [],
    }  # fmt: skip


def _assessment(number: int, by: str, verdict: str, *, accused: bool) -> dict[str, Any]:
    grade = {"evidence": 1, "letter": "B", "digit": 2, "stance": "supports", "reason": "Coherent"}
    answer = {"code": "E1", "answer": "yes", "reason": "No other body speaks",
              "evidence_for": "E1", "evidence_against": "E2"}  # fmt: skip
    unknown = {"code": "P1", "answer": "unknown", "reason": "", "evidence_for": "",
               "evidence_against": ""}  # fmt: skip
    return {
        "id": number, "by_id": number, "by": by, "submitted_at": TIME, "verdict": verdict,
        "recommendation": "stands", "new_wording": "", "reason": "The docket says so", "digit": 2,
        "digit_reason": "", "level": 1, "grades": [grade] if accused else [],
        "indicators": [answer, unknown] if accused else [], "ticked": [7] if accused else [],
    }  # fmt: skip


def _adjudication() -> dict[str, Any]:
    return {
        "by_id": 3, "by": "Cato Ferm", "decided_at": TIME, "verdict": "attributed_only",
        "recommendation": "stands", "new_wording": "", "digit": 2, "reason": "Nobody else saw it",
        "answers": {"E1": "partly"}, "assessments": [1, 2],
    }  # fmt: skip


def _evidence(number: int, url: str) -> dict[str, Any]:
    return {
        "number": number, "id": number, "kind": "link", "title": f"Docket {number} {HOSTILE}",
        "url": url, "final_url": url, "file_name": "docket.pdf", "note": "Seen by hand",
        "sha256": "a" * 64, "media_type": "text/html", "size": 12, "locator": "page 3",
        "excerpt": "Forty pages were numbered", "captured_at": TIME,
        "source": {"id": 5, "name": "Court of Karst", "kind": "court", "letter": "B",
                   "disclosure": "public", "owner": ""} if number == 1 else None,
    }  # fmt: skip


def _accusation() -> dict[str, Any]:
    return {
        "accuser": "Bureau 9", "accused": "Ilan Maresk", "names_person": True,
        "act": "sent forty pages abroad", "law": "Secrets Act", "forum": "Karst court",
        "place": "Ostrane", "stage": "trial", "began_on": "2025-03-14", "ended_on": "2026-01-02",
        "outcome": "", "accuser_says": "He sent them", "accused_says": "They were public",
        "flag": {"reason": "One voice", "by": "Tomas Reyl", "at": TIME, "settled_reason": "Done",
                 "settled_by": "Ana Belcourt"},
        "level": {"value": 1, "reach": 1, "label": "Indicators of fabrication present (1 family)",
                  "sentence": "Level 1 rests on: evidence. A level is not a verdict."},
        "exculpatory": [{"text": "Two pages were shown in court", "rests_on": "E1",
                         "by": "Mirea Odd", "at": TIME}],
        "confirmations": [{"role": "legal", "confirmed": False, "reason": "Too thin",
                           "by": "Pell Anders"}],
    }  # fmt: skip


def _reply(answer: str, at: str | None) -> dict[str, Any]:
    return {"asked_of": "Bureau 9", "channel": "letter", "question": "Which pages?",
            "asked_at": TIME, "deadline_at": TIME, "answer": answer, "answered_at": at,
            "effect": "A line was added" if answer else ""}  # fmt: skip


def reported(number: int, signed: dict[str, Any] | None = None) -> ReportedClaim:
    signed = signed or content(number)
    return ReportedClaim(signed, digest(signed), "Ana Belcourt", TIME, note="Read twice")


def _missing(number: int, state: ClaimState, reason: str) -> MissingClaim:
    start, end = place(number)
    return MissingClaim(number, WORDS[number], state, reason, start, end)


def _article() -> ReportArticle:
    sentences = tuple(
        ReportSentence(n, *place(n), disposition, reason, by)
        for n, disposition, reason, by in (
            (3, Disposition.CLAIM, "", ""),
            (4, Disposition.UNDECIDED, "", ""),
            (5, Disposition.WAIVED, "Weather as scenery", "Ana Belcourt"),
        )
    )
    return ReportArticle(
        id=1, title=f"Forty pages {HOSTILE}", byline="Edda Lorn", publisher="The Harrow Ledger",
        published_on="2026-11-20", language="en", url="https://harrow.example/forty", version=1,
        sha256=text_digest(BODY), body=BODY, sentences=sentences,
    )  # fmt: skip


def draft() -> VerifiedClaimReport:
    """Three signed claims, two of them overlapping, and two that are not signed."""
    article = _article()
    report = VerifiedClaimReport(
        id=5, number=2, variant=Variant.PUBLIC, draft=True, desk="The Harrow Ledger",
        base_url="https://desk.example/", article=article,
        claims=tuple(reported(number) for number in (1, 2, 3)),
        missing=(_missing(4, ClaimState.QUEUED, "It waits."),
                 _missing(5, ClaimState.WITHDRAWN, "Not a claim")),
        coverage=coverage(sentence.disposition for sentence in article.sentences),
        method="By hand.", corrections="In the open.", funding="Readers.",
        policy=ReportPolicy(1, 2, 30, reply_waiver_allowed=True, names_people=True),
        ledger=LedgerPoint(0, GENESIS), made_at=TIME, made_by="Ana Belcourt", supersedes=1,
    )  # fmt: skip
    return recorded(report)


def final() -> VerifiedClaimReport:
    """The least that a report can hold: nothing was to be checked and nobody is named."""
    report = draft()
    article = replace(report.article, sentences=(), byline="", publisher="", published_on=None,
                      url="", title="Quiet day")  # fmt: skip
    return replace(report, article=article, claims=(), missing=(), draft=False, supersedes=None,
                   coverage=coverage(()), funding="", ledger_entry=None,
                   policy=replace(report.policy, names_people=False))  # fmt: skip


def recorded(report: VerifiedClaimReport) -> VerifiedClaimReport:
    """The report with the ledger line that binds it."""
    entry = Entry(
        desk="ledger", number=report.ledger.number + 1, previous=report.ledger.hash, at=TIME,
        actor_id=1, actor="Ana Belcourt", action="make_report", subject=f"report:{report.id}",
        payload={"sha256": seal(report).sha256},
    )  # fmt: skip
    return replace(report, ledger_entry=replace(entry, hash=digest(entry.content())))


def altered(signed: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A copy with one value changed; `path` is like "decision.verdict" or "evidence.0.title"."""
    copy = deepcopy(signed)
    *way, last = path.split(".")
    at: Any = copy
    for step in way:
        at = at[int(step) if isinstance(at, list) else step]
    at[int(last) if isinstance(at, list) else last] = value
    return copy
