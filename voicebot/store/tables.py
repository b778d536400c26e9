"""The tables of campaigns; a change here needs a revision under migrations/."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Double,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    Text,
    false,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
MOMENT = DateTime(timezone=True)
WAITING = text("finished_at IS NULL AND next_at IS NOT NULL AND NOT is_claimed")

CAMPAIGNS = Table(
    "campaigns",
    METADATA,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("created_at", MOMENT, nullable=False, server_default=func.now()),
    Column("title", Text, nullable=False, server_default=""),
    Column("rules", Text, nullable=False, server_default=""),
    Column("revision", Integer, nullable=False, server_default=text("1")),
    Column("status", Text, nullable=False, server_default="draft"),
    Column("status_why", Text, nullable=False, server_default=""),
    Column("status_at", MOMENT, nullable=False, server_default=func.now()),
)
IMPORTS = Table(
    "imports",
    METADATA,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column(
        "campaign_id",
        ForeignKey(CAMPAIGNS.c.id, ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("file", Text, nullable=False),
    Column("made_at", MOMENT, nullable=False),
    Column("accepted", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
)
CONTACTS = Table(
    "contacts",
    METADATA,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("campaign_id", ForeignKey(CAMPAIGNS.c.id), nullable=False),
    Column("slots", JSONB, nullable=False),
    Column("next_at", MOMENT),
    Column("priority", Integer, nullable=False),
    Column("finished_at", MOMENT),
    Column("state", JSONB, nullable=False),
    # `ContactState.urgency` as one number, see `contacts.urgency_of`.
    Column("urgency", SmallInteger, nullable=False, server_default=text("0")),
    Column("is_claimed", Boolean, nullable=False, server_default=false()),
    Column("list", Text),
    Column("added_at", MOMENT, nullable=False, server_default=func.now()),
    Column("import_id", ForeignKey(IMPORTS.c.id, ondelete="SET NULL")),
    # Who is due, found without reading those who are done or being called.
    Index(
        "ix_contacts_due",
        "campaign_id",
        "urgency",
        "next_at",
        postgresql_where=WAITING,
    ),
    # How many stand in which list.
    Index(None, "campaign_id", "list"),
)
PHONES = Table(
    "phones",
    METADATA,
    Column(
        "contact_id", ForeignKey(CONTACTS.c.id, ondelete="CASCADE"), primary_key=True
    ),
    Column("place", SmallInteger, primary_key=True),
    Column("number", Text, nullable=False, index=True),
    Column("zones", JSONB, nullable=False),
    Column("region", Text, nullable=False),
)
LEAD_KEYS = Table(
    "lead_keys",
    METADATA,
    # The name that another system has for a contact: a lead sent twice is one contact.
    Column(
        "campaign_id",
        ForeignKey(CAMPAIGNS.c.id, ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("key", Text, primary_key=True),
    Column(
        "contact_id",
        ForeignKey(CONTACTS.c.id, ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
)
ATTEMPTS = Table(
    "attempts",
    METADATA,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column(
        "contact_id",
        ForeignKey(CONTACTS.c.id, ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("at", MOMENT, nullable=False),
    Column("phone", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("outcome", Text),
    Column("rang_s", Double, nullable=False),
    Column("talked_s", Double, nullable=False),
    Column("promised_at", MOMENT),
    Column("is_do_not_call", Boolean, nullable=False),
    Column("lease_id", BigInteger, unique=True),
    Column("campaign_id", ForeignKey(CAMPAIGNS.c.id, ondelete="CASCADE")),
    Column("node", Text, nullable=False, server_default=""),
    Column("trunk", Text, nullable=False, server_default=""),
    Column("turns", Integer, nullable=False, server_default=text("0")),
    Column("no_matches", Integer, nullable=False, server_default=text("0")),
    Column("hung_up", Boolean, nullable=False, server_default=false()),
    Column("call_folder", Text, nullable=False, server_default=""),
    Column("fields", JSONB, nullable=False, server_default=text("'{}'")),
    # What the contact was before a call whose end nobody told; see `leases.recover`.
    Column("state_before", JSONB),
    # How often a number was dialled, by every campaign.
    Index(None, "phone", "at"),
    # What a campaign did lately: its progress and its circuit breakers.
    Index(None, "campaign_id", "at"),
)
LEASES = Table(
    "leases",
    METADATA,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column(
        "contact_id",
        ForeignKey(CONTACTS.c.id, ondelete="CASCADE"),
        nullable=False,
        unique=True,
    ),
    Column(
        "campaign_id", ForeignKey(CAMPAIGNS.c.id, ondelete="CASCADE"), nullable=False
    ),
    Column("trunk", Text, nullable=False),
    Column("holder", Text, nullable=False),
    Column("claimed_at", MOMENT, nullable=False),
    Column("dialled_at", MOMENT),
    Column("alive_at", MOMENT, nullable=False),
)
PACING = Table(
    "pacing",
    METADATA,
    # «campaign:1», «trunk:main».
    Column("key", Text, primary_key=True),
    Column("free_at", MOMENT),
    Column("taken_at", MOMENT, nullable=False),
)
JOB_STEPS = Table(
    "job_steps",
    METADATA,
    # Names of Procrastinate's migrations that its tables have.
    Column("name", Text, primary_key=True),
)
DO_NOT_CALL = Table(
    "do_not_call",
    METADATA,
    Column("number", Text, primary_key=True),
    Column("since", MOMENT, nullable=False),
    Column("reason", Text, nullable=False),
)
