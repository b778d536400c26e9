"""What one call has done outside: webhooks that it waits for, messages that it does not."""

import asyncio
import re
from collections.abc import Mapping
from types import TracebackType
from typing import Self, assert_never

from voicebot.conversation.events import MessageNotSent, MessageSent, WebhookCalled
from voicebot.conversation.outside import (
    Delivery,
    HookAnswer,
    HookFailure,
    Outside,
)
from voicebot.conversation.timeline import Timeline
from voicebot.scenario.actions import CallWebhook, SendMessage
from voicebot.scenario.events import WebhookAnswered, WebhookFailed

NO_RECIPIENT = "nobody to send it to"
GIVEN_UP = "the call ended first"

_NUMBER = re.compile(r"sips?:(\+?\d{3,})[@;]")


class Errands:
    """Leaving it (`async with`) waits for the messages, which are bounded in time."""

    def __init__(
        self,
        *,
        outside: Outside,
        timeline: Timeline,
        call: Mapping[str, str],
        campaign: Mapping[str, str],
    ) -> None:
        """`call` and `campaign` go with every request: docs/webhooks.md."""
        self._outside = outside
        self._timeline = timeline
        self._call = call
        self._campaign = campaign
        self._group = asyncio.TaskGroup()
        self._messages = 0

    async def __aenter__(self) -> Self:
        await self._group.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._group.__aexit__(kind, error, trace)

    async def ask(self, webhook: CallWebhook) -> WebhookAnswered | WebhookFailed:
        """Ask and wait, `timeout_s` at most; cancelling it gives the request up."""
        envelope = {**self._context(), "send": dict(webhook.body)}
        began_s = self._timeline.now_s
        try:
            reply = await self._outside.ask(
                webhook.to, envelope, timeout_s=webhook.timeout_s
            )
        except asyncio.CancelledError:
            took_s = self._timeline.now_s - began_s
            self._note(
                webhook, HookFailure(status=None, took_s=took_s, reason=GIVEN_UP)
            )
            raise
        self._note(webhook, reply)
        return _event(reply)

    def send(self, message: SendMessage) -> None:
        """Send in the background."""
        self._messages += 1
        self._group.create_task(
            self._deliver(message, self._messages), name="send message"
        )

    async def _deliver(self, message: SendMessage, number: int) -> None:
        to = message.to or number_of(self._call["remote"])
        id_ = f"{self._call['id']}/{number}"
        sent = {
            **self._context(),
            "message": {
                "id": id_,
                "channel": message.channel,
                "to": to,
                "text": message.text,
            },
        }
        if to:
            delivery = await self._outside.deliver(message.channel, sent)
        else:
            delivery = Delivery(tries=0, reason=NO_RECIPIENT)
        self._note_message(message, to, delivery)

    def _context(self) -> dict[str, object]:
        return {"call": dict(self._call), "campaign": dict(self._campaign)}

    def _note(self, webhook: CallWebhook, reply: HookAnswer | HookFailure) -> None:
        self._timeline.record(
            WebhookCalled(
                to=webhook.to,
                status=reply.status,
                took_s=reply.took_s,
                reason=reply.reason if isinstance(reply, HookFailure) else None,
            )
        )

    def _note_message(self, message: SendMessage, to: str, delivery: Delivery) -> None:
        if delivery.reason is None:
            self._timeline.record(
                MessageSent(
                    channel=message.channel,
                    to=to,
                    text=message.text,
                    tries=delivery.tries,
                )
            )
        else:
            self._timeline.record(
                MessageNotSent(
                    channel=message.channel,
                    to=to,
                    text=message.text,
                    tries=delivery.tries,
                    reason=delivery.reason,
                )
            )


def _event(reply: HookAnswer | HookFailure) -> WebhookAnswered | WebhookFailed:
    match reply:
        case HookAnswer(body=body):
            return WebhookAnswered(body=body)
        case HookFailure(is_timeout=is_timeout, reason=reason):
            return WebhookFailed(is_timeout=is_timeout, reason=reason)
        case _:
            assert_never(reply)


def number_of(uri: str) -> str:
    """The telephone number in a SIP URI (RFC 3261, 19.1.1), empty without one.

    >>> number_of("sip:+79261234567;ext=5@trunk.example.com")
    '+79261234567'
    """
    found = _NUMBER.match(uri)
    return found[1] if found else ""
