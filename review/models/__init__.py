"""The tables, one file each. Importing this package makes all of them known to the metadata."""

from review.models.accusation import Accusation
from review.models.adjudication import Adjudication
from review.models.article import Article
from review.models.article_version import ArticleVersion
from review.models.asking import Asking
from review.models.assessment import Assessment
from review.models.assessment_draft import AssessmentDraft
from review.models.assignment import Assignment
from review.models.author import Author
from review.models.blob import Blob
from review.models.capture import Capture
from review.models.checkpoint import Checkpoint
from review.models.claim import Claim
from review.models.claim_evidence import ClaimEvidence
from review.models.comment import Comment
from review.models.derivation import Derivation
from review.models.derivation_hint import DerivationHint
from review.models.derivative import Derivative
from review.models.desk import Desk
from review.models.evidence import Evidence
from review.models.exculpatory_note import ExculpatoryNote
from review.models.gate_waiver import GateWaiver
from review.models.grade import Grade
from review.models.indicator_answer import IndicatorAnswer
from review.models.invitation import Invitation
from review.models.ledger_entry import LedgerEntry, LedgerHead
from review.models.level_confirmation import LevelConfirmation
from review.models.membership import Membership
from review.models.notice import Notice
from review.models.recusal import Recusal
from review.models.reply_request import ReplyRequest
from review.models.report import Report, ReportMark
from review.models.sentence import Sentence
from review.models.sign_in_attempt import SignInAttempt
from review.models.sign_off import SignOff, SignOffEnd
from review.models.source import Source, SourceLetterChange
from review.models.spent_form import SpentForm
from review.models.time_stamp import TimeStamp
from review.models.user import User
from review.models.watch_look import WatchLook
from review.models.web_session import WebSession

__all__ = [
    "Accusation", "Adjudication", "Article", "ArticleVersion", "Asking", "Assessment",
    "AssessmentDraft", "Assignment", "Author", "Blob", "Capture", "Checkpoint", "Claim",
    "ClaimEvidence", "Comment", "Derivation", "DerivationHint", "Derivative", "Desk", "Evidence",
    "ExculpatoryNote", "GateWaiver", "Grade", "IndicatorAnswer", "Invitation", "LedgerEntry",
    "LedgerHead", "LevelConfirmation", "Membership", "Notice", "Recusal", "ReplyRequest", "Report",
    "ReportMark", "Sentence", "SignInAttempt", "SignOff", "SignOffEnd", "Source",
    "SourceLetterChange", "SpentForm", "TimeStamp", "User", "WatchLook", "WebSession",
]  # fmt: skip
