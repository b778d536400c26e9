"""Rules: patterns over words, each with a name that tells why it decided."""
