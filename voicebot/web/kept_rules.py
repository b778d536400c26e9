"""Rules of campaigns, each text read once."""

import functools

from voicebot.campaign.rules import CampaignRules
from voicebot.store.campaigns import CampaignRow, rules_of

MOST = 256


def kept_rules(campaign: CampaignRow) -> CampaignRules:
    """Of a campaign in the database.

    Raises:
        CampaignError: they cannot be read any more.
    """
    return _read(campaign.rules)


_read = functools.lru_cache(MOST)(rules_of)
