"""Understanding that asks a Rasa server: what it is asked, and what is done without it."""
