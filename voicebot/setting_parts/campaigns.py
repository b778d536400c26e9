"""Campaigns: how much of this node dials for them, and what holds for all of them."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field

from voicebot.setting_parts.part import Part


class CapsOfAll(Part):
    """Most attempts at one number in a period, whichever campaigns dial it."""

    day: int | None = Field(default=None, ge=0)
    rolling_24h: int | None = Field(default=None, ge=0)
    week: int | None = Field(default=None, ge=0)
    month: int | None = Field(default=None, ge=0)
    lifetime: int | None = Field(default=None, ge=0)


class CampaignSettings(Part):
    """`lines` is how many calls this node dials for campaigns at once; 0: none.

    `window` are hours as a campaign's file writes them, by the clock of who is called;
    the narrower of it and the campaign's own is kept. `mobile_ranges` is the register
    DEF-9xx.csv of the communications ministry, which tells mobile numbers' regions.
    """

    lines: int = Field(default=0, ge=0, le=400)
    window: str | Mapping[str, str] | None = None
    caps: CapsOfAll = CapsOfAll()
    mobile_ranges: Path | None = None
