"""The trade's codes, as they stand in the database, the exports and the URLs.

Codes are stable identifiers. Titles are what a page shows; they may be
translated, the codes never change.
"""

from enum import IntEnum, StrEnum


class Titled(StrEnum):
    """A code with a title for people, made from the code unless one is given."""

    @property
    def title_text(self) -> str:
        return self.value.replace("_", " ").capitalize()


class Role(Titled):
    """What a person may do on one desk. `ADMIN` runs accounts and has no say over claims."""

    REVIEWER = "reviewer"
    EDITOR = "editor"
    LEGAL = "legal"
    READER = "reader"
    ADMIN = "admin"


class ClaimState(Titled):
    QUEUED = "queued"
    IN_REVIEW = "in_review"
    ADJUDICATION = "adjudication"
    AWAITING_SIGN_OFF = "awaiting_sign_off"
    SIGNED_OFF = "signed_off"
    WITHDRAWN = "withdrawn"

    @property
    def title_text(self) -> str:
        return "Awaiting sign-off" if self is ClaimState.AWAITING_SIGN_OFF else super().title_text


class ClaimKind(Titled):
    """What a claim mainly states. The first that fits, in this order, is the kind."""

    ACCUSATION = "accusation"
    LEGAL_OUTCOME = "legal_outcome"
    STATISTIC = "statistic"
    CAUSAL = "causal"
    ATTRIBUTED = "attributed"
    EVENT = "event"
    FACT = "fact"


class Disposition(Titled):
    """How a sentence of the article is accounted for. `UNDECIDED` blocks a final report."""

    CLAIM = "claim"
    NO_FACTUAL_CONTENT = "no_factual_content"
    WAIVED = "waived"
    UNDECIDED = "undecided"


class CheckpointKind(Titled):
    NAME = "name"
    FIGURE = "figure"
    DATE = "date"
    PLACE = "place"
    TITLE = "title"
    QUOTE = "quote"


class Verdict(Titled):
    """Verdict codes and their ClaimReview ratings (1 worst to 5 best; None has no number)."""

    SUPPORTED = "supported"
    SUPPORTED_WITH_CHANGE = "supported_with_change"
    DISPUTED = "disputed"
    CONTRADICTED = "contradicted"
    UNVERIFIABLE = "unverifiable"
    ATTRIBUTED_ONLY = "attributed_only"
    NOT_CHECKABLE = "not_checkable"

    @property
    def rating(self) -> int | None:
        return {"supported": 5, "supported_with_change": 4, "disputed": 3, "contradicted": 1}.get(
            self.value
        )

    @property
    def meaning(self) -> str:
        return VERDICT_MEANINGS[self]


VERDICT_MEANINGS = {
    Verdict.SUPPORTED: "The evidence bears the claim as worded.",
    Verdict.SUPPORTED_WITH_CHANGE: "True in substance; the wording must change.",
    Verdict.DISPUTED: "Credible evidence stands on both sides.",
    Verdict.CONTRADICTED: "The evidence says otherwise.",
    Verdict.UNVERIFIABLE: "Looked for and not to be established; the reason says what was tried.",
    Verdict.ATTRIBUTED_ONLY: "That somebody said so is established; what they said is not.",
    Verdict.NOT_CHECKABLE: "Opinion, forecast or no factual content.",
}


class Recommendation(Titled):
    STANDS = "stands"
    REWORD = "reword"
    ATTRIBUTE = "attribute"
    CUT = "cut"
    HOLD = "hold"


class SourceLetter(StrEnum):
    """Reliability of a source (NATO STANAG 2511; meanings after US FM 2-22.3, appendix B)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"

    @property
    def title_text(self) -> str:
        return LETTER_TITLES[self]


LETTER_TITLES = {
    SourceLetter.A: "completely reliable",
    SourceLetter.B: "usually reliable",
    SourceLetter.C: "fairly reliable",
    SourceLetter.D: "not usually reliable",
    SourceLetter.E: "unreliable",
    SourceLetter.F: "reliability cannot be judged",
}


class InfoDigit(IntEnum):
    """Credibility of one piece of information (same standards as `SourceLetter`)."""

    CONFIRMED = 1
    PROBABLY_TRUE = 2
    POSSIBLY_TRUE = 3
    DOUBTFUL = 4
    IMPROBABLE = 5
    CANNOT_BE_JUDGED = 6

    @property
    def title_text(self) -> str:
        return DIGIT_TITLES[self]


DIGIT_TITLES = {
    InfoDigit.CONFIRMED: "confirmed by other, independent sources",
    InfoDigit.PROBABLY_TRUE: "probably true",
    InfoDigit.POSSIBLY_TRUE: "possibly true",
    InfoDigit.DOUBTFUL: "doubtful",
    InfoDigit.IMPROBABLE: "improbable",
    InfoDigit.CANNOT_BE_JUDGED: "truth cannot be judged",
}


class Stance(Titled):
    """What a piece of evidence does to the claim, in one assessor's judgement."""

    SUPPORTS = "supports"
    UNDERMINES = "undermines"
    CONTEXT = "context"


class EvidenceKind(Titled):
    LINK = "link"
    FILE = "file"
    NOTE = "note"


class CaptureStatus(Titled):
    PENDING = "pending"
    CAPTURED = "captured"
    FAILED = "failed"


class CapturePurpose(Titled):
    """Why a page is fetched. The bytes of the `FIRST` capture are the evidence; all later ones
    are looks at what has become of the page.
    """

    FIRST = "first"
    AGAIN = "again"
    WATCH = "watch"


class IfKept(Titled):
    """What is meant by an address of which the desk keeps a copy already: that copy, that copy and
    a later look at the page, or today's page as a piece of its own.
    """

    COPY = "copy"
    LOOK = "look"
    OWN = "own"

    @property
    def title_text(self) -> str:
        return {
            IfKept.COPY: "The copy we have",
            IfKept.LOOK: "That copy, and look at the page again",
            IfKept.OWN: "Today's page, as a piece of its own",
        }[self]


class CaptureStep(Titled):
    """How far a capture has come. What is kept stays kept, whatever becomes of the steps after."""

    WAITING = "waiting"
    FETCHING = "fetching"
    KEEPING = "keeping"
    READING = "reading"
    PICTURING = "picturing"
    DONE = "done"


class TextStatus(Titled):
    """Whether the words of a file were read, for searching excerpts in them."""

    NONE = "none"
    PENDING = "pending"
    READ = "read"
    FAILED = "failed"


class DerivativeKind(Titled):
    """What was made from an original, which itself is never changed."""

    WORKING_COPY = "working_copy"
    TEXT = "text"


class BlobCondition(Titled):
    """How kept bytes were found. `EXPECTED`: a row announced them, nobody has seen them yet."""

    EXPECTED = "expected"
    SOUND = "sound"
    MISSING = "missing"
    DAMAGED = "damaged"


class ExcerptStatus(Titled):
    """What became of looking for quoted words in the captured text."""

    FOUND = "found"
    DIFFERS = "differs"
    NOT_FOUND = "not_found"
    NO_TEXT = "no_text"

    @property
    def title_text(self) -> str:
        return "Found with differences" if self is ExcerptStatus.DIFFERS else super().title_text


class WatchState(Titled):
    """What the last look at a watched page found, against the bytes we hold."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"
    UNREACHABLE = "unreachable"


class RippleCause(Titled):
    """Why what rests on a piece or a source is open again."""

    LETTER = "letter"
    RETRACTED = "retracted"
    ALTERED = "altered"
    DAMAGED = "damaged"
    MERGED = "merged"


class NoticeKind(Titled):
    """What a person is told without having asked."""

    CLAIM_REOPENED = "claim_reopened"
    CLAIM_SHAKEN = "claim_shaken"
    REPORT_MARKED = "report_marked"
    PAGE_CHANGED = "page_changed"
    PAGE_GONE = "page_gone"
    BYTES_DAMAGED = "bytes_damaged"


class StampSubject(Titled):
    """What a time stamp covers: one capture, or the tag manifest of a bag."""

    CAPTURE = "capture"
    BAG = "bag"


class StampStatus(Titled):
    PENDING = "pending"
    VERIFIED = "verified"
    FAILED = "failed"


class AskedFor(Titled):
    """What a language model was asked to suggest."""

    CLAIMS = "claims"
    WORDINGS = "wordings"


class AskingStatus(Titled):
    PENDING = "pending"
    ANSWERED = "answered"
    FAILED = "failed"


class SourceKind(Titled):
    """What kind of body or thing a source is."""

    MEDIUM = "medium"
    AGENCY = "agency"
    AUTHORITY = "authority"
    COURT = "court"
    COMPANY = "company"
    ORGANISATION = "organisation"
    RESEARCH = "research"
    DOCUMENT = "document"
    PERSON = "person"
    OTHER = "other"


class DisclosureLevel(Titled):
    PUBLIC = "public"
    LEGAL_ONLY = "legal_only"
    SEALED = "sealed"


class DerivationKind(Titled):
    """How one piece of evidence comes from another. `UNKNOWN` counts as the same origin."""

    QUOTES = "quotes"
    REWRITES = "rewrites"
    SAME_WIRE = "same_wire"
    SAME_OWNER = "same_owner"
    SAME_OFFICIAL = "same_official"
    SAME_DOCUMENT = "same_document"
    SHARED_AUTHOR = "shared_author"
    UNKNOWN = "unknown"


class HintReason(Titled):
    """Why the desk suggests that one piece comes from another. A person confirms or refuses."""

    SAME_ADDRESS = "same_address"
    SAME_TEXT = "same_text"
    REPORTED_BY = "reported_by"
    SAME_CREDIT = "same_credit"
    SAME_OWNER = "same_owner"


class Stage(Titled):
    """How far an accusation has gone."""

    SUSPICION = "suspicion"
    DETENTION = "detention"
    CHARGE = "charge"
    TRIAL = "trial"
    CONVICTION = "conviction"
    ACQUITTAL = "acquittal"
    DROPPED = "dropped"
    DIED_IN_CUSTODY = "died_in_custody"


class Answer(Titled):
    """An answer to one indicator."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


class LeaseOutcome(Titled):
    """How a reviewer's hold on a claim stands. `HELD` and `SUBMITTED` keep the slot."""

    HELD = "held"
    SUBMITTED = "submitted"
    RELEASED = "released"
    EXPIRED = "expired"
    ENDED = "ended"


class CommentKind(Titled):
    """A query is a comment that blocks sign-off until it is answered."""

    NOTE = "note"
    QUERY = "query"


class Variant(Titled):
    """For whom a report is made."""

    PUBLIC = "public"
    LEGAL = "legal"
    INTERNAL = "internal"
