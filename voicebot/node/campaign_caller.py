"""Campaigns' calls by a phone's own line: from an order to what became of it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from sip.errors import LineBusy, TrunksBusy
from sip.trunk import Through
from voicebot.campaign.attempt import AttemptResult
from voicebot.campaign.budget import TrunkBudget
from voicebot.conversation.call import Places
from voicebot.conversation.events import CallEvent
from voicebot.conversation.outgoing import Callee
from voicebot.conversation.reception import Watch
from voicebot.conversation.report import CallReport
from voicebot.dialer.caller import NotDialled, RecordedCall
from voicebot.dialer.order import CallOrder
from voicebot.logs.bound import bound
from voicebot.node.attempt_watch import AttemptWatch
from voicebot.node.campaign_line import CampaignLine, TrunkLine
from voicebot.node.dialling import Share
from voicebot.node.live_calls import LiveCalls
from voicebot.node.tally import Tally

NO_ROOM = (LineBusy, TrunksBusy)


class Dials(Protocol):
    """Talks by one scenario with whom it calls."""

    async def dial(self, line: Places, callee: Callee, watch: Watch) -> CallReport:
        """Call and talk; returns when the call has ended, however it did.

        Raises:
            ScenarioError: a slot that the scenario requires is missing.
            ExceptionGroup: what `line.place` raised.
        """


class Scenarios(Protocol):
    """All that campaigns may name."""

    @property
    def is_reading(self) -> bool:
        """Whether one is asked for that nobody can dial by yet."""

    def ready(self, name: str) -> Dials | None:
        """None: it is being read from now on.

        Raises:
            ScenarioError: it cannot be used.
        """


class CampaignCaller:
    """Implements `voicebot.dialer.caller.Caller`. For one event loop."""

    def __init__(
        self,
        line: TrunkLine,
        scenarios: Scenarios,
        live: LiveCalls,
        tally: Tally,
        share: Share,
        trunks: Callable[[], Sequence[TrunkBudget]],
    ) -> None:
        """`trunks` tells those that have a channel left: without any, no line is free."""
        self._trunks = trunks
        self._line = line
        self._scenarios = scenarios
        self._live = live
        self._tally = tally
        self._share = share
        self._calls: list[CampaignLine] = []

    @property
    def free(self) -> int:
        """How many calls may begin now.

        What the settings give to callers, and to agents who are being called, is left
        alone; the line's own room shows only those calls that were placed. While a
        scenario is being read nobody is claimed who might have to wait for it.
        """
        for_callers = max(0, self._share.callers - self._live.callers)
        if self._scenarios.is_reading or not self._trunks():
            return 0
        unplaced = sum(not call.is_placed for call in self._calls)
        room = self._line.room_for_callers - for_callers - unplaced
        return max(0, min(self._share.lines - len(self._calls), room))

    async def call(self, order: CallOrder) -> RecordedCall:
        """Dial now; returns when the call has ended, however it did.

        Raises:
            NotDialled: there was no room after all, or the scenario has to be read
                first; nothing was sent.
            ScenarioError: it cannot be used, or not for this contact.
        """
        line = CampaignLine(
            self._line,
            Through(trunk=order.trunk, shown_name=order.label),
            self._live,
            scenario=order.scenario,
            campaign=order.campaign,
        )
        self._calls.append(line)
        try:
            with line, bound(**_facts(order)):
                return await self._talk(order, line)
        finally:
            self._calls.remove(line)

    async def _talk(self, order: CallOrder, line: CampaignLine) -> RecordedCall:
        attempt = AttemptWatch(order.number, lambda: datetime.now(UTC))

        def watch(event: CallEvent) -> None:
            attempt.watch(event)
            self._tally.watch(event)
            line.watch(event)

        scenario = self._scenarios.ready(order.scenario)
        if scenario is None:
            raise NotDialled(f"{order.scenario} is being read")
        try:
            report = await scenario.dial(line, _callee(order), watch)
        except ExceptionGroup as group:
            if line.is_placed or group.split(NO_ROOM)[1] is not None:
                await line.hang_up()
                self._tally.add_attempt(order.campaign, AttemptResult.FAILED)
                raise
            raise NotDialled(str(group.exceptions[0])) from group
        made = attempt.attempt(report)
        self._tally.add(f"ended_{report.end.disposition}")
        self._tally.add_attempt(order.campaign, made.result)
        return RecordedCall(attempt=made, call_folder=str(_folder(report)))


def _facts(order: CallOrder) -> dict[str, str]:
    """What every line of the call's log says."""
    return {
        "trunk": order.trunk,
        "campaign": order.campaign,
        "attempt": str(order.lease_id),
    }


def _callee(order: CallOrder) -> Callee:
    return Callee(
        to=order.number,
        ring_s=order.ring_s,
        slots=order.slots,
        zone=order.zone,
        campaign={
            "name": order.campaign,
            "contact": str(order.contact_id),
            "attempt": str(order.lease_id),
        },
    )


def _folder(report: CallReport) -> Path:
    """Below the folder of recordings: the day, and the call's own."""
    call = report.timeline.parent
    return Path(call.parent.name, call.name)
