"""Sound to text: voice activity detection and speech recognizers."""
