"""People and desks from the command line."""

from review.services.passwords import hash_password
from tests.commands.shell import Shell

PASSWORD = "seven grey herons on a weir\n"


def add(shell: Shell, email: str, role: str, *more: str) -> str:
    return shell("user", "add", email, "--name", "Ana Belcourt", "--role", role,
                 "--password-stdin", *more, given=PASSWORD)  # fmt: skip


def test_the_first_person_opens_the_first_desk(shell: Shell) -> None:
    assert "ana@harrow.example is editor now." in add(shell, "ana@harrow.example", "editor")
    add(shell, "ana@harrow.example", "reviewer")
    assert shell.number("SELECT count(*) FROM user_account") == 1
    assert shell.number("SELECT count(*) FROM membership") == 2
    assert shell.number("SELECT count(*) FROM desk") == 1


def test_passwords_are_kept_as_hashes(shell: Shell) -> None:
    add(shell, "ana@harrow.example", "editor")
    with shell.database() as session:
        kept = session.connection().exec_driver_sql("SELECT password_hash FROM user_account")
        (found,) = kept.scalars()
    assert found.split("$")[1] == hash_password("another").split("$")[1] == "argon2id"


def test_a_weak_password_is_refused_with_a_reason(shell: Shell) -> None:
    said = shell.fails("user", "add", "a@harrow.example", "--name", "A", "--role", "editor",
                       "--password-stdin", given="password\n")  # fmt: skip
    assert said.startswith("Error: ")
    assert shell.number("SELECT count(*) FROM user_account") == 0


def test_where_there_are_several_desks_one_is_named(shell: Shell) -> None:
    for slug in ("harrow", "quay"):
        shell("desk", "add", slug, "--name", slug.capitalize())
    said = shell.fails("user", "add", "a@harrow.example", "--name", "A", "--role", "editor",
                       "--password-stdin", given=PASSWORD)  # fmt: skip
    assert "short name" in said
    assert "is editor now" in add(shell, "a@harrow.example", "editor", "--desk", "quay")


def test_a_desk_that_is_there_is_not_opened_twice(shell: Shell) -> None:
    assert "Desk harrow is open." in shell("desk", "add", "harrow", "--name", "Harrow")
    assert "There is a desk of this short name." in shell.fails(
        "desk", "add", "harrow", "--name", "Harrow"
    )


def test_a_database_without_tables_says_what_to_do(shell: Shell) -> None:
    (shell.folder / "proofdesk.sqlite3").unlink()
    assert "proofdesk migrate" in shell.fails("desk", "add", "harrow", "--name", "Harrow")
    assert "up to date" in shell("migrate")
    shell("desk", "add", "harrow", "--name", "Harrow")
