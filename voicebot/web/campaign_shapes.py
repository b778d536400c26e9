"""Campaigns as JSON."""

from datetime import datetime
from typing import Self

from pydantic import Field

from voicebot.store.campaigns import CampaignRow, CampaignStatus
from voicebot.web.shape import Shape, Text


class CampaignShape(Shape):
    """A campaign without its rules; `revision` counts their edits from 1."""

    name: str
    title: str
    status: CampaignStatus
    status_why: str
    status_at: datetime
    revision: int
    created_at: datetime

    @classmethod
    def of(cls, row: CampaignRow) -> Self:
        return cls(**{name: getattr(row, name) for name in cls.model_fields})


class CampaignList(Shape):
    """The oldest first."""

    campaigns: tuple[CampaignShape, ...]


class StatusChange(Shape):
    """Why, as a manager reads it later; empty where somebody just wants it."""

    why: Text = Field(default="", max_length=500)
