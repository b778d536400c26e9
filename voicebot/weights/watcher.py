"""Whoever looks on while a model is pulled."""

from typing import Protocol


class Watcher(Protocol):
    """Told of progress and of sources that failed; called from the pulling thread."""

    def progress(self, what: str, done_bytes: int, total_bytes: int | None) -> None:
        """`what` has come so far; the total is None where the sender hides it."""

    def note(self, sentence: str) -> None:
        """Something worth a line, such as a source out of reach."""
