"""A number that the caller enters by keys."""

from voicebot.scenario.actions import DigitInput


class KeyEntry:
    """Pure; one number. Without `digits` any key is the whole of it.

    A key of `branches` leads somewhere by itself, but only as the first one: in a
    number it is a digit like the others.
    """

    def __init__(self, digits: DigitInput | None, branches: frozenset[str]) -> None:
        self._digits = digits
        self._branches = branches
        self._last_key_s = 0.0
        self.keys = ""
        """What was entered so far, without the key that ends a number."""

    @property
    def has_begun(self) -> bool:
        return bool(self.keys)

    def press(self, key: str, now_s: float) -> bool:
        """Take another key; whether nothing more belongs to it."""
        self._last_key_s = now_s
        digits = self._digits
        if not self.keys:
            self.keys = key
            is_whole = digits is None or key in self._branches or key == digits.end_key
            return is_whole or self._is_full
        if digits is None or key == digits.end_key:
            return True
        self.keys += key
        return self._is_full

    def is_over(self, now_s: float) -> bool:
        """Whether no further key came for so long that none will."""
        gap_s = self._digits.gap_s if self._digits else 0.0
        return self.has_begun and now_s - self._last_key_s >= gap_s

    @property
    def _is_full(self) -> bool:
        return self._digits is None or len(self.keys) >= self._digits.most
