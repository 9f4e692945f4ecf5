"""Whom the operator trusts is read out of one file, or it is said why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.stamps.roots import roots_of
from tests.stamps.clock import certificate


def test_every_certificate_of_the_file_is_trusted(tmp_path: Path) -> None:
    one, two = certificate("Root of Vantoria"), certificate("Root of Norland")
    file = tmp_path / "roots.pem"
    file.write_bytes(b"# whom we trust\n" + one.pem + two.pem)
    assert roots_of(str(file)) == (one.certificate, two.certificate)


def test_without_a_file_nobody_is_trusted() -> None:
    assert roots_of("") == ()


@pytest.mark.parametrize("content", [b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\nAA\n"])
def test_a_file_without_a_certificate_is_named(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "roots.pem"
    file.write_bytes(content)
    with pytest.raises(ValueError, match=r"PROOFDESK_STAMP_ROOTS is .* holds no certificate"):
        roots_of(str(file))


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="PROOFDESK_STAMP_ROOTS"):
        roots_of(str(tmp_path / "gone.pem"))
