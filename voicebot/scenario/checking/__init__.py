"""Looks a scenario over before anybody is called."""
