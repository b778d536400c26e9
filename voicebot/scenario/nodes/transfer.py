"""`transfer`: hand the caller to a person."""

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field
from typing_extensions import override

from voicebot.scenario import actions
from voicebot.scenario.batch import Batch
from voicebot.scenario.duration import Seconds
from voicebot.scenario.events import Event, TransferEnded
from voicebot.scenario.flow import FINISH, WAIT, Flow, Go
from voicebot.scenario.reading.problem import Place
from voicebot.scenario.reply import Target
from voicebot.scenario.step import Exit, ExitKind, Step


class Transfer(Step):
    """Hands the caller to `to`, a name from the settings' agents or a SIP address.

    When nobody answers within `ring`, the talk goes on at `failed`; without it the
    robot says so and hangs up. `hold` is a recording that plays until then.
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
    ring: Seconds = Field(default=20.0, json_schema_extra={"default": "20s"})
    failed: Target | None = None
    hold: str | None = Field(default=None, min_length=1)

    @override
    def exits(self) -> Iterable[Exit]:
        if self.failed is not None:
            yield Exit(
                target=self.failed,
                kind=ExitKind.FAILURE,
                label="failed",
                place=(self.key, "failed"),
            )

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
            )
        )
        return WAIT

    @override
    def resume(self, batch: Batch, event: Event) -> Flow:
        if not isinstance(event, TransferEnded):
            return self.enter(batch)
        if event.is_connected:
            return FINISH
        if self.failed is not None:
            return Go(target=self.failed, exit=f"{self.key}.failed")
        if batch.scene.words.transfer_failed is not None:
            batch.say(batch.scene.words.transfer_failed)
        return FINISH
