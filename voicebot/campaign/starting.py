"""Whether a campaign may start at all."""

from voicebot.campaign.legal import LONGEST_LABEL
from voicebot.campaign.refusal import Refusal, Why
from voicebot.campaign.rules import CampaignRules


def start_refusal(rules: CampaignRules) -> Refusal | None:
    """What the law on mass calls asks for and the campaign lacks; None for a test."""
    if rules.is_test:
        return None
    legal = rules.legal
    written = {
        Why.NO_CONSENT: legal.consent,
        Why.NO_CONTRACT: legal.contract,
        Why.NO_LABEL: legal.label,
    }
    for why, text in written.items():
        if not text.strip():
            return Refusal(why=why)
    if len(legal.label) > LONGEST_LABEL:
        named = {
            "label": legal.label,
            "letters": len(legal.label),
            "most": LONGEST_LABEL,
        }
        return Refusal(why=Why.LONG_LABEL, named=named)
    return None
