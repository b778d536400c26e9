"""How long the next call may ring."""

from voicebot.campaign.rules import CampaignRules
from voicebot.campaign.state import ContactState, RetryProgress


def ring_s(state: ContactState, rules: CampaignRules) -> float:
    """By the promise to be kept, else by the retry series, else by the campaign."""
    own = _of_callback(rules) if state.promised_at else _of_series(state, rules)
    return rules.ring_s if own is None else own


def _of_callback(rules: CampaignRules) -> float | None:
    return rules.callbacks.ring_s


def _of_series(state: ContactState, rules: CampaignRules) -> float | None:
    rule = rules.retry_rule_named(state.retried_by)
    if rule is None:
        return None
    progress = state.progress.get(rule.name, RetryProgress())
    is_in_one = progress.series < len(rule.series)
    return rule.series[progress.series].ring_s if is_in_one else None
