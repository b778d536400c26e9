"""A talk in text: the same interpreter, without a telephone."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from voicebot.i18n import _
from voicebot.scenario.actions import (
    Action,
    AddToDoNotCall,
    HangUp,
    Listen,
    Say,
    ScheduleCallback,
    Transfer,
)
from voicebot.scenario.events import (
    CallerGone,
    Event,
    KeysPressed,
    SilenceKept,
    TransferEnded,
    TurnHeard,
)
from voicebot.scenario.interpreter import advance, start
from voicebot.scenario.model import Scenario
from voicebot.scenario.state import TalkState
from voicebot.understanding.meaning import Meaning


class Understand(Protocol):
    """What `Understander.understand` is to a chat."""

    def __call__(
        self, text: str, *, among: Collection[str] | None = None, now: datetime
    ) -> Meaning: ...


class ChatView(Protocol):
    """Shows a talk as it goes."""

    def robot(self, text: str) -> None:
        """The robot says something."""

    def note(self, text: str) -> None:
        """Something happened beside the words."""

    def understood(self, meaning: Meaning) -> None:
        """What the caller's line was taken for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """One scenario to talk to in lines of text."""

    scenario: Scenario
    understand: Understand
    clock: Callable[[], datetime]
    view: ChatView

    def run(self, slots: Mapping[str, str], lines: Iterator[str]) -> TalkState:
        """Talk until the end; when `lines` run out, the caller has hung up.

        Raises:
            ScenarioError: a required slot is missing, or one holds what it cannot.
        """
        state, actions = start(self.scenario, slots, self.clock())
        self._show(actions)
        while not state.is_over:
            event = self._event(next(lines, "/hangup"), actions[-1])
            if event is not None:
                state, actions = advance(self.scenario, state, event, self.clock())
                self._show(actions)
        self._show_end(state)
        return state

    def _event(self, line: str, waiting: Action) -> Event | None:
        """The event that a line stands for; None for a line that means nothing."""
        match line.split():
            case []:
                if isinstance(waiting, Transfer):
                    return TransferEnded(is_connected=True)
                return SilenceKept()
            case ["/hangup"]:
                return CallerGone()
            case ["/key", keys]:
                return KeysPressed(keys=keys)
            case ["/connected" | "/failed" as word] if isinstance(waiting, Transfer):
                return TransferEnded(is_connected=word == "/connected")
            case [word, *_rest] if word.startswith("/"):
                self.view.note(
                    _("{word} means nothing here; try /key 1 or /hangup").format(
                        word=word
                    )
                )
                return None
            case _:
                return self._turn(line, waiting)

    def _turn(self, line: str, waiting: Action) -> Event:
        among = waiting.intents if isinstance(waiting, Listen) else None
        meaning = self.understand(line, among=among, now=self.clock())
        self.view.understood(meaning)
        return TurnHeard(meaning=meaning)

    def _show(self, actions: Collection[Action]) -> None:
        for action in actions:
            match action:
                case Say(text=text, audio=audio):
                    self.view.robot(text or f"[{audio}]")
                case ScheduleCallback(at=moment):
                    when = moment.strftime("%d.%m.%Y %H:%M")
                    self.view.note(_("callback: {when}").format(when=when))
                case AddToDoNotCall():
                    self.view.note(_("the number is on the do-not-call list"))
                case Transfer(to=to):
                    self.view.note(
                        _("transfer to {to}: /connected or /failed").format(to=to)
                    )
                case HangUp():
                    self.view.note(_("the call ends"))
                case _:
                    pass

    def _show_end(self, state: TalkState) -> None:
        outcome = str(state.outcome)
        self.view.note(
            _("outcome: {outcome}; path: {path}").format(
                outcome=self.scenario.outcomes.get(outcome, outcome),
                path=" → ".join(state.path),
            )
        )
