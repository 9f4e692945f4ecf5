"""What is public is documented, and what the documents point at is there."""

import re
from pathlib import Path

import click
import pytest

from review.api.v1 import blueprint as api
from review.cli import main
from review.domain.indicators import INDICATORS
from review.domain.vocabulary import Recommendation, Role, Variant, Verdict
from review.exports import FORMATS

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def text(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def commands(group: click.Group, path: str) -> dict[str, click.Command]:
    found = {}
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        assert command is not None
        if isinstance(command, click.Group):
            found |= commands(command, f"{path} {name}")
        else:
            found[f"{path} {name}"] = command
    return found


@pytest.mark.parametrize(("called", "command"), commands(main, "proofdesk").items())
def test_every_command_and_option_is_documented(called, command):
    line = next(
        (line for line in text("commands.md").splitlines() if line.startswith(f"| `{called}")), ""
    )
    assert line, called
    for option in command.params:
        if isinstance(option, click.Option) and not option.hidden:
            assert any(name in line for name in option.opts), (called, option.opts)


def test_every_route_of_the_api_is_documented(app):
    told = text("api.md")
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith(f"{api.name}."):
            assert re.sub(r"<[^>]+>", "ID", rule.rule) in told


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file_of_the_project(page):
    for target in _LINK.findall(page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_every_form_and_variant_of_a_report_is_documented():
    told = text("reports.md").casefold()
    for name in FORMATS:
        assert name.casefold() in told
    for variant in Variant:
        assert variant.value in told


def test_every_code_that_people_choose_is_explained():
    told = "".join(text(name) for name in ("reviewers.md", "editors.md", "administrators.md"))
    for code in [*Verdict, *Recommendation]:
        assert code.value in told or code.title_text.lower() in told.lower(), code
    for role in Role:
        assert role.value in told.lower(), role
    for letter in {indicator.family.title_text.lower() for indicator in INDICATORS}:
        assert letter in told.lower(), letter
