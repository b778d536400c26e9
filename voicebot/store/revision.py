"""Which tables a database has, and how it gets those of this code."""

from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from voicebot.store.job_tables import upgrade_job_tables

MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgrade:
    """Revisions before and after; `before` is None where there were no tables."""

    before: str | None
    after: str


def newest_revision() -> str:
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    if head is None:
        raise LookupError(f"{MIGRATIONS} holds no revision")
    return head


def current_revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(connection: Connection) -> Upgrade:
    """Bring the tables to the newest revision, all steps or none; those of jobs too."""
    before = current_revision(connection)
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, "head")
    upgrade_job_tables(connection)
    return Upgrade(before=before, after=newest_revision())
