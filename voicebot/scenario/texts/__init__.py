"""Everything that a robot may say: to render, to read, to approve."""
