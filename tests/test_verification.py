"""A report is checked from its file alone, and the answer never says more than was checked."""

import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from review.domain.ledger import Entry
from review.domain.report import VerifiedClaimReport
from review.exports import FORMATS
from review.exports.page import made_with
from review.exports.sealed import plain_entry
from review.seal import canonical_bytes, digest
from review.verification import Verdict, verify
from tests.report_sample import altered, draft, final, recorded, reported

Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def kept(tmp_path: Path) -> Callable[..., Path]:
    def keep(report: VerifiedClaimReport, form: str = "json") -> Path:
        path = tmp_path / f"report.{form}"
        path.write_bytes(FORMATS[form].render(report))
        return path

    return keep


def head_of(report: VerifiedClaimReport) -> str:
    assert report.ledger_entry is not None
    return report.ledger_entry.hash


def rewritten(path: Path, change: Change, *, reseal: bool = False) -> Path:
    """The file after somebody changed it; `reseal` has them put the digest right as well."""
    document = json.loads(path.read_bytes())
    change(document)
    if reseal:
        content = {k: v for k, v in document.items() if k not in {"sha256", "ledger_entry"}}
        document["sha256"] = digest(content)
        if document["ledger_entry"]:
            entry = document["ledger_entry"] | {"payload": {"sha256": document["sha256"]}}
            del entry["hash"]
            document["ledger_entry"] = entry | {"hash": digest(entry)}
    path.write_bytes(canonical_bytes(document))
    return path


def said(found: Verdict) -> str:
    return " ".join(found.lines)


@pytest.mark.parametrize("form", ["json", "html"])
def test_a_report_is_sound_under_the_head_that_recorded_it(
    kept: Callable[..., Path], form: str
) -> None:
    found = verify(kept(draft(), form), head_of(draft()).upper() + "\n")
    assert (found.exit_code, found.lines[-1]) == (
        0, "Sound: the desk recorded exactly this report in ledger line 1.",
    )  # fmt: skip


@pytest.mark.parametrize("form", ["json", "html"])
def test_without_a_head_a_report_is_not_proven(kept: Callable[..., Path], form: str) -> None:
    found = verify(kept(draft(), form))
    assert found.exit_code == 2
    assert "--head with the hash of ledger line 1" in said(found)


def test_the_head_before_the_making_does_not_cover_the_report(kept: Callable[..., Path]) -> None:
    found = verify(kept(draft()), draft().ledger.hash)
    assert found.exit_code == 2
    assert "does not cover the report" in said(found)


def test_another_head_proves_nothing(kept: Callable[..., Path]) -> None:
    assert verify(kept(draft()), "f" * 64).exit_code == 2


def test_a_report_that_names_nobody_is_never_proven_from_its_file(
    kept: Callable[..., Path],
) -> None:
    found = verify(kept(final()), "f" * 64)
    assert found.exit_code == 2
    assert "Ask the desk to confirm the digest" in said(found)


def test_a_forger_who_puts_every_digest_right_is_not_proven(kept: Callable[..., Path]) -> None:
    def forge(document: dict[str, Any]) -> None:
        claim = document["claims"][0]
        claim["content"]["decision"]["verdict"] = "supported"
        claim["content_hash"] = digest(claim["content"])

    path = rewritten(kept(draft()), forge, reseal=True)
    assert verify(path).exit_code == 2
    assert verify(path, head_of(draft())).exit_code == 2


def _set(*way: Any) -> Change:
    *path, last, value = way

    def change(document: Any) -> None:
        for step in path:
            document = document[step]
        document[last] = value

    return change


@pytest.mark.parametrize(
    ("change", "reseal", "named"),
    [
        (_set("draft", False), False, "digest (sha256)"),
        (_set("sha256", "0" * 64), False, "digest (sha256)"),
        (_set("article", "body", "Other words"), True, "article.sha256"),
        (_set("article", "sha256", "0" * 64), True, "article.sha256"),
        (_set("claims", 0, "content", "decision", "reason", "Because"), True, "claim 1 does not"),
        (_set("claims", 2, "content_hash", "0" * 64), True, "claim 3 does not fit"),
        (_set("claims", 1, "content", "claim", "start", 3), True, "claim 2 does not stand"),
        (_set("claims", 0, "content", "decision", "verdict", "true"), True, "no code 'true'"),
        (_set("claims", 0, "content", "evidence", "none"), True, "is not a list"),
        (_set("claims", 0, "content", "origins", 3), True, "is not an object"),
        (_set("claims", 0, "signed_at", 3), True, "claims[0].signed_at is not of the type str"),
        (_set("extra", 1), True, "something that its schema does not know"),
        (_set("made_by", 1e400), False, "a value that no report can hold"),
        (_set("ledger", "number", 2**60), False, "a value that no report can hold"),
        (_set("ledger_entry", "action", "import"), False, "ledger_entry.hash"),
        (_set("ledger_entry", "more", 1), False, "ledger_entry holds something"),
        (_set("ledger_entry", "number", "one"), False, "ledger_entry.number is not of the type"),
        (_set("ledger", "number", 1), True, "does not come after the head"),
        (_set("ledger", "hash", "1" * 64), True, "does not come after the head"),
    ],
)
def test_the_first_bad_item_is_named(
    kept: Callable[..., Path], change: Change, reseal: bool, named: str
) -> None:
    path = kept(draft())
    document = json.loads(path.read_bytes())
    change(document)
    if named.startswith("a value"):
        path.write_text(json.dumps(document))
    else:
        rewritten(path, change, reseal=reseal)
    found = verify(path, head_of(draft()))
    assert found.exit_code == 1
    assert named in said(found)


def test_a_ledger_line_about_another_report_is_named(kept: Callable[..., Path]) -> None:
    other = recorded(replace(draft(), number=9))
    path = kept(replace(draft(), ledger_entry=other.ledger_entry))
    assert "about another report" in said(verify(path))


def test_a_report_may_be_recorded_later_than_the_line_after_its_head(
    kept: Callable[..., Path],
) -> None:
    entry = draft().ledger_entry
    assert entry is not None
    later: Entry = replace(entry, number=4, previous="2" * 64)
    later = replace(later, hash=digest(later.content()))
    path = kept(replace(draft(), ledger_entry=later))
    assert verify(path, later.hash).exit_code == 0
    assert plain_entry(later) == json.loads(path.read_bytes())["ledger_entry"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (b"", 1), (b"Forty pages", 1), (b"[1]", 1), (b'{"schema":"other/1"}', 1), (b"{}", 1),
        (b'{"schema":"proofdesk/report/1","schema":"proofdesk/report/1"}', 1), (b"\xff", 1),
        (b"[" * 100_000, 1), (b'{"schema":"proofdesk/report/2"}', 2),
    ],
)  # fmt: skip
def test_what_is_no_report_is_broken_and_what_is_unknown_is_not_proven(
    tmp_path: Path, words: bytes, code: int
) -> None:
    path = tmp_path / "file"
    path.write_bytes(words)
    assert verify(path).exit_code == code


def test_withheld_parts_are_named_as_not_checked(kept: Callable[..., Path]) -> None:
    hidden = replace(reported(3), content=altered(dict(reported(3).content), "round", 2),
                     withheld=("E1: source withheld (sealed)",))  # fmt: skip
    report = recorded(replace(draft(), claims=(reported(1), hidden)))
    found = verify(kept(report), head_of(report))
    assert found.exit_code == 0
    assert "1 of 2 claims fit the hash that was signed." in found.lines
    assert "Claim 3: parts are withheld, so the hash that was signed cannot be" in said(found)


def test_a_page_whose_words_were_changed_is_broken_although_its_data_are_sound(
    kept: Callable[..., Path],
) -> None:
    path = kept(draft(), "html")
    raw = path.read_bytes()
    path.write_bytes(raw.replace(b"Attributed only</span>", b"Supported</span>", 1))
    line = next(n for n, words in enumerate(raw.split(b"\n"), 1) if b"Attributed only<" in words)
    found = verify(path, head_of(draft()))
    assert found.exit_code == 1
    assert f"first at line {line}." in said(found)


def test_a_page_with_something_added_at_its_end_is_broken(kept: Callable[..., Path]) -> None:
    path = kept(draft(), "html")
    path.write_bytes(path.read_bytes() + b"<p>And Ilan Maresk is guilty</p>")
    assert verify(path, head_of(draft())).exit_code == 1


def test_a_page_of_another_layout_is_not_proven(kept: Callable[..., Path]) -> None:
    path = kept(draft(), "html")
    for other in (b"Proofdesk 0.0.1", b""):
        raw = FORMATS["html"].render(draft())
        path.write_bytes(raw.replace(made_with().encode(), other))
        found = verify(path, head_of(draft()))
        assert found.exit_code == 2
        assert "ask for the report as JSON" in said(found)


def test_a_page_that_does_not_say_what_made_it_is_not_proven(kept: Callable[..., Path]) -> None:
    path = kept(draft(), "html")
    path.write_bytes(path.read_bytes().replace(b'name="generator"', b'name="other"'))
    assert verify(path, head_of(draft())).exit_code == 2


def test_a_page_whose_data_cannot_be_laid_out_is_broken(kept: Callable[..., Path]) -> None:
    path = kept(recorded(replace(draft(), made_at="long ago")), "json")
    page = FORMATS["html"].render(draft())
    start, end = page.index(b"{", page.index(b"report-data")), page.rindex(b"</script>")
    path.write_bytes(page[:start] + path.read_bytes().replace(b"<", b"\\u003c") + page[end:])
    found = verify(path)
    assert found.exit_code == 1
    assert "cannot be laid out" in said(found)


@pytest.mark.parametrize("form", ["json", "html"])
def test_no_single_changed_byte_passes_as_sound(kept: Callable[..., Path], form: str) -> None:
    path, pick = kept(draft(), form), random.Random(form)
    raw, before = path.read_bytes(), draft()
    for _ in range(40):
        at = pick.randrange(len(raw))
        changed = raw[:at] + bytes([raw[at] ^ (1 << pick.randrange(7))]) + raw[at + 1 :]
        path.write_bytes(changed)
        found = verify(path, head_of(before))
        # A page that names another maker cannot be told from one that was made by it.
        assert found.exit_code == 1 or (form == "html" and found.exit_code == 2)
