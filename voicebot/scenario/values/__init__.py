"""The types of slots, one file each, found by walking here."""
