from collections.abc import Iterator
from contextlib import contextmanager

from sip.trunk_budget import OwnBudget, TrunkBudget
from tests.sip.budget_contract import BudgetContract


@contextmanager
def alone(*, channels: int | None, calls_per_s: float | None) -> Iterator[TrunkBudget]:
    yield OwnBudget(channels=channels, calls_per_s=calls_per_s)


class TestOwnBudget(BudgetContract):
    """A process that shares its trunks with no other."""

    make = staticmethod(alone)
