"""Rules beside campaigns, who is being called, paces, imports; more about attempts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"

_MOMENT = sa.DateTime(timezone=True)
_OLD_WAITING = "finished_at IS NULL AND next_at IS NOT NULL"
_WAITING = f"{_OLD_WAITING} AND NOT is_claimed"


def upgrade() -> None:
    _widen_campaigns()
    _create_imports()
    _widen_contacts()
    _widen_attempts()
    _create_leases()
    _create_pacing()
    op.create_table(
        "job_steps",
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_job_steps")),
    )


def _widen_campaigns() -> None:
    for column in (
        _text("title"),
        _text("rules"),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        _text("status", "draft"),
        _text("status_why"),
        sa.Column(
            "status_at", _MOMENT, server_default=sa.text("now()"), nullable=False
        ),
    ):
        op.add_column("campaigns", column)


def _create_imports() -> None:
    op.create_table(
        "imports",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        _of_campaign("imports"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    op.create_index(op.f("ix_imports_campaign_id"), "imports", ["campaign_id"])


def _widen_contacts() -> None:
    for column in (
        sa.Column("urgency", sa.SmallInteger(), server_default="0", nullable=False),
        _flag("is_claimed"),
        sa.Column("list", sa.Text()),
        sa.Column("added_at", _MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.Column("import_id", sa.BigInteger()),
    ):
        op.add_column("contacts", column)
    op.create_foreign_key(
        op.f("fk_contacts_import_id"),
        "contacts",
        "imports",
        ["import_id"],
        ["id"],
        ondelete="SET NULL",
    )
    # As `urgency_of` of this revision: promises first, then higher priorities.
    op.execute(
        "UPDATE contacts SET list = state->>'list', state = state - 'list',"
        " urgency = CASE WHEN state->>'promised_at' IS NOT NULL THEN -32768"
        " ELSE greatest(-1000, least(1000, -priority)) END"
    )
    op.drop_index("ix_contacts_due", "contacts")
    op.create_index(
        "ix_contacts_due",
        "contacts",
        ["campaign_id", "urgency", "next_at"],
        postgresql_where=sa.text(_WAITING),
    )
    op.create_index(
        op.f("ix_contacts_campaign_id_list"), "contacts", ["campaign_id", "list"]
    )


def _widen_attempts() -> None:
    for column in (
        sa.Column("lease_id", sa.BigInteger()),
        sa.Column("campaign_id", sa.BigInteger()),
        _text("node"),
        _text("trunk"),
        sa.Column("turns", sa.Integer(), server_default="0", nullable=False),
        sa.Column("no_matches", sa.Integer(), server_default="0", nullable=False),
        _flag("hung_up"),
        _text("call_folder"),
        sa.Column("state_before", JSONB()),
    ):
        op.add_column("attempts", column)
    op.execute(
        "UPDATE attempts SET campaign_id = contacts.campaign_id"
        " FROM contacts WHERE contacts.id = attempts.contact_id"
    )
    op.create_unique_constraint(op.f("uq_attempts_lease_id"), "attempts", ["lease_id"])
    op.create_foreign_key(
        op.f("fk_attempts_campaign_id"),
        "attempts",
        "campaigns",
        ["campaign_id"],
        ["id"],
        ondelete="CASCADE",
    )
    op.create_index(
        op.f("ix_attempts_campaign_id_at"), "attempts", ["campaign_id", "at"]
    )


def _create_leases() -> None:
    op.create_table(
        "leases",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("trunk", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("claimed_at", _MOMENT, nullable=False),
        sa.Column("dialled_at", _MOMENT),
        sa.Column("alive_at", _MOMENT, nullable=False),
        _of_campaign("leases"),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
            name=op.f("fk_leases_contact_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leases")),
        sa.UniqueConstraint("contact_id", name=op.f("uq_leases_contact_id")),
        sa.UniqueConstraint("number", name=op.f("uq_leases_number")),
    )


def _create_pacing() -> None:
    op.create_table(
        "pacing",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("free_at", _MOMENT),
        sa.Column("taken_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_pacing")),
    )


def _text(name: str, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)


def _of_campaign(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["campaign_id"],
        ["campaigns.id"],
        name=op.f(f"fk_{table}_campaign_id"),
        ondelete="CASCADE",
    )
