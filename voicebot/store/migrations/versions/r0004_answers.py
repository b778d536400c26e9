"""What a talk wrote into the contact's card is kept with its attempt."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    # A constant default: PostgreSQL writes no row anew, however many there are.
    op.add_column(
        "attempts",
        sa.Column("fields", JSONB(), nullable=False, server_default=sa.text("'{}'")),
    )
