"""A talk in text: the same interpreter, without a telephone."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from voicebot.scenario.actions import Action, HangUp, Listen, RecordOutcome, Say
from voicebot.scenario.answer_understanding import UnderstandAnswer
from voicebot.scenario.chatting.chat_commands import (
    Unclear,
    chat_commands,
    event_of_command,
    event_of_silence,
    expect_command,
    expectation,
    first_press,
    read_keys,
)
from voicebot.scenario.chatting.chat_notes import (
    end_line,
    noted,
    outcome_line,
    slot_lines,
)
from voicebot.scenario.events import CallerGone, Event, KeysPressed, TurnHeard
from voicebot.scenario.interpreter import advance, start
from voicebot.scenario.model import Scenario
from voicebot.scenario.state import TalkState
from voicebot.understanding.meaning import Meaning


class ChatView(Protocol):
    """Shows a talk as it goes."""

    def robot(self, text: str) -> None:
        """The robot says something."""

    def note(self, text: str) -> None:
        """Something happened beside the words."""

    def understood(self, meaning: Meaning) -> None:
        """What the caller's line was taken for."""

    def awaits(self, waiting: Action) -> None:
        """What the next line answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    """Where the talk stands between two lines; `actions` led there from `before`."""

    before: Mapping[str, str]
    state: TalkState
    actions: tuple[Action, ...]

    @property
    def waiting(self) -> Action:
        return self.actions[-1]


class Chat:
    """One scenario to talk to in lines of text, with the way back kept."""

    def __init__(
        self,
        *,
        scenario: Scenario,
        understand: UnderstandAnswer,
        clock: Callable[[], datetime],
        view: ChatView,
    ) -> None:
        self._scenario = scenario
        self._understand = understand
        self._clock = clock
        self._view = view
        self._history: list[_Standing] = []

    def run(self, slots: Mapping[str, str], lines: Iterator[str]) -> TalkState:
        """Talk until `lines` run out, which is a hang-up, or until a line after the end.

        After the end only the controls go on: `/back`, `/restart`, `/slots`, `/help`.

        Raises:
            ScenarioError: a required slot is missing, or one holds what it cannot.
        """
        self._begin(slots)
        while (line := self._next_line(lines)) is not None:
            word, _space, argument = line.strip().partition(" ")
            try:
                if self._control(word, slots):
                    continue
                if self._now.state.is_over:
                    break
                self._take(line.strip(), word, argument.strip())
            except Unclear as error:
                self._view.note(str(error))
        if not self._now.state.is_over:
            self._advance(CallerGone())
        return self._now.state

    @property
    def _now(self) -> _Standing:
        return self._history[-1]

    def _next_line(self, lines: Iterator[str]) -> str | None:
        self._view.awaits(self._now.waiting)
        return next(lines, None)

    def _begin(self, slots: Mapping[str, str]) -> None:
        state, actions = start(self._scenario, slots, self._clock())
        self._history = [_Standing(before=slots, state=state, actions=actions)]
        self._show(self._now)

    def _control(self, word: str, slots: Mapping[str, str]) -> bool:
        """Do what concerns the chat and not the talk; False for any other line."""
        match word:
            case "/back":
                self._go_back()
            case "/restart":
                self._begin(slots)
            case "/slots":
                self._note(slot_lines(self._scenario, self._now.state))
            case "/help":
                self._note(
                    f"{known.usage}: {known.meaning}" for known in chat_commands()
                )
            case _:
                return False
        return True

    def _go_back(self) -> None:
        if len(self._history) > 1:
            self._history.pop()
        self._show(self._now)

    def _take(self, line: str, word: str, argument: str) -> None:
        """Let a line that is part of the talk go its way."""
        waiting = self._now.waiting
        if not line:
            self._advance(event_of_silence(waiting))
        elif not word.startswith("/"):
            self._advance(self._turn(line, waiting))
        else:
            expect_command(word, waiting)
            if word == "/key":
                self._press(read_keys(argument))
            else:
                self._advance(event_of_command(word, argument))

    def _turn(self, line: str, waiting: Action) -> Event:
        if not isinstance(waiting, Listen):
            raise Unclear(expectation(waiting))
        meaning = self._understand(line, question=waiting, now=self._clock())
        self._view.understood(meaning)
        return TurnHeard(meaning=meaning)

    def _press(self, keys: str) -> None:
        """Press one after the other while a question waits; all are one line to undo."""
        before = len(self._history)
        while keys and isinstance(self._now.waiting, Listen):
            pressed, keys = first_press(self._now.waiting, keys)
            self._advance(KeysPressed(keys=pressed))
        del self._history[before:-1]

    def _advance(self, event: Event) -> None:
        before = self._now.state
        state, actions = advance(self._scenario, before, event, self._clock())
        self._history.append(
            _Standing(before=before.slots, state=state, actions=actions)
        )
        self._show(self._now)

    def _show(self, standing: _Standing) -> None:
        is_last = isinstance(standing.waiting, HangUp)
        for action, line in noted(standing.actions, standing.before):
            match action:
                case Say(text=text, audio=audio):
                    self._view.robot(text or f"[{audio}]")
                case RecordOutcome(outcome=outcome) if not is_last:
                    self._view.note(outcome_line(self._scenario, outcome))
                case _ if line is not None:
                    self._view.note(line)
                case _:
                    continue
        if is_last:
            self._view.note(end_line(self._scenario, standing.state))

    def _note(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._view.note(line)
