"""What the processes tell of themselves: one event a line, personal data masked."""
