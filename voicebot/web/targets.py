"""What contacts of a campaign are held against, kept until rules or scenario change."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from voicebot.contacts.target import Target, campaign_target
from voicebot.settings import Settings
from voicebot.store.campaigns import CampaignRow

MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """`revision` of the campaign's rules, `edited_ns` of its scenario's file."""

    revision: int
    edited_ns: int
    target: Target


class Targets:
    """At most `MOST`; who was asked for first goes first."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._kept: dict[int, _Kept] = {}

    async def of(
        self,
        campaign: CampaignRow,
        now: datetime,
        *,
        is_elsewhere_refused: bool = False,
    ) -> Target:
        """The campaign as a target at `now`.

        Raises:
            VoicebotError: its rules, its scenario or the settings cannot be used.
        """
        kept = self._kept.get(campaign.id)
        is_fresh = (
            kept is not None
            and kept.revision == campaign.revision
            and kept.edited_ns == self._edited_ns(kept.target)
        )
        if kept is None or not is_fresh:
            kept = await asyncio.to_thread(self._read, campaign, now)
            self._keep(campaign.id, kept)
        return replace(kept.target, now=now, is_elsewhere_refused=is_elsewhere_refused)

    def _read(self, campaign: CampaignRow, now: datetime) -> _Kept:
        target = campaign_target(self._settings, campaign, now=now)
        wanted = target.wanted
        wanted.opens_at(wanted.zones)  # the first look at a year's holidays takes long
        return _Kept(
            revision=campaign.revision,
            edited_ns=self._edited_ns(target),
            target=target,
        )

    def _keep(self, campaign_id: int, kept: _Kept) -> None:
        self._kept.pop(campaign_id, None)
        if len(self._kept) >= MOST:
            self._kept.pop(next(iter(self._kept)))
        self._kept[campaign_id] = kept

    def _edited_ns(self, target: Target) -> int:
        path: Path = self._settings.folders.dialogs / f"{target.rules.scenario}.yaml"
        return path.stat().st_mtime_ns if path.is_file() else 0
