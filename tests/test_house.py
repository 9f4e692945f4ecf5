"""The rules of the house that a machine can check; the others are in CONTRIBUTING.md."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from importlib import metadata
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 250, 30, 120
# Each file that is longer has its reason here.
LONGER_FILES = {"review/domain/vocabulary.py": "one list of codes, with nothing to split it by"}
OWN_CHOICE_OF_LICENCE = {"tld": "offered under the MPL as well"}
# Made of parts that every page may use; all other folders of templates belong to one noun.
SHARED_TEMPLATES = {"errors", "exports", "macros"}
REGISTRIES = tuple(
    "".join(parts)
    for parts in (
        ("pypi", ".org"),
        ("python", "hosted", ".org"),
        ("npmjs", ".org"),
        ("npmjs", ".com"),
        ("deb", ".debian", ".org"),
    )
)
SOMEBODYS_FOLDER = re.compile(r"(?<![\w./-])/(?:home|root|work|Users)/\w")
PIN = re.compile(r"^([a-z0-9._-]+)(?:\[[a-z0-9_,-]+\])?==(\S+)", re.MULTILINE)
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
INLINE = re.compile(
    r"""<style\b | <script\b(?![^>]*\ssrc=) | \sstyle\s*= | \son[a-z]+\s*= | javascript:""",
    re.IGNORECASE | re.VERBOSE,
)


def _listed() -> list[Path]:
    """The project's files: what git knows or would, or in an unpacked archive all there are."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
        names = [ROOT / name for name in listing.stdout.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        names = [path for path in ROOT.rglob("*") if not _hidden(path.relative_to(ROOT))]
    return sorted(path for path in names if path.is_file())


def _hidden(path: Path) -> bool:
    skipped = {"__pycache__", "build", "data", "dist", "htmlcov"}
    return any(part in skipped or part.startswith(".") for part in path.parts)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _files(folder: str, suffix: str) -> list[Path]:
    return [p for p in _listed() if p.suffix == suffix and _name(p).startswith(f"{folder}/")]


def _pins(lock: str) -> dict[str, str]:
    return dict(PIN.findall(_text(ROOT / lock)))


def test_no_file_names_the_host_of_a_package_registry() -> None:
    found = [(_name(p), host) for p in _listed() for host in REGISTRIES if host in _text(p)]
    assert found == []


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    found = [(_name(p), m.group()) for p in _listed() for m in SOMEBODYS_FOLDER.finditer(_text(p))]
    assert found == []


def test_a_code_file_is_short_or_says_why_not() -> None:
    long = {_name(p) for p in _files("review", ".py") if _text(p).count("\n") > LONGEST_FILE}
    assert long == set(LONGER_FILES)


def test_a_function_fits_on_one_screen() -> None:
    long = [
        (_name(path), function.name)
        for path in _files("review", ".py")
        for function in ast.walk(ast.parse(_text(path)))
        if isinstance(function, ast.FunctionDef) and _length(function) > LONGEST_FUNCTION
    ]
    assert long == []


def _length(function: ast.FunctionDef) -> int:
    """Lines of the body; what it promises in its docstring costs nothing."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_every_room_stands_on_a_floor() -> None:
    contracts = tomllib.loads(_text(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    floors = " ".join(chain.from_iterable(contract.get("layers", []) for contract in contracts))
    rooms = {path.relative_to(ROOT).parts[1] for path in _files("review", ".py")} - {"__init__.py"}
    named = {name.removeprefix("review.") for name in re.split(r"[ :|]+", floors)}
    assert {room.removesuffix(".py") for room in rooms} - named == set()


def test_every_service_has_its_tests_under_its_own_name() -> None:
    services = {p.stem for p in _files("review/services", ".py") if not p.stem.startswith("_")}
    tested = {p.stem.removeprefix("test_") for p in _files("tests/services", ".py")}
    assert services - tested == set()


def test_pages_live_under_the_noun_that_serves_them() -> None:
    folders = {p.relative_to(ROOT).parts[1] for p in _files("templates", ".html") if _nested(p)}
    nouns = {path.stem for path in _files("review/web", ".py")}
    assert folders - SHARED_TEMPLATES - nouns == set()


def _nested(template: Path) -> bool:
    return len(template.relative_to(ROOT).parts) > 2


def test_a_template_is_short() -> None:
    long = [
        _name(p) for p in _files("templates", ".html") if _text(p).count("\n") > LONGEST_TEMPLATE
    ]
    assert long == []


def test_pages_carry_no_inline_style_or_script() -> None:
    # A report that goes out is one file by itself, so it brings its style along.
    pages = [p for p in _files("templates", ".html") if "exports" not in p.parts]
    found = [(_name(p), INLINE.findall(JINJA.sub("", _text(p)))) for p in pages]
    assert [page for page in found if page[1]] == []


def test_no_template_switches_escaping_off() -> None:
    opened = re.compile(r"\|\s*safe\b|autoescape\s+false", re.IGNORECASE)
    assert [_name(p) for p in _files("templates", ".html") if opened.search(_text(p))] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_is_held_by_its_hash(lock: str) -> None:
    lines = [line for line in _text(ROOT / lock).splitlines() if not line.lstrip().startswith("#")]
    blocks = "\n".join(lines).replace("\\\n", "").splitlines()
    assert [b for b in blocks if not (PIN.match(b) and " --hash=sha256:" in b)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_place_to_get_packages_from(lock: str) -> None:
    text = _text(ROOT / lock)
    assert re.findall(r"^-.*|.*://.*|.*(?:find-links|index-url).*", text, re.MULTILINE) == []


def test_what_is_asked_for_is_locked() -> None:
    wanted = tomllib.loads(_text(ROOT / "pyproject.toml"))
    project, groups = wanted["project"], wanted["dependency-groups"]
    extras = chain.from_iterable(project["optional-dependencies"].values())
    tools = [entry for entry in groups["dev"] if isinstance(entry, str)]
    run = [*project["dependencies"], *groups["build"]]
    assert _unmet(run, _pins("requirements.lock")) == []
    assert _unmet([*run, *extras, *tools], _pins("requirements-dev.lock")) == []


def _unmet(wanted: list[str], pins: dict[str, str]) -> list[str]:
    requirements = [(entry, Requirement(entry)) for entry in wanted]
    return [
        entry
        for entry, requirement in requirements
        if not requirement.specifier.contains(pins.get(canonicalize_name(requirement.name), "0"))
    ]


def test_what_runs_is_what_is_tested() -> None:
    assert _pins("requirements.lock").items() <= _pins("requirements-dev.lock").items()


def test_nothing_that_runs_asks_for_the_code_around_it_in_return() -> None:
    copyleft = {name for name in _pins("requirements.lock") if "GPL" in _licence(name)}
    assert copyleft - set(OWN_CHOICE_OF_LICENCE) == set()


def _licence(package: str) -> str:
    try:
        facts = metadata.metadata(package)
    except metadata.PackageNotFoundError:
        # Locked for another system than this one.
        return ""
    fields = ("License-Expression", "License", "Classifier")
    return "\n".join(entry for field in fields for entry in facts.get_all(field, []))


def test_every_setting_is_documented() -> None:
    sources = [p for p in _listed() if p.suffix == ".py" or p.name == "Makefile"]
    pages = [p for p in _listed() if p.suffix == ".md"]
    used = {m for p in sources for m in re.findall(r"\bPROOFDESK_[A-Z][A-Z_]*[A-Z]\b", _text(p))}
    assert {name for name in used if not any(name in _text(page) for page in pages)} == set()
