"""Conversations that a scenario must get right, and what came of them."""
