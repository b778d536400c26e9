"""What a campaign's calls and messages came to in money."""

from voicebot.campaign.costs import Costs
from voicebot.results.results import Spending

_MINUTE_S = 60.0


def spending(
    cost: Costs | None, *, attempts: int, talked_s: float, messages: int
) -> Spending | None:
    """By kind; the sum is `Costs.of`. None where the campaign says nothing of money."""
    if cost is None:
        return None
    return Spending(
        attempts=cost.attempt * attempts,
        minutes=cost.minute * talked_s / _MINUTE_S,
        messages=cost.message * messages,
    )
