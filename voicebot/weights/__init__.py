"""Model weights on disk: what exists, where from, and whether it is whole."""
