"""An attended transfer: the agent is called, told of the caller, and joined."""

import asyncio
import logging

from sip.errors import LineBusy, SipError
from sip.leg import Leg
from voicebot.conversation.agent import Agent
from voicebot.conversation.agent_check import AgentCheck
from voicebot.conversation.events import AgentAnswered, AgentLeft, TransferTried
from voicebot.conversation.music import Music
from voicebot.conversation.robot import Robot
from voicebot.conversation.timeline import Timeline
from voicebot.scenario.actions import Transfer
from voicebot.scenario.events import TransferEnded
from voicebot.settings import AnsweringSettings

logger = logging.getLogger(__name__)

_OK = 200


class AttendedTransfer:
    """Of one caller's leg. The caller hears music or ringing until both are joined.

    Cancelled (the caller has left), it lets the agent go, ringing or not.
    """

    def __init__(
        self,
        *,
        leg: Leg,
        robot: Robot,
        music: Music,
        timeline: Timeline,
        answering: AnsweringSettings,
    ) -> None:
        self._leg = leg
        self._robot = robot
        self._music = music
        self._timeline = timeline
        self._answering = answering
        self._joined: Leg | None = None

    async def passes_on(self, key: str) -> bool:
        """Press the caller's key at the agent's end, if they are joined.

        Keys are no sound, so that the bridge alone does not carry them.
        """
        if self._joined is None:
            return False
        await self._joined.press(key)
        return True

    async def carry_out(self, transfer: Transfer, uri: str) -> TransferEnded:
        """Returns when the agent has left again, or nobody could be joined."""
        if transfer.hold:
            self._music.start(transfer.hold)
        else:
            self._music.start_ringing()
        try:
            leg = await self._leg.call_agent(
                uri, ring_s=transfer.ring_s, wait_s=transfer.wait_s
            )
        except LineBusy:
            return self._failed(transfer, f"no free line in {transfer.wait_s:g} s")
        except SipError as error:
            return self._failed(transfer, str(error))
        facts = {"to": transfer.to, "agent_call_id": leg.call_id}
        logger.info("agent_called", extra=facts)
        async with (
            asyncio.TaskGroup() as group,
            Agent(
                leg,
                self._robot,
                group,
                whisper=transfer.whisper,
                check=self._check(group),
            ) as agent,
        ):
            return await self._meet(agent, transfer)

    def _check(self, group: asyncio.TaskGroup) -> AgentCheck | None:
        if self._answering.mode == "off":
            return None
        return AgentCheck(self._robot, group, deadline_s=self._answering.deadline_s)

    async def _meet(self, agent: Agent, transfer: Transfer) -> TransferEnded:
        if ended := await agent.answered():
            return self._failed(transfer, ended.reason, ended.sip_code)
        whisper = transfer.whisper.text if transfer.whisper else ""
        self._timeline.record(AgentAnswered(to=transfer.to, whisper=whisper))
        if refusal := await agent.introduced():
            return self._failed(transfer, refusal, _OK)
        self._music.stop()
        await self._leg.bridge(agent.leg)
        self._tried(transfer, is_connected=True, sip_code=_OK, reason="")
        await self._talk(agent, transfer)
        return TransferEnded(is_connected=True)

    async def _talk(self, agent: Agent, transfer: Transfer) -> None:
        """The caller's and the agent's, until the agent leaves."""
        began_s = self._timeline.now_s
        self._joined = agent.leg
        try:
            await agent.left()
        finally:
            self._joined = None
        talk_s = self._timeline.now_s - began_s
        self._timeline.record(AgentLeft(to=transfer.to, talk_s=talk_s))

    def _failed(
        self, transfer: Transfer, reason: str, sip_code: int = 0
    ) -> TransferEnded:
        self._tried(transfer, is_connected=False, sip_code=sip_code, reason=reason)
        return TransferEnded(is_connected=False)

    def _tried(
        self, transfer: Transfer, *, is_connected: bool, sip_code: int, reason: str
    ) -> None:
        self._timeline.record(
            TransferTried(
                to=transfer.to,
                is_connected=is_connected,
                sip_code=sip_code,
                reason=reason,
            )
        )
