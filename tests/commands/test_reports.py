"""Reports are made and checked from the command line, with exit codes that say how sound."""

from pathlib import Path

import pytest

from review.exports import FORMATS
from tests.commands.shell import Shell
from tests.desk import furnish


@pytest.fixture
def desk(shell: Shell) -> Shell:
    """A desk with one signed claim."""
    with shell.database() as session:
        made = furnish(session)
        made.signed(made.plain)
    return shell


def make(desk: Shell, out: Path, form: str, *more: str) -> str:
    return desk("report", "make", "1", "--format", form, "--out", str(out), *more)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_written_to_its_file(desk: Shell, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"report.{form}"
    assert make(desk, out, form) == f"Report 1 of article 1, public: {out}\n"
    assert "doubled in 2025" in out.read_text(encoding="utf-8")


def test_reports_are_numbered_and_each_is_in_the_ledger(desk: Shell, tmp_path: Path) -> None:
    make(desk, tmp_path / "one.json", "json")
    assert "Report 2 of article 1, legal" in make(
        desk, tmp_path / "two.json", "json", "--variant", "legal"
    )
    for act in ("make_report", "export_report"):
        lines = f"SELECT count(*) FROM ledger_entry WHERE action = '{act}'"
        assert desk.number(lines) == 2
    assert desk("ledger", "verify").startswith("Sound")


def test_a_report_is_proven_with_a_head_from_outside_and_not_without(
    desk: Shell, tmp_path: Path
) -> None:
    out = tmp_path / "report.json"
    make(desk, out, "json")
    desk.fails("verify", str(out), code=2)
    _, head = desk("ledger", "head").split()
    outside = Shell(tmp_path / "elsewhere")
    assert outside.run("verify", str(out), "--head", head).exit_code in {0, 2}
    assert not outside.folder.exists()


def test_an_altered_report_is_broken(desk: Shell, tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    make(desk, out, "json")
    out.write_text(out.read_text(encoding="utf-8").replace("doubled", "trebled"), encoding="utf-8")
    assert desk.fails("verify", str(out), code=1)


def test_an_article_that_is_not_there_has_no_report(desk: Shell, tmp_path: Path) -> None:
    said = desk.fails("report", "make", "9", "--format", "json", "--out", str(tmp_path / "r"))
    assert "There is no article 9." in said
    assert desk.number("SELECT count(*) FROM report") == 0


def test_a_file_that_cannot_be_written_is_named(desk: Shell, tmp_path: Path) -> None:
    out = tmp_path / "no such folder" / "report.json"
    said = desk.fails("report", "make", "1", "--format", "json", "--out", str(out))
    assert "no such folder" in said
    assert desk.number("SELECT count(*) FROM report") == 0
