"""Evidence that holds"""

from alembic import op
import sqlalchemy as sa

from review.db import UtcDateTime, now


revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


WRITTEN_ONCE = ("derivative", "report_mark", "watch_look")

# The bytes that were quoted stay those of the piece, whatever the page becomes.
BYTES_STAY = ("capture", "evidence")

CODE = sa.String(32)
EMPTY = ("NOT NULL", "DEFAULT ''")


def _one_of(table, column, enum, *codes):
    listed = ", ".join(f"'{code}'" for code in codes)
    return f"CONSTRAINT ck_{table}_{enum} CHECK ({column} IN ({listed}))"


def _refers(table, column, to):
    return f"CONSTRAINT fk_{table}_{column}_{to} REFERENCES {to} (id)"


# Added one by one and not by copying the table: SQLite would take what refers to a copied table's
# rows for orphans. A column of SQLite can be dropped again while its own rules alone name it, so a
# rule stands at the last column that it names.
CAPTURE = (
    (
        "purpose",
        CODE,
        "NOT NULL",
        "DEFAULT 'first'",
        _one_of("capture", "purpose", "capturepurpose", "first", "again", "watch"),
    ),
    (
        "step",
        CODE,
        "NOT NULL",
        "DEFAULT 'waiting'",
        _one_of(
            "capture",
            "step",
            "capturestep",
            "waiting",
            "fetching",
            "keeping",
            "reading",
            "picturing",
            "done",
        ),
    ),
    ("attempts", sa.Integer(), "NOT NULL", "DEFAULT 0"),
    ("failure_code", sa.String(), *EMPTY),
    ("peer", sa.String(), *EMPTY),
    ("byline", sa.String(), *EMPTY),
    ("publisher", sa.String(), *EMPTY),
    ("published_on", sa.Date()),
    ("language", sa.String(), *EMPTY),
    ("text_sha256", sa.String(64)),
    ("raw_sha256", sa.String(64)),
    ("warc_sha256", sa.String(64)),
    ("pdf_sha256", sa.String(64)),
    ("picture_sha256", sa.String(64)),
    ("snapshot_failure", sa.Text(), *EMPTY),
)
CLAIM_EVIDENCE = (
    (
        "excerpt_status",
        CODE,
        _one_of(
            "claim_evidence",
            "excerpt_status",
            "excerptstatus",
            "found",
            "differs",
            "not_found",
            "no_text",
        ),
    ),
    ("excerpt_start", sa.Integer()),
    (
        "excerpt_end",
        sa.Integer(),
        "CONSTRAINT ck_claim_evidence_excerpt_has_words CHECK (excerpt_start < excerpt_end)",
    ),
    ("excerpt_exact", sa.Text(), *EMPTY),
    ("excerpt_prefix", sa.String(), *EMPTY),
    ("excerpt_suffix", sa.String(), *EMPTY),
    ("excerpt_checked_at", UtcDateTime()),
    (
        "text_sha256",
        sa.String(64),
        "CONSTRAINT ck_claim_evidence_found_excerpt_has_place CHECK (excerpt_status NOT IN"
        " ('found', 'differs') OR (excerpt_start IS NOT NULL AND excerpt_end IS NOT NULL"
        " AND text_sha256 IS NOT NULL))",
    ),
)
EVIDENCE = (
    ("sha512", sa.String(128)),
    ("canonical_url", sa.Text(), *EMPTY),
    (
        "text_status",
        CODE,
        "NOT NULL",
        "DEFAULT 'none'",
        _one_of("evidence", "text_status", "textstatus", "none", "pending", "read", "failed"),
    ),
    ("retracted_at", UtcDateTime()),
    ("retracted_by_id", sa.Integer(), _refers("evidence", "retracted_by_id", "user_account")),
    (
        "retracted_reason",
        sa.Text(),
        *EMPTY,
        "CONSTRAINT ck_evidence_retracted_has_reason"
        " CHECK ((retracted_at IS NULL) = (retracted_reason = ''))",
    ),
    ("watch_at", UtcDateTime()),
    (
        "watch_state",
        CODE,
        _one_of("evidence", "watch_state", "watchstate", "same", "changed", "gone", "unreachable"),
    ),
    ("hints_due_at", UtcDateTime()),
)
SOURCE = (
    ("merged_at", UtcDateTime()),
    ("merged_by_id", sa.Integer(), _refers("source", "merged_by_id", "user_account")),
    ("merged_reason", sa.Text(), *EMPTY),
    (
        "merged_into_id",
        sa.Integer(),
        _refers("source", "merged_into_id", "source"),
        "CONSTRAINT ck_source_not_into_itself CHECK (merged_into_id <> id)",
        "CONSTRAINT ck_source_merged_has_reason"
        " CHECK ((merged_into_id IS NULL) = (merged_reason = ''))",
    ),
)
ADDED = {
    "capture": CAPTURE, "claim_evidence": CLAIM_EVIDENCE, "evidence": EVIDENCE, "source": SOURCE,
}  # fmt: skip

DERIVATION_RULES = {
    "one_parent": "parent_id IS NULL OR parent_source_id IS NULL",
    "known_has_parent":
        "kind = 'unknown' OR parent_id IS NOT NULL OR parent_source_id IS NOT NULL",
    "ended_has_reason": "(ended_at IS NULL) = (ended_reason = '')",
}  # fmt: skip


def _add_columns():
    dialect = op.get_bind().dialect
    for table, columns in ADDED.items():
        for name, kind, *rules in columns:
            words = " ".join((name, kind.compile(dialect=dialect), *rules))
            op.execute(f"ALTER TABLE {table} ADD COLUMN {words}")
    unchecked = sa.text("excerpt_checked_at IS NULL AND excerpt <> '' AND detached_at IS NULL")
    op.create_index(
        "excerpts_unchecked", "claim_evidence", ["evidence_id"],
        sqlite_where=unchecked, postgresql_where=unchecked,
    )  # fmt: skip
    op.create_index(op.f("ix_capture_step"), "capture", ["step"])
    op.create_index(op.f("ix_evidence_watch_at"), "evidence", ["watch_at"])
    op.create_index(op.f("ix_evidence_hints_due_at"), "evidence", ["hints_due_at"])
    op.create_index(op.f("ix_source_merged_into_id"), "source", ["merged_into_id"])


def _drop_columns():
    op.drop_index(op.f("ix_source_merged_into_id"), "source")
    op.drop_index(op.f("ix_evidence_hints_due_at"), "evidence")
    op.drop_index(op.f("ix_evidence_watch_at"), "evidence")
    op.drop_index(op.f("ix_capture_step"), "capture")
    op.drop_index("excerpts_unchecked", "claim_evidence")
    for table, columns in ADDED.items():
        for name, *_ in reversed(columns):
            op.execute(f"ALTER TABLE {table} DROP COLUMN {name}")


def _partial(name, table, columns, condition):
    op.create_index(
        name, table, columns, unique=True,
        sqlite_where=sa.text(condition), postgresql_where=sa.text(condition),
    )  # fmt: skip


def _change_captures():
    with op.batch_alter_table("capture") as batch_op:
        batch_op.alter_column("requested_by_id", existing_type=sa.Integer(), nullable=True)


def _settle_captures():
    op.execute("UPDATE capture SET step = 'done' WHERE status <> 'pending'")
    op.execute(
        "UPDATE capture SET purpose = 'again' WHERE EXISTS (SELECT 1 FROM capture earlier"
        " WHERE earlier.evidence_id = capture.evidence_id AND earlier.status = 'captured'"
        " AND earlier.id < capture.id)"
    )
    _partial(
        "one_first_capture", "capture", ["evidence_id"],
        "purpose = 'first' AND status = 'captured'",
    )  # fmt: skip
    op.create_index("ix_capture_purpose", "capture", ["purpose", "requested_at"])


def _change_derivations():
    with op.batch_alter_table("derivation") as batch_op:
        batch_op.drop_constraint(op.f("uq_derivation_child_id_parent_id"), type_="unique")
        batch_op.alter_column("parent_id", existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column("parent_source_id", sa.Integer()))
        batch_op.add_column(sa.Column("ended_at", UtcDateTime()))
        batch_op.add_column(sa.Column("ended_by_id", sa.Integer()))
        batch_op.add_column(sa.Column("ended_reason", sa.Text(), nullable=False, server_default=""))
        batch_op.create_foreign_key(
            op.f("fk_derivation_parent_source_id_source"), "source", ["parent_source_id"], ["id"]
        )
        batch_op.create_foreign_key(
            op.f("fk_derivation_ended_by_id_user_account"), "user_account", ["ended_by_id"], ["id"]
        )
        for name, condition in DERIVATION_RULES.items():
            batch_op.create_check_constraint(op.f(f"ck_derivation_{name}"), condition)
        batch_op.create_index(op.f("ix_derivation_parent_source_id"), ["parent_source_id"])
    stands = "ended_at IS NULL"
    nothing = f"{stands} AND parent_id IS NULL AND parent_source_id IS NULL"
    _partial("one_link_a_pair", "derivation", ["child_id", "parent_id"], stands)
    _partial("one_link_a_source", "derivation", ["child_id", "parent_source_id"], stands)
    _partial("one_link_to_nothing", "derivation", ["child_id"], nothing)


def _change_derivations_back():
    # What the older tables cannot say is lost.
    op.execute("DELETE FROM derivation WHERE parent_id IS NULL OR ended_at IS NOT NULL")
    for name in ("one_link_to_nothing", "one_link_a_source", "one_link_a_pair"):
        op.drop_index(name, "derivation")
    with op.batch_alter_table("derivation") as batch_op:
        batch_op.drop_index(op.f("ix_derivation_parent_source_id"))
        for name in DERIVATION_RULES:
            batch_op.drop_constraint(op.f(f"ck_derivation_{name}"), type_="check")
        for name in ("ended_by_id_user_account", "parent_source_id_source"):
            batch_op.drop_constraint(op.f(f"fk_derivation_{name}"), type_="foreignkey")
        for name in ("ended_reason", "ended_by_id", "ended_at", "parent_source_id"):
            batch_op.drop_column(name)
        batch_op.alter_column("parent_id", existing_type=sa.Integer(), nullable=False)
        batch_op.create_unique_constraint(
            op.f("uq_derivation_child_id_parent_id"), ["child_id", "parent_id"]
        )


def _change_captures_back():
    op.execute(
        "UPDATE capture SET requested_by_id = (SELECT added_by_id FROM evidence"
        " WHERE evidence.id = capture.evidence_id) WHERE requested_by_id IS NULL"
    )
    with op.batch_alter_table("capture") as batch_op:
        batch_op.alter_column("requested_by_id", existing_type=sa.Integer(), nullable=False)


def _know_the_bytes():
    """Whatever is named by a row is in the store, which so far wrote the bytes first."""
    op.get_bind().execute(
        sa.text(
            "INSERT INTO blob (sha256, size, condition, first_at, touched_at)"
            " SELECT sha256, max(size), 'sound', :at, :at FROM"
            " (SELECT sha256, size FROM evidence UNION ALL SELECT sha256, size FROM capture) kept"
            " WHERE sha256 IS NOT NULL GROUP BY sha256"
        ).bindparams(sa.bindparam("at", now(), UtcDateTime()))
    )


def _guard():
    altered = "OLD.sha256 IS NOT NULL AND (NEW.sha256 IS NULL OR NEW.sha256 <> OLD.sha256)"
    if op.get_bind().dialect.name == "sqlite":
        for table in WRITTEN_ONCE:
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_written_once_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table}_written_once'); END"
                )
        for table in BYTES_STAY:
            op.execute(
                f"CREATE TRIGGER {table}_bytes_stay BEFORE UPDATE OF sha256 ON {table} "
                f"WHEN {altered} BEGIN SELECT RAISE(ABORT, '{table}_bytes_stay'); END"
            )
        return
    for table in WRITTEN_ONCE:
        op.execute(
            f"CREATE TRIGGER {table}_written_once BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION written_once()"
        )
    op.execute(
        "CREATE FUNCTION bytes_stay() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%_bytes_stay', TG_TABLE_NAME; END $$"
    )
    for table in BYTES_STAY:
        op.execute(
            f"CREATE TRIGGER {table}_bytes_stay BEFORE UPDATE OF sha256 ON {table} "
            f"FOR EACH ROW WHEN ({altered}) EXECUTE FUNCTION bytes_stay()"
        )


def _unguard():
    if op.get_bind().dialect.name == "sqlite":
        for table in WRITTEN_ONCE:
            for verb in ("update", "delete"):
                op.execute(f"DROP TRIGGER {table}_written_once_{verb}")
        for table in BYTES_STAY:
            op.execute(f"DROP TRIGGER {table}_bytes_stay")
        return
    for table in WRITTEN_ONCE:
        op.execute(f"DROP TRIGGER {table}_written_once ON {table}")
    for table in BYTES_STAY:
        op.execute(f"DROP TRIGGER {table}_bytes_stay ON {table}")
    op.execute("DROP FUNCTION bytes_stay()")


def upgrade():
    _change_captures()
    _change_derivations()
    _add_columns()
    _settle_captures()
    op.create_index("ix_ledger_entry_subject", "ledger_entry", ["desk_id", "subject", "number"])
    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("sha512", sa.String(length=128), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column(
            "condition",
            sa.Enum(
                "expected",
                "sound",
                "missing",
                "damaged",
                name="blobcondition",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("first_at", UtcDateTime(), nullable=False),
        sa.Column("touched_at", UtcDateTime(), nullable=False),
        sa.Column("hashed_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
    )
    with op.batch_alter_table("blob", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_blob_hashed_at"), ["hashed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_blob_touched_at"), ["touched_at"], unique=False)

    op.create_table(
        "time_stamp",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column(
            "subject_kind",
            sa.Enum(
                "capture",
                "bag",
                name="stampsubject",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("subject_sha256", sa.String(length=64), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "verified",
                "failed",
                name="stampstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("token_sha256", sa.String(length=64), nullable=True),
        sa.Column("chain_sha256", sa.String(length=64), nullable=True),
        sa.Column("gen_time", UtcDateTime(), nullable=True),
        sa.Column("serial", sa.String(), nullable=False),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("verified_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "status <> 'failed' OR failure <> ''", name=op.f("ck_time_stamp_failed_has_reason")
        ),
        sa.CheckConstraint(
            "status <> 'verified' OR (token_sha256 IS NOT NULL AND gen_time IS NOT NULL)",
            name=op.f("ck_time_stamp_verified_has_token"),
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"],
            ["user_account.id"],
            name=op.f("fk_time_stamp_asked_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_time_stamp_desk_id_desk")),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_time_stamp_evidence_id_evidence")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_stamp")),
        sa.UniqueConstraint(
            "desk_id",
            "subject_sha256",
            "authority",
            name=op.f("uq_time_stamp_desk_id_subject_sha256_authority"),
        ),
    )
    with op.batch_alter_table("time_stamp", schema=None) as batch_op:
        batch_op.create_index("ix_time_stamp_due_at", ["status", "due_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_time_stamp_evidence_id"), ["evidence_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_time_stamp_subject_sha256"), ["subject_sha256"], unique=False
        )

    op.create_table(
        "derivation_hint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("parent_source_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "quotes",
                "rewrites",
                "same_wire",
                "same_owner",
                "same_official",
                "same_document",
                "shared_author",
                "unknown",
                name="derivationkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "why",
            sa.Enum(
                "same_address",
                "same_text",
                "reported_by",
                "same_credit",
                "same_owner",
                name="hintreason",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("found_at", UtcDateTime(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("taken", sa.Boolean(), nullable=True),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (taken IS NULL)",
            name=op.f("ck_derivation_hint_answered_has_answer"),
        ),
        sa.CheckConstraint(
            "(parent_id IS NULL) <> (parent_source_id IS NULL)",
            name=op.f("ck_derivation_hint_exactly_one_parent"),
        ),
        sa.CheckConstraint(
            "child_id <> parent_id", name=op.f("ck_derivation_hint_not_from_itself")
        ),
        sa.CheckConstraint(
            "score BETWEEN 0 AND 1", name=op.f("ck_derivation_hint_score_is_a_share")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"],
            ["user_account.id"],
            name=op.f("fk_derivation_hint_answered_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["child_id"], ["evidence.id"], name=op.f("fk_derivation_hint_child_id_evidence")
        ),
        sa.ForeignKeyConstraint(
            ["desk_id"], ["desk.id"], name=op.f("fk_derivation_hint_desk_id_desk")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["evidence.id"], name=op.f("fk_derivation_hint_parent_id_evidence")
        ),
        sa.ForeignKeyConstraint(
            ["parent_source_id"],
            ["source.id"],
            name=op.f("fk_derivation_hint_parent_source_id_source"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_derivation_hint")),
        sa.UniqueConstraint(
            "child_id", "parent_id", name=op.f("uq_derivation_hint_child_id_parent_id")
        ),
        sa.UniqueConstraint(
            "child_id",
            "parent_source_id",
            name=op.f("uq_derivation_hint_child_id_parent_source_id"),
        ),
    )
    with op.batch_alter_table("derivation_hint", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_derivation_hint_desk_id"), ["desk_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_derivation_hint_parent_id"), ["parent_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_derivation_hint_parent_source_id"), ["parent_source_id"], unique=False
        )

    op.create_table(
        "derivative",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "working_copy",
                "text",
                name="derivativekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("tool", sa.String(), nullable=False),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "(sha256 IS NULL) = (failure <> '')", name=op.f("ck_derivative_made_or_failed")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_derivative_evidence_id_evidence")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_derivative")),
    )
    with op.batch_alter_table("derivative", schema=None) as batch_op:
        batch_op.create_index("ix_derivative_evidence_id", ["evidence_id", "kind"], unique=False)

    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "claim_reopened",
                "claim_shaken",
                "report_marked",
                "page_changed",
                "page_gone",
                "bytes_damaged",
                name="noticekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("claim_id", sa.Integer(), nullable=True),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_notice_notice_has_reason")),
        sa.CheckConstraint(
            "claim_id IS NOT NULL OR report_id IS NOT NULL OR evidence_id IS NOT NULL OR source_id IS NOT NULL",
            name=op.f("ck_notice_notice_has_subject"),
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_notice_claim_id_claim")),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_notice_desk_id_desk")),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_notice_evidence_id_evidence")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_notice_report_id_report")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_notice_source_id_source")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_notice_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index("ix_notice_user_id", ["user_id", "desk_id", "seen_at"], unique=False)

    op.create_table(
        "report_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=True),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column(
            "cause",
            sa.Enum(
                "letter",
                "retracted",
                "altered",
                "damaged",
                "merged",
                name="ripplecause",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_report_mark_mark_has_reason")),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_report_mark_claim_id_claim")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_report_mark_evidence_id_evidence")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_mark_report_id_report")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_report_mark_source_id_source")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_mark")),
    )
    with op.batch_alter_table("report_mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_mark_report_id"), ["report_id"], unique=False)

    op.create_table(
        "watch_look",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("capture_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "same",
                "changed",
                "gone",
                "unreachable",
                name="watchstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("http_status", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["capture.id"], name=op.f("fk_watch_look_capture_id_capture")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_watch_look_evidence_id_evidence")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_watch_look_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_look")),
        sa.UniqueConstraint("capture_id", name=op.f("uq_watch_look_capture_id")),
    )
    with op.batch_alter_table("watch_look", schema=None) as batch_op:
        batch_op.create_index("ix_watch_look_evidence_id", ["evidence_id", "at"], unique=False)

    _know_the_bytes()
    _guard()


def downgrade():
    _unguard()
    op.drop_table("watch_look")
    op.drop_table("report_mark")
    op.drop_table("notice")
    op.drop_table("derivative")
    op.drop_table("derivation_hint")
    op.drop_table("time_stamp")
    op.drop_table("blob")
    op.drop_index("ix_ledger_entry_subject", "ledger_entry")
    op.drop_index("ix_capture_purpose", "capture")
    op.drop_index("one_first_capture", "capture")
    _drop_columns()
    _change_derivations_back()
    _change_captures_back()
