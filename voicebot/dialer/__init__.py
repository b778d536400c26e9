"""Dialling for campaigns: one process pulls who is due, calls, and writes what came of it."""
