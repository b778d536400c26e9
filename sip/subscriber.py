"""A simulated subscriber: a telephone that answers, speaks and records by itself."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sip.config import SipConfig
from sip.endpoint import PjsuaLine, open_line
from sip.manner import Manner
from sip.pjsua_leg import PjsuaLeg
from sip.subscriber_call import SubscriberCall
from sip.subscriber_report import Direction, FollowedTo

_PLACED_RING_S = 60.0

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What a subscriber is there for: to call `place`, or to take `calls` calls.

    `calls` None takes calls until it is stopped.
    """

    place: str | None = None
    calls: int | None = None


class Subscriber:
    """Tells one JSON line when it is ready and one a finished call."""

    def __init__(
        self, config: SipConfig, manner: Manner, duty: Duty, tell: Tell
    ) -> None:
        self._config = config
        self._manner = manner
        self._duty = duty
        self._tell = tell
        self._live: dict[str, SubscriberCall] = {}
        self._recordings = 0

    async def run(self) -> None:
        """Serve until the duty is done; calls that follow a transfer are finished too.

        Raises:
            SipError: the address cannot be bound, or the URI to call is none.
        """
        async with open_line(self._config) as line:
            self._tell(json.dumps({"ready": line.uri}))
            async with asyncio.TaskGroup() as tasks:
                following = tasks.create_task(
                    self._follow_transfers(line, tasks), name="transfers"
                )
                await self._do_duty(line)
                following.cancel()

    async def _do_duty(self, line: PjsuaLine) -> None:
        if self._duty.place:
            leg = await line.place(self._duty.place, ring_s=_PLACED_RING_S)
            await self._have(self._call(leg, "out"))
            return
        async with asyncio.TaskGroup() as calls:
            taken = 0
            async for leg in line.incoming():
                calls.create_task(self._have(self._call(leg, "in")), name=leg.call_id)
                taken += 1
                if taken == self._duty.calls:
                    return

    async def _follow_transfers(
        self, line: PjsuaLine, tasks: asyncio.TaskGroup
    ) -> None:
        async for transfer in line.followed_transfers():
            followed = FollowedTo(to=transfer.target.remote_uri)
            if call := self._live.get(transfer.transferred_call_id):
                call.report.transfers.append(followed)
            tasks.create_task(
                self._have(self._call(transfer.target, "transferred", followed)),
                name=transfer.target.call_id,
            )

    def _call(
        self, leg: PjsuaLeg, direction: Direction, followed: FollowedTo | None = None
    ) -> SubscriberCall:
        """A subscriber that was transferred listens; its part was said before."""
        manner = self._manner
        if followed:
            manner = Manner(hang_up_after_s=manner.hang_up_after_s)
        return SubscriberCall(leg, manner, direction, self._record_path(), followed)

    async def _have(self, call: SubscriberCall) -> None:
        self._live[call.report.call_id] = call
        try:
            await call.run()
        finally:
            del self._live[call.report.call_id]
            self._tell(call.report.to_json())

    def _record_path(self) -> Path | None:
        """The file of the first call as asked for; `-2`, `-3` in the next names."""
        path = self._manner.record
        self._recordings += 1
        if path is None or self._recordings == 1:
            return path
        return path.with_stem(f"{path.stem}-{self._recordings}")
