"""What lies behind a rehearsed call: the caller, colleagues, other machines."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from voicebot.conversation.events import AnswererJudged, CallEvent
from voicebot.conversation.outside import (
    UNKNOWN,
    Delivery,
    HookAnswer,
    HookFailure,
)
from voicebot.rehearsal.caller import Caller
from voicebot.rehearsal.cues import Cues, Greet, Placed, Speak
from voicebot.rehearsal.moves import TransferResult, WebhookMove
from voicebot.rehearsal.outside import webhook_event
from voicebot.scenario.events import (
    Event,
    HoldEnded,
    TransferEnded,
    WebhookAnswered,
    WebhookFailed,
)

ANSWER_TAKES_S = 0.2
"""A webhook's reply, on the call's clock."""

_OK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownWebhook:
    """Who was asked, and the place of the cue that was due then."""

    to: str
    item: int | None


class Stage:
    """Implements `conversation.outside.Outside`, and says how transfers end.

    Both go by the cues where those have it next. Else a transfer is answered, and a
    webhook by `webhooks`, or nobody knows it. Messages are taken and go nowhere.
    """

    def __init__(
        self, cues: Sequence[Placed], webhooks: Mapping[str, WebhookMove] | None = None
    ) -> None:
        self.speech = tuple(
            placed.cue.samples
            for placed in cues
            if isinstance(placed.cue, Speak | Greet)
        )
        """All that the caller may say."""
        self.has_machine = any(isinstance(placed.cue, Greet) for placed in cues)
        """No person answers: the call is one that the robot dials."""
        self.judged: AnswererJudged | None = None
        """Who the robot thinks has answered."""
        self.unknown: UnknownWebhook | None = None
        """The first webhook that was asked and that nothing is told of."""
        self._cues = Cues(cues)
        self._webhooks = webhooks or {}
        self._transfer_item: int | None = None
        self._webhook_item: int | None = None
        self.caller = Caller(self._cues)

    def notice(self, event: CallEvent) -> None:
        """Take an event of the call at the moment when it happens."""
        if isinstance(event, AnswererJudged):
            self.judged = event
        self.caller.notice(event)

    @property
    def left(self) -> Placed | None:
        """The first cue that nobody came to do."""
        return self._cues.next

    def connects(self) -> bool:
        """How the transfer ends that begins now."""
        self._transfer_item = None
        following = self._cues.next
        if following is None or not isinstance(following.cue, TransferResult):
            return True
        self._transfer_item = self._cues.take().item
        return following.cue is TransferResult.CONNECTED

    def is_aside(self, event: Event) -> bool:
        """Whether the event is nobody's move in the list that was given."""
        match event:
            case HoldEnded():
                return True
            case WebhookAnswered() | WebhookFailed():
                return self._webhook_item is None and self.unknown is None
            case _:
                return False

    def item_of(self, event: Event) -> int | None:
        """The place of the move that brought an event just now."""
        match event:
            case TransferEnded():
                return self._transfer_item
            case WebhookAnswered() | WebhookFailed():
                return self._webhook_item
            case _:
                return self.caller.item

    def is_interrupting(self, event: Event) -> bool | None:
        """Whether the caller's move stopped the robot; None: it was not meant to."""
        is_callers = not isinstance(
            event, TransferEnded | WebhookAnswered | WebhookFailed
        )
        return self.caller.is_interrupting if is_callers else None

    def warm(self, hooks: Iterable[str]) -> None:
        """There is nothing to open."""

    async def ask(
        self, to: str, envelope: Mapping[str, object], *, timeout_s: float
    ) -> HookAnswer | HookFailure:
        move = self._webhook_move(to)
        if move is None:
            following = self._cues.next
            item = following.item if following else None
            unknown = UnknownWebhook(to=to, item=item)
            self.unknown = self.unknown or unknown
            return HookFailure(status=None, took_s=0.0, reason=UNKNOWN)
        event = webhook_event(move)
        is_timeout = isinstance(event, WebhookFailed) and event.is_timeout
        took_s = timeout_s if is_timeout else min(ANSWER_TAKES_S, timeout_s)
        await asyncio.sleep(took_s)
        if isinstance(event, WebhookAnswered):
            return HookAnswer(status=_OK, took_s=took_s, body=event.body)
        return HookFailure(
            status=None, took_s=took_s, reason="rehearsed", is_timeout=is_timeout
        )

    async def deliver(self, channel: str, message: Mapping[str, object]) -> Delivery:
        return Delivery(tries=1, reason=None)

    def _webhook_move(self, to: str) -> WebhookMove | None:
        self._webhook_item = None
        following = self._cues.next
        if following is None or not isinstance(following.cue, WebhookMove):
            return self._webhooks.get(to)
        self._webhook_item = self._cues.take().item
        return following.cue
