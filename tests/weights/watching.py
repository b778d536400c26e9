"""A watcher that remembers."""


class Notes:
    def __init__(self) -> None:
        self.notes: list[str] = []
        self.seen: list[tuple[str, int, int | None]] = []

    def progress(self, what: str, done_bytes: int, total_bytes: int | None) -> None:
        self.seen.append((what, done_bytes, total_bytes))

    def note(self, sentence: str) -> None:
        self.notes.append(sentence)
