"""What a talk that followed a test brought, as text or as sound."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from voicebot.conversation.events import AnswererJudged
from voicebot.rehearsal.mishearing import Mishearing
from voicebot.scenario.actions import Action, Listen, Say
from voicebot.scenario.events import Event
from voicebot.scenario.state import TalkState


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One move of the caller or the outside, and all that the robot did until the next.

    The first has no `event`: it is the robot's opening. `item` is the move's position
    in the test's talk; None where the test leaves the move out (a transfer connects,
    the caller leaves at the end). The ends of holds, and of webhooks that only the
    test's `webhooks` speak of, are no moves: their actions stand here too, in order.
    `state` is where the talk stands after all of it.

    Sound only: `reply_s` is from the caller's last sample to the robot's first, and
    `is_interrupting` whether the caller's `after` came over the robot's words and
    stopped them. A text run tells of `is_interrupting` what the node allows.
    """

    item: int | None
    event: Event | None
    actions: tuple[Action, ...]
    state: TalkState
    reply_s: float | None = None
    is_interrupting: bool | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """What the robot said, sentence by sentence as the scenario has it."""
        says = (action for action in self.actions if isinstance(action, Say))
        return tuple(say.text or f"[{say.audio}]" for say in says)

    @property
    def waits_for(self) -> Action:
        """The last action: `Listen`, `Transfer`, `CallWebhook` or `HangUp`."""
        return self.actions[-1]

    @property
    def question(self) -> Listen | None:
        return self.waits_for if isinstance(self.waits_for, Listen) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """The talk could not go on as the test has it.

    `item` is the position in the test's talk that could not be done; None stands for
    something that the test leaves out. `reason` is a sentence with advice.
    """

    item: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkRecord:
    """All that happened, from the opening to the end or to where it stopped.

    Sound only: `mishearings` in order, the call's `recording`, and who was `judged` to
    have answered a dialled call.
    """

    exchanges: tuple[Exchange, ...]
    stop: Stop | None = None
    mishearings: tuple[Mishearing, ...] = ()
    recording: Path | None = None
    judged: AnswererJudged | None = None

    @property
    def state(self) -> TalkState:
        return self.exchanges[-1].state

    @property
    def actions(self) -> Iterator[Action]:
        """Everything the robot did, in order."""
        for exchange in self.exchanges:
            yield from exchange.actions

    def until(self, item: int) -> tuple[Exchange, ...]:
        """The exchanges whose moves come before an item; the opening always does."""
        end = 1
        for exchange in self.exchanges[1:]:
            if exchange.item is None or exchange.item >= item:
                break
            end += 1
        return self.exchanges[:end]

    def before(self, item: int) -> Exchange:
        """The exchange in force at an item: the last whose move comes before it."""
        return self.until(item)[-1]

    def after(self, item: int) -> Exchange | None:
        """The (last) exchange that the move of an item brought."""
        mine = (one for one in reversed(self.exchanges) if one.item == item)
        return next(mine, None)
