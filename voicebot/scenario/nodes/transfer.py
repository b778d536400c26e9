"""`transfer`: hand the caller to a person."""

from collections.abc import Iterable
from typing import ClassVar, Self

from pydantic import Field, model_validator
from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario import actions
from voicebot.scenario.actions import TransferHow
from voicebot.scenario.batch import Batch
from voicebot.scenario.duration import Seconds
from voicebot.scenario.events import Event, TransferEnded
from voicebot.scenario.flow import FINISH, WAIT, Flow, Go
from voicebot.scenario.reading.problem import Place
from voicebot.scenario.reply import Target
from voicebot.scenario.step import Exit, ExitKind, Spoken, Step
from voicebot.scenario.template import Template

_ATTENDED_ONLY = ("whisper", "wait", "after")


class Transfer(Step):
    """Hands the caller to `to`, a name from the settings' agents or a SIP address.

    When nobody answers within `ring`, the talk goes on at `failed`; without it the
    robot says so and hangs up. `hold` is a recording that plays until then.

    `how: attended` calls the agent while the caller waits, says `whisper` to the agent
    alone, and then lets both talk; the recording goes on. Before that it may `wait` for
    a free line. When the agent hangs up first, the talk goes on at `after`; without it
    the call ends.
    """

    key: ClassVar[str] = "transfer"
    order: ClassVar[int] = 70
    example: ClassVar[str] = """
    say: Соединяю с менеджером.
    transfer: {to: managers, ring: 20s, failed: hang_up}
    """
    shorthand: ClassVar[str | None] = "to"
    closes: ClassVar[bool] = True

    to: str = Field(min_length=1)
    how: TransferHow = TransferHow.BLIND
    ring: Seconds = Field(default=20.0, json_schema_extra={"default": "20s"})
    wait: Seconds = Field(default=30.0, json_schema_extra={"default": "30s"})
    whisper: Template | None = None
    hold: str | None = Field(default=None, min_length=1)
    failed: Target | None = None
    after: Target | None = None

    @model_validator(mode="after")
    def _is_attended_where_it_must_be(self) -> Self:
        written = [key for key in _ATTENDED_ONLY if key in self.model_fields_set]
        if written and not self.is_attended:
            raise ValueError(
                _(
                    '"{key}" belongs to an attended transfer; add "how: attended"'
                ).format(key=written[0])
            )
        return self

    @property
    def is_attended(self) -> bool:
        return self.how is TransferHow.ATTENDED

    @override
    def exits(self) -> Iterable[Exit]:
        for key, kind in (("failed", ExitKind.FAILURE), ("after", ExitKind.DIRECT)):
            target = getattr(self, key)
            if target is not None:
                yield Exit(target=target, kind=kind, label=key, place=(self.key, key))

    @override
    def spoken(self) -> Iterable[Spoken]:
        if self.whisper is not None:
            yield Spoken(text=self.whisper, place=(self.key, "whisper"))

    @override
    def recordings(self) -> Iterable[tuple[Place, str]]:
        if self.hold is not None:
            yield (self.key, "hold"), self.hold

    @override
    def enter(self, batch: Batch) -> Flow:
        batch.actions.append(
            actions.Transfer(
                to=self.to,
                ring_s=self.ring,
                hold=batch.recording(self.hold) if self.hold else None,
                how=self.how,
                wait_s=self.wait if self.is_attended else 0.0,
                whisper=batch.speech(self.whisper) if self.whisper else None,
            )
        )
        return WAIT

    @override
    def resume(self, batch: Batch, event: Event) -> Flow:
        if not isinstance(event, TransferEnded):
            return self.enter(batch)
        if event.is_connected:
            return self._go("after") if self.after is not None else FINISH
        if self.failed is not None:
            return self._go("failed")
        if batch.scene.words.transfer_failed is not None:
            batch.say(batch.scene.words.transfer_failed)
        return FINISH

    def _go(self, key: str) -> Flow:
        return Go(target=getattr(self, key), exit=f"{self.key}.{key}")
