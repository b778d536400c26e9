"""How much of the lines a campaign may take, and how much a trunk carries."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Of one campaign, in the whole system; None is no limit of its own.

    `trunks` are those that it may be dialled by, the preferred one first; none named:
    any. `share` is its weight against others of the same urgency: with 3 it gets three
    lines for each one of a campaign with 1.
    """

    lines: int | None = None
    calls_per_s: float | None = None
    trunks: tuple[str, ...] = ()
    share: int = 1


UNLIMITED = Budget()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrunkBudget:
    """What a trunk carries, whoever dials by it; None is no limit."""

    name: str
    lines: int | None = None
    calls_per_s: float | None = None
