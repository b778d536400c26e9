"""One thing that is not as a test has it."""

from dataclasses import dataclass

from voicebot.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """`line` is in the tests' file, from 1.

    `exchanges` tells how much of the talk had happened by then; None is all of it.
    """

    line: int
    sentence: str
    expected: str | None = None
    happened: str | None = None
    exchanges: int | None = None

    @property
    def comparison(self) -> tuple[str, ...]:
        """What was expected and what happened, a line each; nothing where untold."""
        told = (
            (_("expected: {text}"), self.expected),
            (_("happened: {text}"), self.happened),
        )
        return tuple(line.format(text=text) for line, text in told if text is not None)
