"""The list that a campaign is made for."""

from voicebot.campaign.rules import CampaignRules


def goal_of(rules: CampaignRules) -> str | None:
    """The list of the first outcome under `lists` that ends a contact's way."""
    ends = (rule.list for rule in rules.outcomes.values() if rule.counts_as is None)
    return next(ends, None)


def outcomes_into(rules: CampaignRules, goal: str | None) -> tuple[str, ...]:
    """Outcomes that lead to the list `goal`."""
    return tuple(
        outcome
        for outcome, rule in rules.outcomes.items()
        if rule.list == goal and rule.counts_as is None
    )
