"""The first guess that the caller speaks over the robot, before the ear is sure."""

_VOICE_TICKS = 2
"""So long there must have been more than echo."""

_LONGEST_TICKS = 12
"""Whoever truly speaks has begun by then."""

_MOST_FALSE = 3
"""A line that fools it so much more often than not gets no more of them."""


class Hunch:
    """Lives from the first window that sounds like a voice until somebody speaks, or not.

    It costs a prompt nothing but a short gap, so it may err, but not again and again:
    a background of voices must not make the robot stutter.
    """

    def __init__(self) -> None:
        self._voice_ticks = 0
        self._lived_ticks = 0
        self._false = 0
        self.is_live = False

    def hear(self, *, is_beginning: bool, is_voice: bool, is_echo: bool) -> None:
        """Take a tick: whether speech seems to begin, and whose sound it was."""
        self._voice_ticks = self._voice_ticks + 1 if is_voice else 0
        if self.is_live:
            self._lived_ticks += 1
            if not is_beginning or is_echo or self._lived_ticks > _LONGEST_TICKS:
                self._end(was_right=False)
        elif is_beginning and self._voice_ticks >= _VOICE_TICKS:
            self.is_live = self._false < _MOST_FALSE
            self._lived_ticks = 0

    def speech_started(self) -> None:
        """The ear is sure now."""
        if self.is_live:
            self._end(was_right=True)

    def _end(self, *, was_right: bool) -> None:
        self.is_live = False
        self._false = max(0, self._false - 1) if was_right else self._false + 1
