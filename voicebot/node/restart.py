"""When a process that died is started again."""

from dataclasses import dataclass

FIRST_S = 0.5
LONGEST_S = 30.0
HEALTHY_S = 60.0
"""Who lived this long did not die of its start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestartPolicy:
    """How often it died in a row, soon after its start.

    >>> policy = RestartPolicy()
    >>> for _death in range(8):
    ...     policy, wait_s = policy.died(lived_s=1.0)
    ...     print(wait_s, end=" ")
    0.5 1.0 2.0 4.0 8.0 16.0 30.0 30.0
    """

    early_deaths: int = 0

    def died(self, *, lived_s: float) -> "tuple[RestartPolicy, float]":
        """The policy from now on, and how long to wait before the next start."""
        before = 0 if lived_s >= HEALTHY_S else self.early_deaths
        wait_s = min(LONGEST_S, FIRST_S * 2**before)
        return RestartPolicy(early_deaths=before + 1), wait_s
