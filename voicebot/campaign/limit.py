"""What stands against dialling, and till when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from voicebot.campaign.opening import Opening
from voicebot.campaign.refusal import Refusal, Why
from voicebot.campaign.zone import zone_named


class Limit(Protocol):
    """One ground for which a call may have to wait."""

    def earliest(self, moment: datetime) -> datetime | None:
        """The first moment from `moment` on that this limit allows; None: never."""
        ...

    def refusal(self, moment: datetime) -> Refusal:
        """Why it does not allow `moment`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class NotBefore:
    """What the campaign's own plan, or a promise, put off."""

    at: datetime
    why: Why

    def earliest(self, moment: datetime) -> datetime | None:
        return max(moment, self.at)

    def refusal(self, moment: datetime) -> Refusal:
        return Refusal(why=self.why)


@dataclass(frozen=True, slots=True, kw_only=True)
class WithinWindow:
    """Calls open and close by the contact's clock."""

    opening: Opening

    def earliest(self, moment: datetime) -> datetime | None:
        return self.opening.earliest(moment)

    def refusal(self, moment: datetime) -> Refusal:
        zones = self.opening.zones
        if self.opening.earliest(moment) is None:
            return _never(len(zones))
        zone = self.opening.closed_zone(moment) or zones[0]
        clock = moment.astimezone(zone_named(zone))
        return Refusal(why=Why.OUTSIDE_WINDOW, named={"clock": clock, "zone": zone})


def _never(zones: int) -> Refusal:
    if zones == 1:
        return Refusal(why=Why.NEVER_OPEN)
    return Refusal(why=Why.NO_COMMON_HOUR, named={"count": zones})
