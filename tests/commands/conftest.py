"""What the tests of the commands may ask for."""

from tests.commands.shell import shell

__all__ = ["shell"]
