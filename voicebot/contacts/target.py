"""The campaign that a base is for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from voicebot.campaign.dialling import first_moment, opening
from voicebot.campaign.mobile_ranges import NO_RANGES, MobileRanges
from voicebot.campaign.phone import Phone
from voicebot.campaign.reading.house import house_rules, mobile_ranges
from voicebot.campaign.regions import RUSSIA
from voicebot.campaign.rules import CampaignRules, HouseRules
from voicebot.campaign.state import ContactState
from voicebot.contacts.row_reader import Wanted
from voicebot.errors import CampaignError
from voicebot.i18n import _
from voicebot.scenario.reading.loader import load_scenario
from voicebot.scenario.slot import Slot
from voicebot.settings import Settings
from voicebot.store.campaigns import CampaignRow, rules_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Its id, its rules, and the slots of its scenario."""

    campaign_id: int
    rules: CampaignRules
    slots: Mapping[str, Slot]
    now: datetime
    house: HouseRules = field(default_factory=HouseRules)
    ranges: MobileRanges = NO_RANGES
    is_elsewhere_refused: bool = False
    """Whether who is in another campaign is not taken; they are only told of otherwise."""

    @property
    def wanted(self) -> Wanted:
        return Wanted(
            slots=self.slots,
            opens_at=_Openings(self),
            zones=self.rules.zones or RUSSIA,
            ranges=self.ranges,
        )


def campaign_target(
    settings: Settings,
    campaign: CampaignRow,
    *,
    now: datetime,
    is_elsewhere_refused: bool = False,
) -> Target:
    """The campaign with its scenario and what the settings say of all campaigns.

    Raises:
        VoicebotError: its rules, its scenario or the settings cannot be used.
    """
    rules = rules_of(campaign.rules)
    return Target(
        campaign_id=campaign.id,
        rules=rules,
        slots=_slots_of(rules, settings.folders.dialogs),
        now=now,
        house=house_rules(settings),
        ranges=mobile_ranges(settings),
        is_elsewhere_refused=is_elsewhere_refused,
    )


def _slots_of(rules: CampaignRules, dialogs: Path) -> Mapping[str, Slot]:
    path = dialogs / f"{rules.scenario}.yaml"
    if not path.is_file():
        raise CampaignError(
            _(
                'the campaign "{campaign}" talks by {path}, which is not there; put the'
                " scenario there to know which slots it needs"
            ).format(campaign=rules.name, path=path)
        )
    return load_scenario(path).slots


class _Openings:
    """From when on numbers of some zones may be called, asked once for each."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._known: dict[tuple[str, ...], datetime | None] = {}

    def __call__(self, zones: tuple[str, ...]) -> datetime | None:
        if zones not in self._known:
            self._known[zones] = self._first_moment(zones)
        return self._known[zones]

    def _first_moment(self, zones: tuple[str, ...]) -> datetime | None:
        target = self._target
        nobody = Phone(number="", zones=zones)
        state = ContactState(phones=(nobody,), next_at=target.now)
        opens = opening(state, target.rules, target.house)
        begun = first_moment(target.now, opens, target.rules.schedule.limits())
        return begun or opens.earliest(target.now)
