"""Keys that were pressed when no question waited for them."""

from collections import deque

from voicebot.scenario.actions import Listen

KEPT_S = 10.0
"""Who knows the menu presses on while a webhook is asked, which takes no longer. Keys of
an earlier wait, such as a transfer's ringing, were meant for nothing that is asked now."""

LATE_END_S = 2.0
"""A number of full length is taken with its last key; the end key that people press out of
habit comes within this."""

_MOST = 32
"""More than any number and its menu; the oldest is dropped."""


class KeysAhead:
    """Type-ahead of one call, in order; pure: it is told the call's time.

    A kept key counts for the first question that it can answer. The key that would have
    ended a number which was full without it is swallowed.
    """

    def __init__(self) -> None:
        self._kept: deque[tuple[str, float]] = deque(maxlen=_MOST)
        self._end_key: str | None = None
        self._end_until_s = 0.0

    def number_taken(self, question: Listen, keys: str, now_s: float) -> None:
        """Keys answered the question; of a full number the end key may still come."""
        digits = question.digits
        is_full = digits is not None and len(keys) >= digits.most
        is_branch = keys in question.keys
        self._end_key = digits.end_key if digits and is_full and not is_branch else None
        self._end_until_s = now_s + LATE_END_S
        if self._kept and self.is_late_end(self._kept[0][0], now_s):
            self._kept.popleft()

    def is_late_end(self, key: str, now_s: float) -> bool:
        """Whether the key only ends the number before; asked once of each key."""
        expected, self._end_key = self._end_key, None
        return key == expected and now_s <= self._end_until_s

    def keep(self, key: str, now_s: float) -> None:
        self._kept.append((key, now_s))

    def next_for(self, question: Listen, now_s: float) -> str | None:
        """The next key that the question can use; older and useless ones are dropped."""
        while self._kept:
            key, pressed_s = self._kept.popleft()
            is_of_use = question.digits is not None or key in question.keys
            if is_of_use and now_s - pressed_s <= KEPT_S:
                return key
        return None
