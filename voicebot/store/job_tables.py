"""The tables of Procrastinate, which runs the jobs, brought to its own newest step."""

from pathlib import Path

from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, insert, select

from voicebot.store.tables import JOB_STEPS


def upgrade_job_tables(connection: Connection) -> None:
    """Make them, or take the steps that a newer Procrastinate has brought since."""
    made = steps_made(connection)
    missing = [step for step in _steps() if step.name not in made]
    if not made:
        _run(connection, SchemaManager.get_schema())
    else:
        for step in missing:
            _run(connection, step.read_text("utf-8"))
    if missing:
        rows = [{"name": step.name} for step in missing]
        connection.execute(insert(JOB_STEPS), rows)


def lacks_job_steps(connection: Connection) -> bool:
    made = steps_made(connection)
    return any(step.name not in made for step in _steps())


def steps_made(connection: Connection) -> frozenset[str]:
    return frozenset(connection.execute(select(JOB_STEPS.c.name)).scalars())


def _steps() -> list[Path]:
    """In the order of their names, which is Procrastinate's own."""
    return sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))


def _run(connection: Connection, sql: str) -> None:
    """Several statements at once, so without parameters: by the driver's own cursor."""
    cursor = connection.connection.cursor()
    cursor.execute(sql)
    cursor.close()
