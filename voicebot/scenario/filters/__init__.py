"""What may follow a slot's name in a text: one file a filter, found by walking here."""
