"""Steps from one set of tables to the next, run by Alembic."""
