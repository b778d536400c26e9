"""A world outside that says what a test wants, when the call's clock says so."""

from collections.abc import Iterable, Mapping
from typing import Any

from tests.conversation.fake_leg import FakeLeg
from voicebot.conversation.outside import Delivery, HookAnswer, HookFailure


class ScriptedOutside:
    """Implements `voicebot.conversation.outside.Outside`.

    A webhook's reply comes after `takes_s` of the call, a message's result at once.
    """

    def __init__(
        self,
        leg: FakeLeg,
        reply: HookAnswer | HookFailure | None = None,
        *,
        takes_s: float = 0.0,
        delivery: Delivery | None = None,
    ) -> None:
        self._leg = leg
        self._reply = reply or answer(None)
        self._takes_s = takes_s
        self._delivery = delivery or Delivery(tries=1, reason=None)
        self.warmed: list[str] = []
        self.asked: list[Mapping[str, Any]] = []
        self.delivered: list[Mapping[str, Any]] = []
        self.timeouts_s: list[float] = []

    def warm(self, hooks: Iterable[str]) -> None:
        self.warmed += hooks

    async def ask(
        self, to: str, envelope: Mapping[str, object], *, timeout_s: float
    ) -> HookAnswer | HookFailure:
        self.asked.append({"to": to, **envelope})
        self.timeouts_s.append(timeout_s)
        await self._leg.passed(self._takes_s)
        return self._reply

    async def deliver(self, channel: str, message: Mapping[str, object]) -> Delivery:
        self.delivered.append({"channel": channel, **message})
        return self._delivery


def answer(body: object) -> HookAnswer:
    return HookAnswer(status=200, took_s=0.1, body=body)


def failure(reason: str = "HTTP 500", *, is_timeout: bool = False) -> HookFailure:
    return HookFailure(status=None, took_s=0.1, reason=reason, is_timeout=is_timeout)
