"""Sends contacts the messages that their campaigns owe them."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from voicebot.campaign.dialling import opening
from voicebot.campaign.message import MessageText
from voicebot.campaign.rules import HouseRules
from voicebot.campaign.zone import zone_named
from voicebot.conversation.courier import may_help, refusal
from voicebot.conversation.outside import UNKNOWN
from voicebot.conversation.poster import Poster
from voicebot.jobs.again import NotNow
from voicebot.jobs.owed import Owing, note_done, owing
from voicebot.scenario.filter import RUSSIAN, Surroundings
from voicebot.scenario.template import Template
from voicebot.settings import MessageChannel

logger = logging.getLogger(__name__)


class OwedMessages:
    """One after another for each contact: its jobs have one lock.

    A message is tried under one idempotency key until its gateway takes it or refuses it
    for good, and in the hours only in which its person may be called.
    """

    def __init__(
        self,
        engine: AsyncEngine,
        poster: Poster,
        channels: Mapping[str, MessageChannel],
        house: HouseRules,
        now: Callable[[], datetime],
    ) -> None:
        self._engine = engine
        self._poster = poster
        self._channels = channels
        self._house = house
        self._now = now

    async def send(self, contact_id: int) -> None:
        """All that the contact is owed.

        Raises:
            NotNow: the gateway is away, or it is night where the person is.
            CampaignError: the campaign's rules cannot be read.
        """
        while True:
            async with self._engine.begin() as connection:
                found = await owing(connection, contact_id)
            if found is None:
                return
            is_sent = await self._is_sent(found)
            async with self._engine.begin() as connection:
                await note_done(connection, contact_id, found.name, is_sent=is_sent)

    async def _is_sent(self, found: Owing) -> bool:
        """False: it never will be."""
        message = found.rules.messages.get(found.name)
        if message is None or found.is_forbidden:
            why = "not in the rules" if message is None else "on the do-not-call list"
            return _dropped(found, why)
        self._expect_open(found)
        gateway = self._channels.get(message.channel)
        if gateway is None:
            raise NotNow(f"{message.channel}: {UNKNOWN}")
        reply = await self._poster.post(
            gateway,
            _envelope(found, message, self._text(found, message)),
            key=found.key,
            timeout_s=gateway.timeout_s,
        )
        reason = refusal(reply)
        if reason is None:
            logger.info("message_sent", extra=_facts(found))
            return True
        if may_help(reply):
            raise NotNow(reason)
        return _dropped(found, reason)

    def _expect_open(self, found: Owing) -> None:
        now = self._now()
        opens = opening(found.state, found.rules, self._house)
        if not opens.is_open(now):
            raise NotNow("outside of the hours to call in", opens.earliest(now))

    def _text(self, found: Owing, message: MessageText) -> str:
        zone = zone_named(found.state.home_zone)
        around = Surroundings(
            values=found.slots, now=self._now().astimezone(zone), language=RUSSIAN
        )
        return Template(message.text).render(around)


def _envelope(found: Owing, message: MessageText, text: str) -> dict[str, object]:
    """The same as a message of a talk has: docs/webhooks.md; there is no call."""
    return {
        "call": {},
        "campaign": {"name": found.rules.name, "contact": str(found.contact_id)},
        "message": {
            "id": found.key,
            "channel": message.channel,
            "to": found.number,
            "text": text,
        },
    }


def _dropped(found: Owing, reason: str) -> bool:
    logger.warning("message_dropped", extra={**_facts(found), "why": reason})
    return False


def _facts(found: Owing) -> dict[str, object]:
    return {"contact": found.contact_id, "message_name": found.name}
