"""The store's real PostgreSQL, for jobs."""

from tests.store.conftest import (  # noqa: F401  # fixtures of a real PostgreSQL
    database,
    empty_database,
    server,
)
