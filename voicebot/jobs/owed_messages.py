"""Sends contacts the messages that their campaigns owe them."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from voicebot.campaign.dialling import opening
from voicebot.campaign.message import MessageText
from voicebot.campaign.rules import HouseRules
from voicebot.campaign.zone import zone_named
from voicebot.conversation.courier import may_help, refusal
from voicebot.conversation.outside import UNKNOWN
from voicebot.conversation.poster import Poster
from voicebot.dialer.patience import Patience
from voicebot.jobs.again import NotNow
from voicebot.jobs.owed import Owing, drop, note_sent, owing, take_back
from voicebot.scenario.filter import RUSSIAN, Surroundings
from voicebot.scenario.template import Template
from voicebot.settings import MessageChannel

logger = logging.getLogger(__name__)

_PATIENCE = Patience()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Letter:
    """A message that is on record as sent, and now is to be."""

    found: Owing
    gateway: MessageChannel
    body: Mapping[str, object]


class OwedMessages:
    """One after another for each contact: its jobs have one lock.

    Each is on record as sent before it is, and taken back where its gateway did not take
    it: so whatever dies meanwhile, nobody gets it twice. It is tried under one idempotency
    key until it is taken or refused for good, and only in the hours in which its person
    may be called.
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
                letter = self._letter(found)
                if letter is None:
                    await drop(connection, found)
                    continue
                await note_sent(connection, found)
            await self._post(letter)

    async def _post(self, letter: _Letter) -> None:
        found, gateway = letter.found, letter.gateway
        reply = await self._poster.post(
            gateway, letter.body, key=found.key, timeout_s=gateway.timeout_s
        )
        reason = refusal(reply)
        if reason is None:
            logger.info("message_sent", extra=_facts(found))
            return
        is_owed = may_help(reply)
        await _PATIENCE.insist(
            "message", lambda: self._taken_back(found, is_owed=is_owed)
        )
        if is_owed:
            raise NotNow(reason)
        _tell_dropped(found, reason)

    async def _taken_back(self, found: Owing, *, is_owed: bool) -> None:
        async with self._engine.begin() as connection:
            await take_back(connection, found.contact_id, found.name, is_owed=is_owed)

    def _letter(self, found: Owing) -> _Letter | None:
        """None: it is never to be sent."""
        message = found.rules.messages.get(found.name)
        if message is None or found.is_forbidden:
            gone = "not in the rules" if message is None else "on the do-not-call list"
            _tell_dropped(found, gone)
            return None
        self._expect_open(found)
        gateway = self._channels.get(message.channel)
        if gateway is None:
            raise NotNow(f"{message.channel}: {UNKNOWN}")
        body = _envelope(found, message, self._text(found, message))
        return _Letter(found=found, gateway=gateway, body=body)

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


def _tell_dropped(found: Owing, reason: str) -> None:
    logger.warning("message_dropped", extra={**_facts(found), "why": reason})


def _facts(found: Owing) -> dict[str, object]:
    return {"contact": found.contact_id, "message_name": found.name}
