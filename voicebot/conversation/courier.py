"""Hands a message to its gateway, several times if need be."""

import asyncio
import uuid
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from voicebot.conversation.outside import Delivery
from voicebot.conversation.poster import NoReply, Poster, Reply
from voicebot.settings import MessageChannel

PAUSES_S = (0.5, 2.0)
"""Before the second and the third try: a gateway that restarts, or asks for patience."""


async def deliver(
    poster: Poster,
    gateway: MessageChannel,
    message: Mapping[str, object],
    pauses_s: Sequence[float] = PAUSES_S,
) -> Delivery:
    """Up to `len(pauses_s) + 1` tries under one idempotency key.

    A refusal (4xx but 408 and 429) is final: the same message would be refused again.
    """
    key = uuid.uuid4().hex
    for number, pause_s in enumerate((*pauses_s, None), start=1):
        reply = await poster.post(
            gateway, message, key=key, timeout_s=gateway.timeout_s
        )
        reason = refusal(reply)
        if reason is None or pause_s is None or not may_help(reply):
            return Delivery(tries=number, reason=reason)
        await asyncio.sleep(pause_s)
    raise AssertionError("the last try always returns")


def refusal(reply: Reply | NoReply) -> str | None:
    """Why the gateway has not taken the message; None: it has."""
    match reply:
        case NoReply(reason=reason):
            return reason
        case Reply(is_success=True):
            return None
        case _:
            return f"HTTP {reply.status}"


def may_help(reply: Reply | NoReply) -> bool:
    """Whether the same message may be taken another time."""
    patient = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS)
    if isinstance(reply, NoReply):
        return reply.status is None
    return reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR or reply.status in patient
