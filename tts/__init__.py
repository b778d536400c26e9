"""Text to sound: normalization, synthesizers, prompt cache."""
