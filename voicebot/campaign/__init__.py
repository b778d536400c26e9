"""Campaigns: whom to call when, by rule and by law. Nothing here does I/O."""
