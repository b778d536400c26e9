"""Bases of contacts: files and rows, what is wrong in them, and the way into a campaign."""
