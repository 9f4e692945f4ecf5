"""A stamp holds for the bytes it was asked for, by whom the operator trusts, at its moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha1, sha256

import pytest
import time_machine
from cryptography.x509.oid import ExtendedKeyUsageOID

from review.stamps.der import INTEGER, NULL, OCTETS, OID, SEQUENCE, SET, element, integer
from review.stamps.errors import NoStampYetError, StampError, UntrustedError
from review.stamps.question import Question, question
from review.stamps.verify import Stamp, require_trust, stamp_of
from tests.stamps.clock import (
    BY_ANY,
    BY_SHA1,
    REJECTED,
    WAITING,
    Clock,
    certificate,
    clock,
    own_clock,
)

__all__ = ["clock"]
RECORD = b"The record of a page of The Harrow Ledger."
DIGEST = sha256(RECORD).hexdigest()
OTHER = sha256(b"another record").hexdigest()


def checked(clock: Clock, asked: Question | None = None) -> Stamp:
    """Ask, and check the answer as it is checked when it comes."""
    asked = asked or question(DIGEST)
    return seen(clock, asked, clock.reply(asked.as_bytes()))


def seen(clock: Clock, asked: Question, data: bytes) -> Stamp:
    stamp = stamp_of(data, sha256=DIGEST, nonce=asked.nonce)
    require_trust(data, sha256=DIGEST, roots=[clock.root.certificate])
    return stamp


def test_a_stamp_tells_its_moment_its_number_and_who_signed_it(clock: Clock) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    stamp = checked(clock)
    assert before <= stamp.gen_time <= datetime.now(UTC)
    assert stamp.gen_time.tzinfo is UTC
    assert stamp.signer == "Ostrane Clock"
    assert stamp.serial
    assert stamp.chain == clock.held.pem + clock.root.pem


@pytest.mark.parametrize("backwards", [True, False])
def test_the_order_in_which_certificates_come_does_not_matter(backwards: bool) -> None:
    assert checked(own_clock(backwards=backwards)).signer == "Ostrane Clock"


def test_the_number_of_a_stamp_is_written_as_openssl_writes_it() -> None:
    clock = own_clock()
    stamp = checked(clock)
    assert int(stamp.serial, 16) == clock.serials[-1]
    assert len(stamp.serial) % 2 == 0


def test_a_stamp_without_the_root_leads_to_it_all_the_same() -> None:
    clock = own_clock()
    assert checked(clock.but(chain=(clock.held,))).chain == clock.held.pem


@pytest.mark.parametrize("at", ["20261124040000Z", "20261124040000.25Z"])
def test_the_moment_may_be_told_more_finely_than_by_seconds(at: str) -> None:
    stamp = stamp_of(own_clock(at=at).reply(question(DIGEST).as_bytes()), sha256=DIGEST)
    assert stamp.gen_time.replace(microsecond=0) == datetime(2026, 11, 24, 4, tzinfo=UTC)


def test_a_stamp_of_other_bytes_is_refused(clock: Clock) -> None:
    with pytest.raises(StampError, match="of other bytes"):
        checked(clock, question(OTHER))


def test_a_stamp_of_the_same_digest_by_another_hash_is_refused() -> None:
    by_512 = element(SEQUENCE, element(OID, bytes.fromhex("608648016503040203")), NULL)
    imprint = element(SEQUENCE, by_512, element(OCTETS, bytes.fromhex(DIGEST)))
    with pytest.raises(StampError, match="of other bytes"):
        checked(own_clock(imprint=imprint))


@pytest.mark.parametrize("nonce", [integer(7), b""])
def test_an_answer_to_another_question_is_refused(nonce: bytes) -> None:
    with pytest.raises(StampError, match="to another question"):
        checked(own_clock(nonce=nonce))


def test_a_kept_stamp_is_read_again_without_the_question(clock: Clock) -> None:
    data = clock.reply(question(DIGEST).as_bytes())
    assert stamp_of(data, sha256=DIGEST).signer == "Ostrane Clock"


def test_no_altered_byte_of_what_is_signed_goes_unnoticed(clock: Clock) -> None:
    asked = question(DIGEST)
    data = clock.reply(asked.as_bytes())
    stamp = stamp_of(data, sha256=DIGEST)
    at = data.index(stamp.gen_time.strftime("%Y%m%d%H%M%S").encode())
    for place in (at + 3, len(data) - 5):
        altered = bytearray(data)
        altered[place] ^= 1
        with pytest.raises(StampError):
            seen(clock, asked, bytes(altered))


def test_a_root_that_nobody_named_is_not_trusted(clock: Clock) -> None:
    data = clock.reply(question(DIGEST).as_bytes())
    with pytest.raises(UntrustedError, match="anybody whom the settings trust"):
        require_trust(data, sha256=DIGEST, roots=[own_clock().root.certificate])


def test_where_nobody_is_trusted_no_stamp_is() -> None:
    data = own_clock().reply(question(DIGEST).as_bytes())
    with pytest.raises(UntrustedError, match="name nobody"):
        require_trust(data, sha256=DIGEST, roots=[])


def test_certificates_are_judged_at_the_moment_of_the_stamp() -> None:
    clock = own_clock()
    data = clock.reply(question(DIGEST).as_bytes())
    stamp = stamp_of(data, sha256=DIGEST)
    assert stamp.over_by(datetime.now(UTC)) is None
    ten_years_on = datetime.now(UTC) + timedelta(days=3650)
    with time_machine.travel(ten_years_on):
        require_trust(data, sha256=DIGEST, roots=[clock.root.certificate])
        assert stamp.over_by(ten_years_on) == clock.held.certificate.not_valid_after_utc


@pytest.mark.parametrize("days", [(-20, -10), (10, 20)])
def test_who_could_not_sign_at_that_moment_did_not(days: tuple[int, int]) -> None:
    clock = own_clock()
    with pytest.raises(UntrustedError):
        checked(clock.but(held=certificate("Ostrane Clock", by=clock.root, days=days)))


def test_a_root_that_had_run_out_by_then_is_not_trusted() -> None:
    root = certificate("Root of Vantoria", days=(-3000, -5))
    with pytest.raises(UntrustedError):
        checked(Clock(root, certificate("Ostrane Clock", by=root)))


SERVER, STAMPS = ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.TIME_STAMPING


@pytest.mark.parametrize(
    ("purposes", "critical"),
    [((SERVER,), True), ((STAMPS, SERVER), True), ((STAMPS,), False), ((), True)],
)
def test_who_may_not_sign_time_stamps_signed_none(purposes: tuple, critical: bool) -> None:
    clock = own_clock()
    held = certificate("Ostrane Shop", by=clock.root, purposes=purposes, critical=critical)
    with pytest.raises(StampError, match="may not sign time stamps"):
        checked(clock.but(held=held))


def test_a_stamp_without_its_certificate_cannot_be_checked() -> None:
    clock = own_clock()
    for chain in ((), (clock.root,)):
        with pytest.raises(StampError, match="left its certificate out"):
            checked(clock.but(chain=chain))


def named(by: bytes, *parts: bytes) -> bytes:
    certs = element(SEQUENCE, element(SEQUENCE, element(SEQUENCE, *parts)))
    return element(SEQUENCE, by, element(SET, certs))


def algorithm(oid: str) -> bytes:
    return element(SEQUENCE, element(OID, bytes.fromhex(oid)))


def test_the_certificate_may_be_named_by_an_older_hash() -> None:
    clock = own_clock()
    digest = element(OCTETS, sha1(clock.held.der).digest())
    assert checked(clock.but(names=named(BY_SHA1, digest))).signer == "Ostrane Clock"
    digest = element(OCTETS, sha256(clock.held.der).digest())
    whole = named(BY_ANY, algorithm("608648016503040201"), digest)
    assert checked(clock.but(names=whole)).signer == "Ostrane Clock"


@pytest.mark.parametrize(
    "names",
    [
        b"",
        named(BY_SHA1, element(OCTETS, sha1(b"another").digest())),
        named(BY_ANY, element(OCTETS, sha256(b"another").digest())),
        named(BY_ANY, algorithm("2a030405"), element(OCTETS, sha256(b"another").digest())),
    ],
)
def test_a_stamp_that_names_another_certificate_is_refused(names: bytes) -> None:
    with pytest.raises(StampError, match="in the name of another certificate"):
        checked(own_clock(names=names))


def test_a_stamp_of_an_odd_shape_is_refused() -> None:
    with pytest.raises(StampError, match="cannot be read"):
        checked(own_clock(names=element(SEQUENCE, BY_ANY, element(SET))))


def test_a_refusal_is_told_in_the_words_of_the_authority() -> None:
    with pytest.raises(StampError, match="refused: no such policy"):
        checked(own_clock(status=REJECTED, words="no such policy"))
    with pytest.raises(StampError, match=r"The authority refused\."):
        checked(own_clock(status=REJECTED))


def test_an_authority_that_asks_for_patience_is_asked_again() -> None:
    with pytest.raises(NoStampYetError, match="patience"):
        checked(own_clock(status=WAITING))


@pytest.mark.parametrize(
    "data",
    [
        b"", b"0", b"<html>Sign in to the airport's network</html>", b"\x30\x80", b"\x30\x82\x01",
        element(SEQUENCE), element(SEQUENCE, integer(0)) + b"more", b"\x30\x85" + b"\xff" * 40,
        element(SEQUENCE, element(SEQUENCE, integer(0)), integer(1)), b"\x30\x03" * 20_000,
        element(SEQUENCE, element(SEQUENCE, element(INTEGER, b"\x00")), element(SEQUENCE)),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_none(data: bytes) -> None:
    with pytest.raises(NoStampYetError, match="no time stamp"):
        stamp_of(data, sha256=DIGEST)


def test_a_stamp_cut_anywhere_is_none() -> None:
    data = own_clock().reply(question(DIGEST).as_bytes())
    for length in range(0, len(data), 37):
        with pytest.raises(StampError):
            stamp_of(data[:length], sha256=DIGEST)


def test_certificates_that_go_in_circles_end_somewhere() -> None:
    clock = own_clock()
    one = certificate("One", by=clock.root)
    two = certificate("Two", by=one)
    # Two certificates that each name the other as who signed them.
    mirror = certificate("One", by=two)
    held = certificate("Ostrane Clock", by=mirror)
    stamp = stamp_of(
        clock.but(held=held, chain=(held, two, mirror)).reply(question(DIGEST).as_bytes()),
        sha256=DIGEST,
    )
    assert len(stamp.path) <= 10
