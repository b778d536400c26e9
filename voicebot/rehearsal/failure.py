"""One thing that is not as a test has it."""

from dataclasses import dataclass


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
