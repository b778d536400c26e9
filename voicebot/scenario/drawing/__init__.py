"""Dialogue graphs as pictures."""
