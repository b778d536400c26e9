"""Which campaign gets the next free line, by which trunk, and when it dials."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from voicebot.campaign.budget import UNLIMITED, Budget
from voicebot.campaign.pace import UNPACED, Pace

AHEAD = timedelta(seconds=1)
"""How long before its moment a line may be given: who asks once a second still keeps
the pace to the millisecond."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """A running campaign that has somebody to dial now.

    `live` counts the lines it holds in the whole system. `urgency` is that of its first
    contact who is due, the lowest first: promises go before everything. `waited_s` is
    how long ago it got a line last, infinite if never.
    """

    campaign_id: int
    live: int
    urgency: int
    waited_s: float
    budget: Budget = UNLIMITED
    pace: Pace = UNPACED

    @property
    def turn(self) -> tuple[int, float, float, int]:
        """Who comes first is the lowest.

        Of equally urgent campaigns that one which holds the least for its share. Among
        equals the one that waited longest for it: so even a single line goes round.
        """
        share = self.budget.share
        waited = -self.waited_s * share
        return (self.urgency, self.live / share, waited, self.campaign_id)

    @property
    def has_room(self) -> bool:
        return self.budget.lines is None or self.live < self.budget.lines


@dataclass(frozen=True, slots=True, kw_only=True)
class TrunkRoom:
    """What is left of a trunk: `lines` that are free, None without a limit."""

    name: str
    lines: int | None = None
    pace: Pace = UNPACED

    @property
    def has_room(self) -> bool:
        return self.lines is None or self.lines > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A line for one call of a campaign, to be dialled at `dial_at`, not before."""

    campaign_id: int
    trunk: str
    dial_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """Everybody who asks for lines, and the lines that there are; trunks as preferred."""

    contenders: tuple[Contender, ...]
    trunks: tuple[TrunkRoom, ...]

    def next_grant(self, now: datetime) -> Grant | None:
        """Whose turn it is; None where nobody may be given a line now."""
        for contender in sorted(self.contenders, key=lambda each: each.turn):
            if not contender.has_room:
                continue
            grants = self._grants(contender, now)
            first = min(grants, key=lambda grant: grant.dial_at, default=None)
            if first is not None and first.dial_at <= now + AHEAD:
                return first
        return None

    def given(self, grant: Grant) -> "Sharing":
        """What is left when the line of `next_grant` was taken."""
        return Sharing(
            contenders=tuple(_taken_by(each, grant) for each in self.contenders),
            trunks=tuple(_taken_of(each, grant) for each in self.trunks),
        )

    def without(self, campaign_id: int) -> "Sharing":
        """Nobody else of this campaign may be dialled now."""
        left = (each for each in self.contenders if each.campaign_id != campaign_id)
        return replace(self, contenders=tuple(left))

    def _grants(self, contender: Contender, now: datetime) -> Iterator[Grant]:
        """By each trunk that the campaign may use, the preferred one first."""
        named = contender.budget.trunks or tuple(room.name for room in self.trunks)
        rooms = {room.name: room for room in self.trunks}
        for name in named:
            room = rooms.get(name)
            if room is not None and room.has_room:
                yield Grant(
                    campaign_id=contender.campaign_id,
                    trunk=name,
                    dial_at=room.pace.earliest(contender.pace.earliest(now)),
                )


def _taken_by(contender: Contender, grant: Grant) -> Contender:
    if contender.campaign_id != grant.campaign_id:
        return contender
    return replace(
        contender,
        live=contender.live + 1,
        waited_s=0.0,
        pace=contender.pace.after(grant.dial_at),
    )


def _taken_of(room: TrunkRoom, grant: Grant) -> TrunkRoom:
    if room.name != grant.trunk:
        return room
    lines = None if room.lines is None else room.lines - 1
    return replace(room, lines=lines, pace=room.pace.after(grant.dial_at))
