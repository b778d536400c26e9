"""Text to intent and slots: phrase rules, classifier, spoken time."""
