"""A talk with a scenario in text."""
