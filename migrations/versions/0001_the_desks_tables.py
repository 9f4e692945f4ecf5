"""The desk's tables"""

from alembic import op
import sqlalchemy as sa

from review.db import UtcDateTime


revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


# What is written once is never changed, whoever asks; the same is promised on both databases.
WRITTEN_ONCE = (
    "adjudication", "article_version", "assessment", "grade", "indicator_answer", "ledger_entry",
    "report", "sign_off", "sign_off_end", "source_letter_change",
)  # fmt: skip

# Separation of duties: (name, table, condition on NEW that must not hold).
HANDS = (
    (
        "two_hands",
        "sign_off",
        "EXISTS (SELECT 1 FROM assessment a WHERE a.claim_id = NEW.claim_id"
        " AND a.user_id = NEW.user_id)"
        " OR EXISTS (SELECT 1 FROM adjudication d WHERE d.claim_id = NEW.claim_id"
        " AND d.user_id = NEW.user_id)"
        " OR EXISTS (SELECT 1 FROM claim c JOIN author w ON w.article_id = c.article_id"
        " WHERE c.id = NEW.claim_id AND w.user_id = NEW.user_id)",
    ),
    (
        "third_person_adjudicates",
        "adjudication",
        "EXISTS (SELECT 1 FROM assessment a WHERE a.claim_id = NEW.claim_id"
        " AND a.round = NEW.round AND a.user_id = NEW.user_id)"
        " OR EXISTS (SELECT 1 FROM claim c JOIN author w ON w.article_id = c.article_id"
        " WHERE c.id = NEW.claim_id AND w.user_id = NEW.user_id)",
    ),
    (
        "author_does_not_assess",
        "assessment",
        "EXISTS (SELECT 1 FROM claim c JOIN author w ON w.article_id = c.article_id"
        " WHERE c.id = NEW.claim_id AND w.user_id = NEW.user_id)",
    ),
)


def _guard():
    if op.get_bind().dialect.name == "sqlite":
        for table in WRITTEN_ONCE:
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_written_once_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table}_written_once'); END"
                )
        for name, table, condition in HANDS:
            op.execute(
                f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION written_once() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%_written_once', TG_TABLE_NAME; END $$"
    )
    for table in WRITTEN_ONCE:
        op.execute(
            f"CREATE TRIGGER {table}_written_once BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION written_once()"
        )
    for name, table, condition in HANDS:
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF {condition} THEN RAISE EXCEPTION '{name}'; END IF; RETURN NEW; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )


def _unguard():
    if op.get_bind().dialect.name == "sqlite":
        return  # SQLite drops a table's triggers with the table.
    for name, table, _ in HANDS:
        op.execute(f"DROP TRIGGER {name} ON {table}")
        op.execute(f"DROP FUNCTION {name}()")
    for table in WRITTEN_ONCE:
        op.execute(f"DROP TRIGGER {table}_written_once ON {table}")
    op.execute("DROP FUNCTION written_once()")


def upgrade():
    op.create_table(
        "desk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("policy", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk")),
        sa.UniqueConstraint("slug", name=op.f("uq_desk_slug")),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email_key", sa.String(), nullable=False),
        sa.Column("address_key", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("succeeded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.create_index(
            "ix_sign_in_attempt_address_key_at", ["address_key", "at"], unique=False
        )
        batch_op.create_index("ix_sign_in_attempt_email_key_at", ["email_key", "at"], unique=False)

    op.create_table(
        "user_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("totp_secret", sa.String(), nullable=True),
        sa.Column("totp_confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("totp_last_step", sa.Integer(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("disabled_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("email", name=op.f("uq_user_account_email")),
    )
    op.create_table(
        "article",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("byline", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("press_at", UtcDateTime(), nullable=True),
        sa.Column("imported_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_article_desk_id_desk")),
        sa.ForeignKeyConstraint(
            ["imported_by_id"],
            ["user_account.id"],
            name=op.f("fk_article_imported_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
    )
    with op.batch_alter_table("article", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_article_desk_id"), ["desk_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("token_sha256", sa.String(), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_invitation_desk_id_desk")),
        sa.ForeignKeyConstraint(
            ["invited_by_id"],
            ["user_account.id"],
            name=op.f("fk_invitation_invited_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_invitation_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_invitation_token_sha256")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_desk_id"), ["desk_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitation_user_id"), ["user_id"], unique=False)

    op.create_table(
        "ledger_head",
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_ledger_head_desk_id_desk")),
        sa.PrimaryKeyConstraint("desk_id", name=op.f("pk_ledger_head")),
    )
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "reviewer",
                "editor",
                "legal",
                "reader",
                "admin",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_membership_desk_id_desk")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_membership_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint(
            "user_id", "desk_id", "role", name=op.f("uq_membership_user_id_desk_id_role")
        ),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_desk_id"), ["desk_id"], unique=False)

    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "medium",
                "agency",
                "authority",
                "court",
                "company",
                "organisation",
                "research",
                "document",
                "person",
                "other",
                name="sourcekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column(
            "letter",
            sa.Enum(
                "A",
                "B",
                "C",
                "D",
                "E",
                "F",
                name="sourceletter",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "disclosure",
            sa.Enum(
                "public",
                "legal_only",
                "sealed",
                name="disclosurelevel",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by_id"],
            ["user_account.id"],
            name=op.f("fk_source_created_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_source_desk_id_desk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("desk_id", "name_key", name=op.f("uq_source_desk_id_name_key")),
    )
    op.create_table(
        "spent_form",
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_spent_form_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_spent_form")),
    )
    with op.batch_alter_table("spent_form", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_spent_form_at"), ["at"], unique=False)

    op.create_table(
        "web_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_sha256", sa.String(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("browser", sa.String(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_web_session_desk_id_desk")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_web_session_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_session")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_web_session_token_sha256")),
    )
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_web_session_user_id"), ["user_id"], unique=False)

    op.create_table(
        "article_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("original_name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_version_article_id_article")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"],
            ["user_account.id"],
            name=op.f("fk_article_version_created_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["desk_id"], ["desk.id"], name=op.f("fk_article_version_desk_id_desk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_version")),
        sa.UniqueConstraint(
            "article_id", "number", name=op.f("uq_article_version_article_id_number")
        ),
        sa.UniqueConstraint("desk_id", "sha256", name=op.f("uq_article_version_desk_id_sha256")),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "link",
                "file",
                "note",
                name="evidencekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind <> 'link' OR url <> ''", name=op.f("ck_evidence_link_has_address")
        ),
        sa.CheckConstraint("kind <> 'note' OR note <> ''", name=op.f("ck_evidence_note_has_words")),
        sa.CheckConstraint(
            "kind = 'link' OR sha256 IS NOT NULL", name=op.f("ck_evidence_bytes_are_kept")
        ),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["user_account.id"], name=op.f("fk_evidence_added_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_evidence_desk_id_desk")),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_evidence_source_id_source")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_desk_id"), ["desk_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_sha256"), ["sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_source_id"), ["source_id"], unique=False)

    op.create_table(
        "author",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_author_article_id_article")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_author_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("article_id", "user_id", name=op.f("pk_author")),
    )
    with op.batch_alter_table("author", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_author_user_id"), ["user_id"], unique=False)

    op.create_table(
        "recusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("declared_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_recusal_article_id_article")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_recusal_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recusal")),
        sa.UniqueConstraint("article_id", "user_id", name=op.f("uq_recusal_article_id_user_id")),
    )
    with op.batch_alter_table("recusal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recusal_user_id"), ["user_id"], unique=False)

    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "variant",
            sa.Enum(
                "public",
                "legal",
                "internal",
                name="variant",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("body_hash", sa.String(length=64), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_report_article_id_article")
        ),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_report_desk_id_desk")),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["user_account.id"], name=op.f("fk_report_made_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("article_id", "number", name=op.f("uq_report_article_id_number")),
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_desk_id"), ["desk_id"], unique=False)

    op.create_table(
        "source_letter_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column(
            "letter",
            sa.Enum(
                "A",
                "B",
                "C",
                "D",
                "E",
                "F",
                name="sourceletter",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_source_letter_change_source_id_source")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
            name=op.f("fk_source_letter_change_user_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_letter_change")),
    )
    with op.batch_alter_table("source_letter_change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_source_letter_change_source_id"), ["source_id"], unique=False
        )

    op.create_table(
        "capture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "captured",
                "failed",
                name="capturestatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("final_url", sa.Text(), nullable=False),
        sa.Column("redirects", sa.JSON(), nullable=False),
        sa.Column("http_status", sa.Integer(), nullable=True),
        sa.Column("request_headers", sa.JSON(), nullable=False),
        sa.Column("response_headers", sa.JSON(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("sha512", sa.String(length=128), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("tool", sa.String(), nullable=False),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("requested_by_id", sa.Integer(), nullable=False),
        sa.Column("requested_at", UtcDateTime(), nullable=False),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "(status = 'captured') = (sha256 IS NOT NULL)",
            name=op.f("ck_capture_captured_has_bytes"),
        ),
        sa.CheckConstraint(
            "status <> 'failed' OR failure <> ''", name=op.f("ck_capture_failed_has_reason")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_capture_evidence_id_evidence")
        ),
        sa.ForeignKeyConstraint(
            ["requested_by_id"],
            ["user_account.id"],
            name=op.f("fk_capture_requested_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capture")),
    )
    with op.batch_alter_table("capture", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_capture_evidence_id"), ["evidence_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_capture_status"), ["status"], unique=False)

    op.create_table(
        "claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("article_version_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("start_at", sa.Integer(), nullable=False),
        sa.Column("end_at", sa.Integer(), nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("suffix", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "accusation",
                "legal_outcome",
                "statistic",
                "causal",
                "attributed",
                "event",
                "fact",
                name="claimkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("why", sa.JSON(), nullable=False),
        sa.Column("attributed_to", sa.String(), nullable=False),
        sa.Column("source_chain", sa.JSON(), nullable=False),
        sa.Column("suggestion", sa.JSON(), nullable=False),
        sa.Column("found_by_machine", sa.Boolean(), nullable=False),
        sa.Column("priority", sa.Double(), nullable=False),
        sa.Column("required", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "in_review",
                "adjudication",
                "awaiting_sign_off",
                "signed_off",
                "withdrawn",
                name="claimstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("state_since", UtcDateTime(), nullable=False),
        sa.Column("signed_off_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=False),
        sa.Column("sent_back_reason", sa.String(), nullable=False),
        sa.Column("same_as_id", sa.Integer(), nullable=True),
        sa.Column("meant_for_id", sa.Integer(), nullable=True),
        sa.Column("meant_by_id", sa.Integer(), nullable=True),
        sa.Column("meant_until", UtcDateTime(), nullable=True),
        sa.Column("meant_note", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(meant_for_id IS NULL) = (meant_until IS NULL)",
            name=op.f("ck_claim_meant_for_has_end"),
        ),
        sa.CheckConstraint(
            "(state = 'signed_off') = (signed_off_at IS NOT NULL)",
            name=op.f("ck_claim_signed_off_has_time"),
        ),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_reason <> '')",
            name=op.f("ck_claim_withdrawn_has_reason"),
        ),
        sa.CheckConstraint(
            "kind <> 'accusation' OR required >= 2", name=op.f("ck_claim_accusation_needs_two")
        ),
        sa.CheckConstraint("required >= 1", name=op.f("ck_claim_needs_an_assessment")),
        sa.CheckConstraint("start_at < end_at", name=op.f("ck_claim_claim_has_words")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_claim_article_id_article")
        ),
        sa.ForeignKeyConstraint(
            ["article_version_id"],
            ["article_version.id"],
            name=op.f("fk_claim_article_version_id_article_version"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user_account.id"], name=op.f("fk_claim_created_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_claim_desk_id_desk")),
        sa.ForeignKeyConstraint(
            ["meant_by_id"], ["user_account.id"], name=op.f("fk_claim_meant_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["meant_for_id"], ["user_account.id"], name=op.f("fk_claim_meant_for_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["same_as_id"], ["claim.id"], name=op.f("fk_claim_same_as_id_claim")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.UniqueConstraint("article_id", "number", name=op.f("uq_claim_article_id_number")),
    )
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_claim_article_version_id"), ["article_version_id"], unique=False
        )
        batch_op.create_index("ix_claim_desk_id_kind", ["desk_id", "kind", "state"], unique=False)
        batch_op.create_index("ix_claim_due_at", ["desk_id", "state", "due_at"], unique=False)
        batch_op.create_index(
            "ix_claim_meant_for", ["meant_for_id", "state", "desk_id"], unique=False
        )
        batch_op.create_index(
            "ix_claim_meant_until", ["desk_id", "state", "meant_until"], unique=False
        )
        batch_op.create_index(
            "ix_claim_places", ["desk_id", "state", "round", "required"], unique=False
        )
        batch_op.create_index("ix_claim_queue", ["desk_id", "state", "priority"], unique=False)
        batch_op.create_index(
            "ix_claim_state_since", ["desk_id", "state", "state_since"], unique=False
        )

    op.create_table(
        "derivation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
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
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("child_id <> parent_id", name=op.f("ck_derivation_not_from_itself")),
        sa.ForeignKeyConstraint(
            ["child_id"], ["evidence.id"], name=op.f("fk_derivation_child_id_evidence")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["evidence.id"], name=op.f("fk_derivation_parent_id_evidence")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_derivation_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_derivation")),
        sa.UniqueConstraint("child_id", "parent_id", name=op.f("uq_derivation_child_id_parent_id")),
    )
    with op.batch_alter_table("derivation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_derivation_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "sentence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_version_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start_at", sa.Integer(), nullable=False),
        sa.Column("end_at", sa.Integer(), nullable=False),
        sa.Column(
            "disposition",
            sa.Enum(
                "claim",
                "no_factual_content",
                "waived",
                "undecided",
                name="disposition",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "disposition <> 'waived' OR (decided_by_id IS NOT NULL AND reason <> '')",
            name=op.f("ck_sentence_waived_by_name_with_reason"),
        ),
        sa.CheckConstraint("start_at < end_at", name=op.f("ck_sentence_sentence_has_words")),
        sa.ForeignKeyConstraint(
            ["article_version_id"],
            ["article_version.id"],
            name=op.f("fk_sentence_article_version_id_article_version"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["user_account.id"],
            name=op.f("fk_sentence_decided_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sentence")),
        sa.UniqueConstraint(
            "article_version_id", "number", name=op.f("uq_sentence_article_version_id_number")
        ),
    )
    op.create_table(
        "accusation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("accuser", sa.String(), nullable=False),
        sa.Column("accuser_source_id", sa.Integer(), nullable=True),
        sa.Column("accused", sa.String(), nullable=False),
        sa.Column("names_person", sa.Boolean(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("law", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "suspicion",
                "detention",
                "charge",
                "trial",
                "conviction",
                "acquittal",
                "dropped",
                "died_in_custody",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("began_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("accuser_says", sa.Text(), nullable=False),
        sa.Column("accused_says", sa.Text(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("flagged_at", UtcDateTime(), nullable=True),
        sa.Column("flagged_by_id", sa.Integer(), nullable=True),
        sa.Column("flag_reason", sa.Text(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(flagged_at IS NULL) = (flag_reason = '')", name=op.f("ck_accusation_flag_has_reason")
        ),
        sa.CheckConstraint(
            "settled_at IS NULL OR (flagged_at IS NOT NULL AND settled_reason <> '')",
            name=op.f("ck_accusation_settled_flag_has_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["accuser_source_id"],
            ["source.id"],
            name=op.f("fk_accusation_accuser_source_id_source"),
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_accusation_claim_id_claim")
        ),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_accusation_desk_id_desk")),
        sa.ForeignKeyConstraint(
            ["flagged_by_id"],
            ["user_account.id"],
            name=op.f("fk_accusation_flagged_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["user_account.id"],
            name=op.f("fk_accusation_recorded_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["settled_by_id"],
            ["user_account.id"],
            name=op.f("fk_accusation_settled_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accusation")),
        sa.UniqueConstraint("claim_id", name=op.f("uq_accusation_claim_id")),
    )
    with op.batch_alter_table("accusation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_accusation_desk_id"), ["desk_id"], unique=False)
        batch_op.create_index(
            "ix_accusation_open_flag",
            ["desk_id", "claim_id"],
            unique=False,
            sqlite_where=sa.text("flagged_at IS NOT NULL AND settled_at IS NULL"),
            postgresql_where=sa.text("flagged_at IS NOT NULL AND settled_at IS NULL"),
        )

    op.create_table(
        "adjudication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("assessments", sa.JSON(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "supported",
                "supported_with_change",
                "disputed",
                "contradicted",
                "unverifiable",
                "attributed_only",
                "not_checkable",
                name="verdict",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "recommendation",
            sa.Enum(
                "stands",
                "reword",
                "attribute",
                "cut",
                "hold",
                name="recommendation",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("new_wording", sa.Text(), nullable=False),
        sa.Column("digit", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_adjudication_adjudication_has_reason")),
        sa.CheckConstraint("digit BETWEEN 1 AND 6", name=op.f("ck_adjudication_digit_one_to_six")),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_adjudication_claim_id_claim")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_adjudication_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjudication")),
        sa.UniqueConstraint("claim_id", "round", name=op.f("uq_adjudication_claim_id_round")),
    )
    with op.batch_alter_table("adjudication", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_adjudication_user_id"), ["user_id"], unique=False)

    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "supported",
                "supported_with_change",
                "disputed",
                "contradicted",
                "unverifiable",
                "attributed_only",
                "not_checkable",
                name="verdict",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "recommendation",
            sa.Enum(
                "stands",
                "reword",
                "attribute",
                "cut",
                "hold",
                name="recommendation",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("new_wording", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("digit", sa.Integer(), nullable=False),
        sa.Column("digit_reason", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("sheet_answered", sa.Boolean(), nullable=False),
        sa.Column("ticked", sa.JSON(), nullable=False),
        sa.Column("submitted_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_assessment_assessment_has_reason")),
        sa.CheckConstraint(
            "recommendation <> 'reword' OR new_wording <> ''",
            name=op.f("ck_assessment_reword_has_wording"),
        ),
        sa.CheckConstraint("digit BETWEEN 1 AND 6", name=op.f("ck_assessment_digit_one_to_six")),
        sa.CheckConstraint("level BETWEEN 0 AND 3", name=op.f("ck_assessment_level_none_to_three")),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_assessment_claim_id_claim")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_assessment_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint(
            "claim_id", "round", "user_id", name=op.f("uq_assessment_claim_id_round_user_id")
        ),
    )
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assessment_user_id"), ["user_id"], unique=False)

    op.create_table(
        "assessment_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_assessment_draft_claim_id_claim")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_assessment_draft_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_draft")),
        sa.UniqueConstraint(
            "claim_id", "round", "user_id", name=op.f("uq_assessment_draft_claim_id_round_user_id")
        ),
    )
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "held",
                "submitted",
                "released",
                "expired",
                "ended",
                name="leaseoutcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("taken_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "(outcome = 'held') = (ended_at IS NULL)", name=op.f("ck_assignment_ended_has_time")
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_assignment_claim_id_claim")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_assignment_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_claim_id"), ["claim_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index("ix_assignment_user_id_outcome", ["user_id", "outcome"], unique=False)
        batch_op.create_index(
            "one_person_a_slot",
            ["claim_id", "round", "slot"],
            unique=True,
            sqlite_where=sa.text("outcome IN ('held', 'submitted')"),
            postgresql_where=sa.text("outcome IN ('held', 'submitted')"),
        )
        batch_op.create_index(
            "one_slot_a_person",
            ["claim_id", "round", "user_id"],
            unique=True,
            sqlite_where=sa.text("outcome IN ('held', 'submitted')"),
            postgresql_where=sa.text("outcome IN ('held', 'submitted')"),
        )

    op.create_table(
        "checkpoint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "name",
                "figure",
                "date",
                "place",
                "title",
                "quote",
                name="checkpointkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("start_at", sa.Integer(), nullable=False),
        sa.Column("end_at", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_checkpoint_claim_id_claim")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkpoint")),
    )
    with op.batch_alter_table("checkpoint", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_checkpoint_claim_id"), ["claim_id"], unique=False)

    op.create_table(
        "claim_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("locator", sa.String(), nullable=False),
        sa.Column("excerpt", sa.Text(), nullable=False),
        sa.Column("attached_by_id", sa.Integer(), nullable=False),
        sa.Column("attached_at", UtcDateTime(), nullable=False),
        sa.Column("detached_at", UtcDateTime(), nullable=True),
        sa.Column("detached_by_id", sa.Integer(), nullable=True),
        sa.Column("detached_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(detached_at IS NULL) = (detached_reason = '')",
            name=op.f("ck_claim_evidence_detached_has_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["attached_by_id"],
            ["user_account.id"],
            name=op.f("fk_claim_evidence_attached_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_claim_evidence_claim_id_claim")
        ),
        sa.ForeignKeyConstraint(
            ["detached_by_id"],
            ["user_account.id"],
            name=op.f("fk_claim_evidence_detached_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_claim_evidence_evidence_id_evidence")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_evidence")),
        sa.UniqueConstraint(
            "claim_id", "evidence_id", name=op.f("uq_claim_evidence_claim_id_evidence_id")
        ),
        sa.UniqueConstraint("claim_id", "number", name=op.f("uq_claim_evidence_claim_id_number")),
    )
    with op.batch_alter_table("claim_evidence", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_claim_evidence_evidence_id"), ["evidence_id"], unique=False
        )

    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "note",
                "query",
                name="commentkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by_id"],
            ["user_account.id"],
            name=op.f("fk_comment_answered_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_comment_claim_id_claim")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_comment_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comment_claim_id"), ["claim_id"], unique=False)
        batch_op.create_index(
            "ix_comment_open_query",
            ["claim_id"],
            unique=False,
            sqlite_where=sa.text("kind = 'query' AND answered_at IS NULL"),
            postgresql_where=sa.text("kind = 'query' AND answered_at IS NULL"),
        )

    op.create_table(
        "gate_waiver",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column(
            "gate",
            sa.Enum(
                "assessments",
                "queries",
                "evidence",
                "sheet",
                "level",
                "reply",
                "alarm",
                "grade_one",
                name="gatecode",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("waived_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_gate_waiver_waiver_has_reason")),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_gate_waiver_claim_id_claim")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_gate_waiver_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gate_waiver")),
        sa.UniqueConstraint(
            "claim_id", "round", "gate", name=op.f("uq_gate_waiver_claim_id_round_gate")
        ),
    )
    op.create_table(
        "ledger_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=True),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_ledger_entry_article_id_article")
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_ledger_entry_claim_id_claim")
        ),
        sa.ForeignKeyConstraint(
            ["desk_id"], ["desk.id"], name=op.f("fk_ledger_entry_desk_id_desk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entry")),
        sa.UniqueConstraint("desk_id", "number", name=op.f("uq_ledger_entry_desk_id_number")),
    )
    with op.batch_alter_table("ledger_entry", schema=None) as batch_op:
        batch_op.create_index(
            "ix_ledger_entry_action", ["desk_id", "action", "number"], unique=False
        )
        batch_op.create_index(
            "ix_ledger_entry_actor_id", ["desk_id", "actor_id", "number"], unique=False
        )
        batch_op.create_index(
            "ix_ledger_entry_article_id", ["article_id", "number"], unique=False
        )
        batch_op.create_index("ix_ledger_entry_at", ["desk_id", "at"], unique=False)
        batch_op.create_index("ix_ledger_entry_claim_id", ["claim_id", "number"], unique=False)

    op.create_table(
        "level_confirmation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "reviewer",
                "editor",
                "legal",
                "reader",
                "admin",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("said_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_level_confirmation_claim_id_claim")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
            name=op.f("fk_level_confirmation_user_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_level_confirmation")),
        sa.UniqueConstraint(
            "claim_id", "round", "role", name=op.f("uq_level_confirmation_claim_id_round_role")
        ),
    )
    op.create_table(
        "reply_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("asked_of", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("deadline_at", UtcDateTime(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_reply_request_claim_id_claim")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_reply_request_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_request")),
    )
    with op.batch_alter_table("reply_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reply_request_claim_id"), ["claim_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_reply_request_deadline_at"), ["deadline_at"], unique=False
        )

    op.create_table(
        "sign_off",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("signed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_sign_off_claim_id_claim")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_sign_off_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_off")),
        sa.UniqueConstraint("claim_id", "round", name=op.f("uq_sign_off_claim_id_round")),
    )
    op.create_table(
        "exculpatory_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("accusation_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rests_on", sa.String(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("noted_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["accusation_id"],
            ["accusation.id"],
            name=op.f("fk_exculpatory_note_accusation_id_accusation"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_exculpatory_note_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exculpatory_note")),
    )
    with op.batch_alter_table("exculpatory_note", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_exculpatory_note_accusation_id"), ["accusation_id"], unique=False
        )

    op.create_table(
        "grade",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column(
            "letter",
            sa.Enum(
                "A",
                "B",
                "C",
                "D",
                "E",
                "F",
                name="sourceletter",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("digit", sa.Integer(), nullable=False),
        sa.Column(
            "stance",
            sa.Enum(
                "supports",
                "undermines",
                "context",
                name="stance",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_grade_grade_has_reason")),
        sa.CheckConstraint("digit BETWEEN 1 AND 6", name=op.f("ck_grade_digit_one_to_six")),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_grade_assessment_id_assessment")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_grade_evidence_id_evidence")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grade")),
        sa.UniqueConstraint(
            "assessment_id", "evidence_id", name=op.f("uq_grade_assessment_id_evidence_id")
        ),
    )
    with op.batch_alter_table("grade", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grade_evidence_id"), ["evidence_id"], unique=False)

    op.create_table(
        "indicator_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=2), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "yes",
                "partly",
                "no",
                "unknown",
                name="answer",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("evidence_for", sa.Text(), nullable=False),
        sa.Column("evidence_against", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessment.id"],
            name=op.f("fk_indicator_answer_assessment_id_assessment"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_answer")),
        sa.UniqueConstraint(
            "assessment_id", "code", name=op.f("uq_indicator_answer_assessment_id_code")
        ),
    )
    op.create_table(
        "sign_off_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sign_off_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sign_off_id"], ["sign_off.id"], name=op.f("fk_sign_off_end_sign_off_id_sign_off")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_sign_off_end_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_off_end")),
        sa.UniqueConstraint("sign_off_id", name=op.f("uq_sign_off_end_sign_off_id")),
    )
    op.create_table(
        "asking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("article_version_id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=True),
        sa.Column("claim_revision", sa.Integer(), nullable=True),
        sa.Column(
            "asked_for",
            sa.Enum(
                "claims",
                "wordings",
                name="askedfor",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "answered",
                "failed",
                name="askingstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("sent_sha256", sa.String(length=64), nullable=False),
        sa.Column("suggested", sa.JSON(), nullable=False),
        sa.Column("failure", sa.String(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "status <> 'failed' OR failure <> ''", name=op.f("ck_asking_failed_has_reason")
        ),
        sa.CheckConstraint(
            "(status = 'pending') = (finished_at IS NULL)",
            name=op.f("ck_asking_pending_has_no_end"),
        ),
        sa.CheckConstraint(
            "(asked_for = 'wordings') = (claim_id IS NOT NULL)",
            name=op.f("ck_asking_wordings_are_for_a_claim"),
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_asking_article_id_article")
        ),
        sa.ForeignKeyConstraint(
            ["article_version_id"],
            ["article_version.id"],
            name=op.f("fk_asking_article_version_id_article_version"),
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["user_account.id"], name=op.f("fk_asking_asked_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_asking_claim_id_claim")),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_asking_desk_id_desk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asking")),
    )
    with op.batch_alter_table("asking", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_asking_article_id"), ["article_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_asking_claim_id"), ["claim_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_asking_status"), ["status"], unique=False)

    _guard()


def downgrade():
    _unguard()
    with op.batch_alter_table("asking", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_asking_status"))
        batch_op.drop_index(batch_op.f("ix_asking_claim_id"))
        batch_op.drop_index(batch_op.f("ix_asking_article_id"))

    op.drop_table("asking")
    op.drop_table("sign_off_end")
    op.drop_table("indicator_answer")
    with op.batch_alter_table("grade", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grade_evidence_id"))

    op.drop_table("grade")
    with op.batch_alter_table("exculpatory_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_exculpatory_note_accusation_id"))

    op.drop_table("exculpatory_note")
    op.drop_table("sign_off")
    with op.batch_alter_table("reply_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reply_request_deadline_at"))
        batch_op.drop_index(batch_op.f("ix_reply_request_claim_id"))

    op.drop_table("reply_request")
    op.drop_table("level_confirmation")
    with op.batch_alter_table("ledger_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_ledger_entry_claim_id")
        batch_op.drop_index("ix_ledger_entry_at")
        batch_op.drop_index("ix_ledger_entry_article_id")
        batch_op.drop_index("ix_ledger_entry_actor_id")
        batch_op.drop_index("ix_ledger_entry_action")

    op.drop_table("ledger_entry")
    op.drop_table("gate_waiver")
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_index("ix_comment_open_query")
        batch_op.drop_index(batch_op.f("ix_comment_claim_id"))

    op.drop_table("comment")
    with op.batch_alter_table("claim_evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_claim_evidence_evidence_id"))

    op.drop_table("claim_evidence")
    with op.batch_alter_table("checkpoint", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_checkpoint_claim_id"))

    op.drop_table("checkpoint")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index(
            "one_slot_a_person",
            sqlite_where=sa.text("outcome IN ('held', 'submitted')"),
            postgresql_where=sa.text("outcome IN ('held', 'submitted')"),
        )
        batch_op.drop_index(
            "one_person_a_slot",
            sqlite_where=sa.text("outcome IN ('held', 'submitted')"),
            postgresql_where=sa.text("outcome IN ('held', 'submitted')"),
        )
        batch_op.drop_index("ix_assignment_user_id_outcome")
        batch_op.drop_index(batch_op.f("ix_assignment_expires_at"))
        batch_op.drop_index(batch_op.f("ix_assignment_claim_id"))

    op.drop_table("assignment")
    op.drop_table("assessment_draft")
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assessment_user_id"))

    op.drop_table("assessment")
    with op.batch_alter_table("adjudication", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_adjudication_user_id"))

    op.drop_table("adjudication")
    with op.batch_alter_table("accusation", schema=None) as batch_op:
        batch_op.drop_index("ix_accusation_open_flag")
        batch_op.drop_index(batch_op.f("ix_accusation_desk_id"))

    op.drop_table("accusation")
    op.drop_table("sentence")
    with op.batch_alter_table("derivation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_derivation_parent_id"))

    op.drop_table("derivation")
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.drop_index("ix_claim_state_since")
        batch_op.drop_index("ix_claim_queue")
        batch_op.drop_index("ix_claim_places")
        batch_op.drop_index("ix_claim_meant_until")
        batch_op.drop_index("ix_claim_meant_for")
        batch_op.drop_index("ix_claim_due_at")
        batch_op.drop_index("ix_claim_desk_id_kind")
        batch_op.drop_index(batch_op.f("ix_claim_article_version_id"))

    op.drop_table("claim")
    with op.batch_alter_table("capture", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_capture_status"))
        batch_op.drop_index(batch_op.f("ix_capture_evidence_id"))

    op.drop_table("capture")
    with op.batch_alter_table("source_letter_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_source_letter_change_source_id"))

    op.drop_table("source_letter_change")
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_desk_id"))

    op.drop_table("report")
    with op.batch_alter_table("recusal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recusal_user_id"))

    op.drop_table("recusal")
    with op.batch_alter_table("author", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_author_user_id"))

    op.drop_table("author")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_source_id"))
        batch_op.drop_index(batch_op.f("ix_evidence_sha256"))
        batch_op.drop_index(batch_op.f("ix_evidence_desk_id"))

    op.drop_table("evidence")
    op.drop_table("article_version")
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_web_session_user_id"))

    op.drop_table("web_session")
    with op.batch_alter_table("spent_form", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_spent_form_at"))

    op.drop_table("spent_form")
    op.drop_table("source")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_membership_desk_id"))

    op.drop_table("membership")
    op.drop_table("ledger_head")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_user_id"))
        batch_op.drop_index(batch_op.f("ix_invitation_desk_id"))

    op.drop_table("invitation")
    with op.batch_alter_table("article", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_article_desk_id"))

    op.drop_table("article")
    op.drop_table("user_account")
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_attempt_email_key_at")
        batch_op.drop_index("ix_sign_in_attempt_address_key_at")

    op.drop_table("sign_in_attempt")
    op.drop_table("desk")
