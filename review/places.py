"""Where the house keeps its pages and migrations: beside the package, or inside it in a wheel."""

from pathlib import Path

PACKAGE = Path(__file__).parent


def _place(name: str) -> Path:
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


TEMPLATES = _place("templates")
MIGRATIONS = _place("migrations")
STATIC = PACKAGE / "static"
