"""Measurements, one command a question; each prints a table and can write JSON."""
