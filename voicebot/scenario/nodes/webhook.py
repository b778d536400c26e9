"""`webhook`: ask another system and go on by its reply."""

import re
from collections.abc import Iterable, Mapping
from typing import ClassVar

from pydantic import Field
from typing_extensions import override

from voicebot.scenario.actions import CallWebhook
from voicebot.scenario.batch import Batch
from voicebot.scenario.duration import Seconds
from voicebot.scenario.events import Event, WebhookAnswered, WebhookFailed
from voicebot.scenario.flow import CONTINUE, WAIT, Flow, Go
from voicebot.scenario.reading.problem import Place
from voicebot.scenario.reply import Target
from voicebot.scenario.step import Exit, ExitKind, Step
from voicebot.scenario.template import Template

_LONGEST = 1000
"""Characters of one value."""

_UNSPEAKABLE = re.compile(r"[<>\x00-\x1f\x7f]")


class Webhook(Step):
    """Sends `send` as JSON to another system, waits, and takes slots from its reply.

    `to` is a name from the settings' webhooks, or an https address. `take` says where
    in the JSON reply each slot stands: `manager.name`, `offers.0.sum`. What is not in
    the reply leaves its slot as it was. After `timeout` the talk goes on at
    `timed_out`, after any other failure (and without `timed_out`) at `failed`; where
    that is not written either, the node goes on. `hold` is played meanwhile.
    """

    key: ClassVar[str] = "webhook"
    order: ClassVar[int] = 50
    example: ClassVar[str] = """
    say: Секунду, смотрю ваш заказ.
    webhook: {to: crm, send: {text: "{text}"}, timeout: 3s, failed: hang_up}
    goto: hang_up
    """

    to: str = Field(min_length=1)
    send: Mapping[str, Template] = Field(default_factory=dict)
    take: Mapping[str, str] = Field(default_factory=dict)
    timeout: Seconds = Field(default=5.0, json_schema_extra={"default": "5s"})
    hold: str | None = Field(default=None, min_length=1)
    failed: Target | None = None
    timed_out: Target | None = None

    @override
    def exits(self) -> Iterable[Exit]:
        for key in ("failed", "timed_out"):
            target = getattr(self, key)
            if target is not None:
                yield Exit(
                    target=target,
                    kind=ExitKind.FAILURE,
                    label=key,
                    place=(self.key, key),
                )

    @override
    def inner_texts(self) -> Iterable[tuple[Place, Template]]:
        return [((self.key, "send", name), text) for name, text in self.send.items()]

    @override
    def written_slots(self) -> frozenset[str]:
        return frozenset(self.take)

    @override
    def recordings(self) -> Iterable[tuple[Place, str]]:
        if self.hold is not None:
            yield (self.key, "hold"), self.hold

    @override
    def enter(self, batch: Batch) -> Flow:
        body = {name: batch.render(text) for name, text in self.send.items()}
        batch.actions.append(
            CallWebhook(
                to=self.to,
                body=body,
                timeout_s=self.timeout,
                hold=batch.recording(self.hold) if self.hold else None,
            )
        )
        return WAIT

    @override
    def resume(self, batch: Batch, event: Event) -> Flow:
        match event:
            case WebhookAnswered(body=body):
                self._take(batch, body)
                return CONTINUE
            case WebhookFailed(is_timeout=is_timeout):
                return self._failure(is_timeout=is_timeout)
            case _:
                return self.enter(batch)

    def _take(self, batch: Batch, body: object) -> None:
        for slot, place in self.take.items():
            value = _text_at(body, place)
            if value:
                batch.set_slot(slot, value)

    def _failure(self, *, is_timeout: bool) -> Flow:
        if is_timeout and self.timed_out is not None:
            return Go(target=self.timed_out, exit=f"{self.key}.timed_out")
        if self.failed is not None:
            return Go(target=self.failed, exit=f"{self.key}.failed")
        return CONTINUE


def _text_at(body: object, place: str) -> str:
    """What stands at `place` as a slot keeps it; empty where nothing of use does.

    It may be spoken later, so that markup and control characters are left out.

    >>> _text_at({"offers": [{"sum": 5000}]}, "offers.0.sum")
    '5000'
    """
    for part in place.split("."):
        if isinstance(body, dict):
            body = body.get(part)
        elif isinstance(body, list) and part.isdecimal() and int(part) < len(body):
            body = body[int(part)]
        else:
            return ""
    match body:
        case bool():
            return str(body).lower()
        case str() | int() | float():
            return _UNSPEAKABLE.sub(" ", " ".join(str(body).split()))[:_LONGEST]
        case _:
            return ""
