"""Campaigns, contacts and attempts in PostgreSQL: rows to facts and back."""
