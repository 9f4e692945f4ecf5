"""The verified claim report: one frozen record that every form of it is rendered from.

Its plain data are what is stored, hashed and published; `from_plain(to_plain(r)) == r`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from review.domain.coverage import Coverage
from review.domain.ledger import Entry
from review.domain.policy import Actor, Permission, may
from review.domain.records import Malformed, read, write
from review.domain.signed_claim import SignedClaim
from review.domain.vocabulary import ClaimState, Disposition, Variant

SCHEMA = "proofdesk/report/1"
# What a report says of its own making. Two reports that differ in nothing else say the same.
OF_THE_MAKING = frozenset({"id", "number", "made_at", "made_by", "ledger", "supersedes"})
SCALE = "NATO STANAG 2511 (Admiralty code), meanings after US FM 2-22.3, appendix B"


@dataclass(frozen=True, slots=True)
class ReportSentence:
    """One sentence, by code points of the text (end exclusive), and how it is accounted for."""

    number: int
    start: int
    end: int
    disposition: Disposition
    reason: str = ""
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class ReportArticle:
    """The article as it stood. `sha256` is over the UTF-8 bytes of `body`."""

    id: int
    title: str
    byline: str
    publisher: str
    published_on: str | None
    language: str
    url: str
    version: int
    sha256: str
    body: str
    sentences: tuple[ReportSentence, ...]


@dataclass(frozen=True)
class ReportedClaim:
    """One signed claim. `content` is what was signed, less what `withheld` names.

    `content_hash` is the SHA-256 of the canonical JSON of the content as it was signed; it can be
    computed again from `content` exactly when nothing is withheld.
    """

    content: Mapping[str, Any]
    content_hash: str
    signed_by: str
    signed_at: str
    note: str = ""
    withheld: tuple[str, ...] = ()

    @cached_property
    def signed(self) -> SignedClaim:
        """The typed view. Raises Malformed."""
        return read(SignedClaim, self.content, place="claim")

    @property
    def number(self) -> int:
        return self.signed.claim.number


@dataclass(frozen=True, slots=True)
class MissingClaim:
    """A claim that nobody has signed off, and why. Without a place when its words have gone."""

    number: int
    text: str
    state: ClaimState
    reason: str
    start: int | None = None
    end: int | None = None

    @property
    def withdrawn(self) -> bool:
        return self.state is ClaimState.WITHDRAWN


@dataclass(frozen=True, slots=True)
class LedgerPoint:
    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class ReportPolicy:
    """What the desk had decided for itself when the report was made."""

    assessments: int
    accusation_assessments: int
    lease_minutes: int
    reply_waiver_allowed: bool
    names_people: bool
    split_by_itself: bool = False
    scale: str = SCALE


@dataclass(frozen=True)
class VerifiedClaimReport:
    """`ledger` is the head of the desk's ledger before the making.

    `ledger_entry` is the line that recorded the making, with the digest of the plain data in it.
    It comes after them, so it stands beside the content and is no part of it.
    """

    id: int
    number: int
    variant: Variant
    draft: bool
    desk: str
    base_url: str
    article: ReportArticle
    claims: tuple[ReportedClaim, ...]
    missing: tuple[MissingClaim, ...]
    coverage: Coverage
    method: str
    corrections: str
    funding: str
    policy: ReportPolicy
    ledger: LedgerPoint
    made_at: str
    made_by: str
    supersedes: int | None = None
    schema: str = SCHEMA
    ledger_entry: Entry | None = field(default=None, metadata={"beside": True})

    @property
    def address(self) -> str:
        """Where the report is found; claims are at #claim-<number>."""
        return f"{self.base_url.rstrip('/')}/reports/{self.id}"

    def to_plain(self) -> dict[str, Any]:
        return write(self)


def from_plain(plain: object, *, ledger_entry: Entry | None = None) -> VerifiedClaimReport:
    """The report of these plain data. Raises Malformed, also for anything it does not know."""
    if not isinstance(plain, Mapping) or plain.get("schema") != SCHEMA:
        raise Malformed(f"the schema is not {SCHEMA}")
    report = read(VerifiedClaimReport, plain)
    if report.to_plain() != plain:
        raise Malformed("the report holds something that its schema does not know")
    return replace(report, ledger_entry=ledger_entry)


def substance(plain: Mapping[str, Any]) -> dict[str, Any]:
    """The plain data without what only the making brings in."""
    return {key: value for key, value in plain.items() if key not in OF_THE_MAKING}


def is_draft(missing: tuple[MissingClaim, ...], coverage: Coverage) -> bool:
    """A report is final when every sentence is decided and every claim signed or withdrawn."""
    return not coverage.complete or any(not claim.withdrawn for claim in missing)


MISSING_BECAUSE: Mapping[ClaimState, str] = {
    ClaimState.QUEUED: "It waits in the queue for an assessment.",
    ClaimState.IN_REVIEW: "It is being reviewed.",
    ClaimState.ADJUDICATION: "It waits for a third person's decision.",
    ClaimState.AWAITING_SIGN_OFF: "It has been assessed and waits for an editor's signature.",
    ClaimState.SIGNED_OFF: "It was signed on an earlier version of the text.",
}


def may_read(actor: Actor, variant: Variant) -> bool:
    """The public variant is for the whole desk, the others for those who may make them."""
    needed = Permission.READ if variant is Variant.PUBLIC else Permission.MAKE_REPORT
    return may(actor, needed)
