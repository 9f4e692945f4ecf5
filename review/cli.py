"""The `proofdesk` command. Each subcommand is loaded when it is called, so that it starts fast."""

from importlib import import_module

import click

COMMANDS = {
    "up": "serving:up",
    "worker": "serving:worker",
    "migrate": "serving:migrate",
    "user": "people:user",
    "desk": "people:desk",
    "article": "articles:article",
    "claims": "claims:claims",
    "report": "reports:report",
    "verify": "reports:verify",
    "ledger": "ledger:ledger",
    "backup": "backups:backup",
    "restore": "backups:restore",
    "sweep": "upkeep:sweep",
    "watch": "watch:watch",
    "stamp": "stamps:stamp",
    "stamps": "stamps:stamps",
    "check": "upkeep:check",
}


class Lazy(click.Group):
    """A group whose commands are imported by name when somebody asks for them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        command: click.Command = getattr(import_module(f"review.commands.{module}"), name)
        return command


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="proofdesk", prog_name="proofdesk")
def main() -> None:
    """A newsroom's fact-checking desk: from an article to a verified claim report."""


if __name__ == "__main__":
    main()
