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
UNFINISHED = text("finished_at IS NULL AND next_at IS NOT NULL")

CAMPAIGNS = Table(
    "campaigns",
    METADATA,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("created_at", MOMENT, nullable=False, server_default=func.now()),
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
    # Who is due, found without reading those who are done.
    Index(
        "ix_contacts_due",
        "campaign_id",
        "next_at",
        postgresql_where=UNFINISHED,
    ),
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
    # How often a number was dialled, by every campaign.
    Index(None, "phone", "at"),
)
DO_NOT_CALL = Table(
    "do_not_call",
    METADATA,
    Column("number", Text, primary_key=True),
    Column("since", MOMENT, nullable=False),
    Column("reason", Text, nullable=False),
)
