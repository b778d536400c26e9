"""Spoken Russian numbers, digits and telephone numbers."""
