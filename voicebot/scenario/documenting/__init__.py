"""What authors and editors read of the language, generated from its classes."""
