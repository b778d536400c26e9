"""Cues by who gives them: a file a kind of answerer."""
