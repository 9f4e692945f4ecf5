"""A setting that cannot be used ends every command in one line that names it."""

from __future__ import annotations

import pytest

from tests.commands.shell import Shell

WRONG = {
    "PROOFDESK_PROXIES": "many",
    "PROOFDESK_DATABASE_URL": "somewhere",
    "PROOFDESK_EVIDENCE_URL": "somewhere",
    "PROOFDESK_FETCH_ALLOW": "somewhere",
    "PROOFDESK_LLM_URL": "ftp://llm.example",
    "PROOFDESK_UPLOAD_BYTES": "0",
    "PROOFDESK_S3_ENDPOINT": "https://one.example,https://two.example",
    "PROOFDESK_CHROMIUM": "/nowhere/chromium",
    "PROOFDESK_WATCH_DAYS": "weekly",
    "PROOFDESK_WATCH_A_MINUTE": "0",
    "PROOFDESK_STAMP_URLS": "https://[one",
    "PROOFDESK_STAMP_ROOTS": "/nowhere/roots.pem",
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_setting_is_named_in_one_line(shell: Shell, name: str) -> None:
    shell.environment |= {"PROOFDESK_LLM_MODEL": "harrow-small", name: WRONG[name]}
    done = shell.run("migrate")
    assert done.exit_code == 1
    assert done.output.startswith(f"Error: {name} ")
    assert done.output.count("\n") == 1


@pytest.mark.parametrize("name", ["PROOFDESK_PROXIES", "PROOFDESK_STAMP_ROOTS"])
def test_the_look_at_everything_names_a_setting_that_cannot_be_read(
    shell: Shell, name: str
) -> None:
    shell.environment[name] = WRONG[name]
    done = shell.run("check")
    assert (done.exit_code, done.output.count("\n")) == (1, 1)
    assert done.output.startswith(f"Error: {name} ")


def test_settings_that_can_be_used_open_the_house(shell: Shell) -> None:
    shell.environment |= {
        "PROOFDESK_PROXIES": "1",
        "PROOFDESK_FETCH_ALLOW": "127.0.0.1:8080",
        "PROOFDESK_LLM_URL": "https://llm.example/v1",
        "PROOFDESK_LLM_MODEL": "harrow-small",
    }
    assert "up to date" in shell("migrate")
