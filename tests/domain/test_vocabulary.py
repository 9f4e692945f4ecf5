"""Codes are stable: they stand in the database, the exports and the URLs as written here."""

from enum import Enum

import pytest

from review.domain import vocabulary as v

CODES = {
    v.Role: "reviewer editor legal reader admin",
    v.ClaimState: "queued in_review adjudication awaiting_sign_off signed_off withdrawn",
    v.ClaimKind: "accusation legal_outcome statistic causal attributed event fact",
    v.Disposition: "claim no_factual_content waived undecided",
    v.CheckpointKind: "name figure date place title quote",
    v.Verdict: (
        "supported supported_with_change disputed contradicted unverifiable attributed_only "
        "not_checkable"
    ),
    v.Recommendation: "stands reword attribute cut hold",
    v.SourceLetter: "A B C D E F",
    v.InfoDigit: "1 2 3 4 5 6",
    v.Stance: "supports undermines context",
    v.EvidenceKind: "link file note",
    v.DisclosureLevel: "public legal_only sealed",
    v.DerivationKind: (
        "quotes rewrites same_wire same_owner same_official same_document shared_author unknown"
    ),
    v.CaptureStatus: "pending captured failed",
    v.CapturePurpose: "first again watch",
    v.CaptureStep: "waiting fetching keeping reading picturing done",
    v.TextStatus: "none pending read failed",
    v.DerivativeKind: "working_copy text",
    v.BlobCondition: "expected sound missing damaged",
    v.ExcerptStatus: "found differs not_found no_text",
    v.WatchState: "same changed gone unreachable",
    v.RippleCause: "letter retracted altered damaged merged",
    v.NoticeKind: (
        "claim_reopened claim_shaken report_marked page_changed page_gone bytes_damaged"
    ),
    v.StampSubject: "capture bag",
    v.StampStatus: "pending verified failed",
    v.HintReason: "same_address same_text reported_by same_credit same_owner",
    v.Stage: "suspicion detention charge trial conviction acquittal dropped died_in_custody",
    v.Answer: "yes partly no unknown",
    v.Variant: "public legal internal",
}
RATINGS = {"supported": 5, "supported_with_change": 4, "disputed": 3, "contradicted": 1}


@pytest.mark.parametrize("codes", CODES, ids=lambda codes: codes.__name__)
def test_the_codes_are_those_of_the_trade_in_their_order(codes: type[Enum]) -> None:
    assert " ".join(str(code.value) for code in codes) == CODES[codes]


@pytest.mark.parametrize("verdict", v.Verdict)
def test_a_verdict_has_its_rating_or_no_number_at_all(verdict: v.Verdict) -> None:
    assert verdict.rating == RATINGS.get(verdict.value)


@pytest.mark.parametrize("verdict", v.Verdict)
def test_a_verdict_says_what_it_means(verdict: v.Verdict) -> None:
    assert verdict.meaning.endswith(".")


def test_a_state_is_never_a_verdict() -> None:
    assert {s.value for s in v.ClaimState} & {verdict.value for verdict in v.Verdict} == set()


@pytest.mark.parametrize(
    ("code", "title"),
    [
        (v.ClaimState.AWAITING_SIGN_OFF, "Awaiting sign-off"),
        (v.ClaimState.IN_REVIEW, "In review"),
        (v.Stage.DIED_IN_CUSTODY, "Died in custody"),
        (v.ExcerptStatus.NOT_FOUND, "Not found"),
        (v.IfKept.COPY, "The copy we have"),
        (v.ExcerptStatus.DIFFERS, "Found with differences"),
        (v.Verdict.SUPPORTED_WITH_CHANGE, "Supported with change"),
        (v.SourceLetter.A, "completely reliable"),
        (v.SourceLetter.F, "reliability cannot be judged"),
        (v.InfoDigit.CONFIRMED, "confirmed by other, independent sources"),
        (v.InfoDigit.CANNOT_BE_JUDGED, "truth cannot be judged"),
    ],
)
def test_a_code_has_a_title_for_people(code: v.Titled | v.InfoDigit, title: str) -> None:
    assert code.title_text == title


def test_every_letter_and_digit_has_its_name() -> None:
    assert len({letter.title_text for letter in v.SourceLetter}) == 6
    assert len({digit.title_text for digit in v.InfoDigit}) == 6
