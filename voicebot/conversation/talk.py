"""The talking phase of a call: from the answer to the hang-up."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from sip.errors import InvalidSipUri
from sip.leg import (
    AudioTick,
    Disposition,
    Ended,
    HungUpBy,
    KeyPressed,
    Leg,
    LegEvent,
    TransferResult,
)
from voicebot.conversation.attended import AttendedTransfer
from voicebot.conversation.errands import Errands
from voicebot.conversation.events import (
    NodeAction,
    PromptDropped,
    PromptPlayed,
    TransferTried,
)
from voicebot.conversation.listener import Listener
from voicebot.conversation.music import Music
from voicebot.conversation.pickup import Pickup
from voicebot.conversation.playback import Playback
from voicebot.conversation.recording import Recording
from voicebot.conversation.script import Script
from voicebot.conversation.timeline import Timeline
from voicebot.scenario.actions import (
    Action,
    CallWebhook,
    Hold,
    Listen,
    Say,
    SendMessage,
    Transfer,
    TransferHow,
)
from voicebot.scenario.events import (
    CallerGone,
    Event,
    HoldEnded,
    MachineAnswered,
    TransferEnded,
)
from voicebot.scenario.slot_type import SlotType

logger = logging.getLogger(__name__)

_TAIL_S = 0.2
"""Silence after the last word, so that jitter buffers play it before the call ends."""

_BYE_S = 5.0
"""How long the far end may take to confirm a hang-up."""

_DRAIN_S = 1.0
"""How long the last ticks of an ended call may take to be recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkParts:
    """What one talk is carried out with.

    `waits_for_person`: nothing is said before it is known who answered. `first_tick`
    was taken from the leg before the talk began.
    """

    leg: Leg
    script: Script
    listener: Listener
    playback: Playback
    music: Music
    attended: AttendedTransfer
    errands: Errands
    recording: Recording
    timeline: Timeline
    pickup: Pickup | None = None
    waits_for_person: bool = False
    first_tick: AudioTick | None = None


class Talk:
    """Carries out what the interpreter asks, and tells it what the caller did.

    Three tasks: one follows the audio, one the leg's events, one the dialogue. When
    the leg ends, the dialogue is told so and the talk is over.
    """

    def __init__(self, parts: TalkParts) -> None:
        self._leg = parts.leg
        self._script = parts.script
        self._listener = parts.listener
        self._playback = parts.playback
        self._music = parts.music
        self._attended = parts.attended
        self._errands = parts.errands
        self._recording = parts.recording
        self._timeline = parts.timeline
        self._pickup = parts.pickup
        self._waits_for_person = parts.waits_for_person
        self._first_tick = parts.first_tick
        self._state, self._opening = parts.script.opening

    async def run(
        self, leg_events: AsyncIterator[LegEvent], group: asyncio.TaskGroup
    ) -> Ended:
        """Talk from the answer on; returns when the leg has ended."""
        audio = group.create_task(self._follow_audio(), name="audio")
        events = group.create_task(self._follow_events(leg_events), name="leg events")
        dialogue = group.create_task(self._converse(group), name="dialogue")
        await asyncio.wait({events, dialogue}, return_when=asyncio.FIRST_COMPLETED)
        ended = await self._end_of(events)
        if not dialogue.done():
            dialogue.cancel()
            if not self._state.is_over:
                self._note(self._advance(CallerGone()))
        await asyncio.wait({audio}, timeout=_DRAIN_S)
        audio.cancel()
        return ended

    async def _end_of(self, events: asyncio.Task[Ended]) -> Ended:
        try:
            async with asyncio.timeout(_BYE_S):
                return await events
        except TimeoutError:
            return Ended(
                disposition=Disposition.ANSWERED,
                sip_code=0,
                reason="the far end never confirmed the hang-up",
                hung_up_by=HungUpBy.ROBOT,
            )

    async def _follow_audio(self) -> None:
        if self._first_tick:
            self._hear(self._first_tick)
        async for tick in self._leg.audio():
            if not tick.is_early:
                self._hear(tick)

    def _hear(self, tick: AudioTick) -> None:
        self._recording.add(tick)
        self._playback.tick()
        self._music.tick()
        self._listener.hear(tick)

    async def _follow_events(self, leg_events: AsyncIterator[LegEvent]) -> Ended:
        async for event in leg_events:
            match event:
                case KeyPressed(key=key):
                    if not await self._attended.passes_on(key):
                        self._listener.press(key)
                case Ended():
                    return event
                case _:
                    continue
        raise ConnectionError("the leg's events stopped before its end")

    async def _converse(self, group: asyncio.TaskGroup) -> None:
        actions = await self._first_actions()
        while True:
            self._note(actions)
            says = [action for action in actions if isinstance(action, Say)]
            event = await self._carry_out_to_person(actions[-1], says, group)
            if event is None:
                return
            actions = self._advance(event)

    async def _first_actions(self) -> tuple[Action, ...]:
        """The opening, or what a machine gets where it is told before a word is said."""
        if self._pickup and self._waits_for_person:
            verdict = await self._pickup.first_verdict()
            if verdict.is_machine:
                return self._advance(await self._meet_machine(self._pickup))
        return self._opening

    async def _carry_out_to_person(
        self, last: Action, says: Sequence[Say], group: asyncio.TaskGroup
    ) -> Event | None:
        """Carry out, unless a machine shows itself meanwhile; a transfer is not broken."""
        pickup = self._pickup
        if pickup is None or isinstance(last, Transfer):
            return await self._carry_out(last, says, group)
        talking = group.create_task(self._carry_out(last, says, group), name="talking")
        machine = group.create_task(pickup.machine(), name="machine")
        try:
            await asyncio.wait({talking, machine}, return_when=asyncio.FIRST_COMPLETED)
            if talking.done():
                return talking.result()
            talking.cancel()
            await asyncio.wait({talking})
            return await self._meet_machine(pickup)
        finally:
            talking.cancel()
            machine.cancel()

    async def _meet_machine(self, pickup: Pickup) -> MachineAnswered:
        """Fall silent; where the scenario speaks to machines, wait until it listens."""
        self._pickup = None
        if not self._playback.is_finished:
            self._timeline.record(PromptDropped(unplayed_s=self._playback.drop()))
        verdict = await pickup.machine()
        if self._script.speaks_to_machines:
            verdict = await pickup.listens()
        return MachineAnswered(by=verdict.answerer.value)

    async def _carry_out(
        self, last: Action, says: Sequence[Say], group: asyncio.TaskGroup
    ) -> Event | None:
        """Speak, then do what ends the batch; None when that was the hang-up."""
        prompt = group.create_task(self._playback.play(says), name="prompt")
        try:
            match last:
                case Listen():
                    return await self._ask(last)
                case CallWebhook():
                    return await self._webhook(last, prompt, group)
                case Transfer():
                    await self._spoken(prompt)
                    return await self._transfer(last)
                case Hold():
                    await self._spoken(prompt)
                    return await self._hold(last)
                case _:
                    await self._spoken(prompt)
                    await self._leg.hang_up()
                    return None
        finally:
            prompt.cancel()
            self._music.stop()
            await asyncio.wait({prompt})

    def _note(self, actions: Sequence[Action]) -> None:
        for action in actions:
            self._timeline.record(NodeAction(action=action))
            if isinstance(action, SendMessage):
                self._errands.send(action)

    def _advance(self, event: Event) -> tuple[Action, ...]:
        self._state, actions = self._script.advance(self._state, event)
        return actions

    async def _ask(self, question: Listen) -> Event:
        is_value_awaited = question.collects not in (None, SlotType.YES_NO)
        phrases = () if is_value_awaited else self._script.phrases(question.intents)
        return await self._listener.ask(question, phrases)

    async def _spoken(self, prompt: asyncio.Task[None]) -> None:
        """Wait until a prompt has left for the wire; one without words takes no time."""
        await prompt
        if self._playback.is_finished:
            return
        await self._playback.finished(tail_s=_TAIL_S)
        self._timeline.record(PromptPlayed())

    async def _webhook(
        self, webhook: CallWebhook, prompt: asyncio.Task[None], group: asyncio.TaskGroup
    ) -> Event:
        """Speak while the other system thinks; then music, if it still does."""
        asking = group.create_task(self._errands.ask(webhook), name="webhook")
        try:
            await self._spoken(prompt)
            if webhook.hold and not asking.done():
                self._music.start(webhook.hold)
            return await asking
        finally:
            asking.cancel()

    async def _hold(self, hold: Hold) -> HoldEnded:
        await self._music.played(hold.audio, hold.duration_s)
        return HoldEnded()

    async def _transfer(self, transfer: Transfer) -> TransferEnded:
        uri = self._script.destination(transfer.to)
        if uri is None:
            logger.error("transfer_target_unknown", extra={"to": transfer.to})
            reason = f'the settings name no agents "{transfer.to}"'
            return self._transfer_tried(transfer, _unreachable(reason))
        if transfer.how is TransferHow.ATTENDED:
            return await self._attended.carry_out(transfer, uri)
        if transfer.hold:
            self._music.start(transfer.hold)
        try:
            result = await self._leg.transfer(uri, ring_s=transfer.ring_s)
        except InvalidSipUri as error:
            result = _unreachable(str(error))
        return self._transfer_tried(transfer, result)

    def _transfer_tried(
        self, transfer: Transfer, result: TransferResult
    ) -> TransferEnded:
        self._timeline.record(
            TransferTried(
                to=transfer.to,
                is_connected=result.is_connected,
                sip_code=result.sip_code,
                reason=result.reason,
            )
        )
        return TransferEnded(is_connected=result.is_connected)


def _unreachable(reason: str) -> TransferResult:
    return TransferResult(
        disposition=Disposition.INVALID_NUMBER, sip_code=0, reason=reason
    )
