"""Custody: who had a piece of evidence before their eyes or in their hands, and when."""

from datetime import datetime
from enum import StrEnum


class CustodyAct(StrEnum):
    """What the ledger calls an act that changes nothing and still is to be known years later."""

    VIEW = "view_evidence"
    DOWNLOAD = "download_evidence"
    EXPORT = "export_report"
    REHASH = "rehash_bytes"


# What tells that somebody is at work on a claim, so that who assesses it blindly does not read it.
OF_A_PIECE = frozenset({CustodyAct.VIEW, CustodyAct.DOWNLOAD})


def subject_of(evidence_id: int) -> str:
    """What the ledger calls a piece of evidence."""
    return f"evidence {evidence_id}"


def hour_of(moment: datetime) -> datetime:
    """When the hour of the clock began in which a view is one line, however often it is."""
    return moment.replace(minute=0, second=0, microsecond=0)
