"""How often somebody may be dialled at most."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """Most attempts in a period; None is no limit.

    A day is a date of the contact's own; a week is any seven dates in a row and a month
    any 31, so that both the calendar's and the rolling reading of a law are kept.
    """

    day: int | None = None
    rolling_24h: int | None = None
    week: int | None = None
    month: int | None = None
    lifetime: int | None = None

    @property
    def is_empty(self) -> bool:
        return (
            self.day is None
            and self.rolling_24h is None
            and self.week is None
            and self.month is None
            and self.lifetime is None
        )


NO_CAPS = Caps()
