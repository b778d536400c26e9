"""Talks a test through as text: the interpreter and the understanding, no sound.

Pure: the same test, scenario and understanding always give the same record.
"""

from typing import TypeVar, assert_never

from voicebot.rehearsal.answered_move import AnsweredMove
from voicebot.rehearsal.cases import Case
from voicebot.rehearsal.moves import (
    CallerMove,
    Move,
    RobotMove,
    TransferResult,
    WebhookMove,
)
from voicebot.rehearsal.outside import event_of_pause, webhook_event
from voicebot.rehearsal.record import Exchange, Stop, TalkRecord
from voicebot.rehearsal.unplayable import Unplayable, advice
from voicebot.scenario.actions import (
    Action,
    BargeIn,
    CallWebhook,
    HangUp,
    Hold,
    Listen,
    Transfer,
)
from voicebot.scenario.answer_understanding import UnderstandAnswer
from voicebot.scenario.chatting.chat_commands import first_press
from voicebot.scenario.events import (
    CallerGone,
    Event,
    KeysPressed,
    MachineAnswered,
    SilenceKept,
    TransferEnded,
    TurnHeard,
)
from voicebot.scenario.interpreter import advance, start
from voicebot.scenario.model import Scenario
from voicebot.scenario.value import value_said
from voicebot.understanding.meaning import Meaning

_MOST_PAUSES = 100
"""Holds and webhooks between two moves; more are a circle."""

Waiting = TypeVar("Waiting", bound=Action)


def run_as_text(
    case: Case, scenario: Scenario, understand: UnderstandAnswer
) -> TalkRecord:
    """Talk the test through, from the opening to the end or to where it stops.

    Raises:
        ScenarioError: the contact lacks a slot, or one holds what it cannot.
    """
    talk = _Talk(case, scenario, understand)
    for item, written in enumerate(case.talk):
        try:
            talk.do(item, written.move)
        except Unplayable as stop:
            return talk.record(Stop(item=item, reason=str(stop)))
    try:
        talk.end()
    except Unplayable as stop:
        return talk.record(Stop(item=None, reason=str(stop)))
    return talk.record()


class _Talk:
    """One talk in the making."""

    def __init__(
        self, case: Case, scenario: Scenario, understand: UnderstandAnswer
    ) -> None:
        self._case = case
        self._scenario = scenario
        self._understand = understand
        self._exchanges: list[Exchange] = []
        self._state, actions = start(scenario, case.given, case.now)
        self._keep(None, None, actions)

    def record(self, stop: Stop | None = None) -> TalkRecord:
        return TalkRecord(exchanges=tuple(self._exchanges), stop=stop)

    def do(self, item: int, move: Move) -> None:
        """Make one move of the test.

        Raises:
            Unplayable: the talk has no place for it.
        """
        match move:
            case RobotMove():
                pass
            case CallerMove():
                self._follow_caller(item, move)
            case TransferResult():
                self._expect(Transfer)
                connected = move is TransferResult.CONNECTED
                self._take(item, TransferEnded(is_connected=connected))
            case WebhookMove():
                self._expect(CallWebhook)
                self._take(item, webhook_event(move))
            case AnsweredMove():
                self._expect_alive()
                self._take(item, MachineAnswered(by=move.by.value))
            case int():
                for _time in range(move):
                    self._expect(Listen)
                    self._take(item, SilenceKept())
            case _:
                assert_never(move)

    def end(self) -> None:
        """The test says no more: a transfer connects, a caller who is asked hangs up.

        After an attended one the talk may go on, and a caller who is asked hangs up then.

        Raises:
            Unplayable: a webhook waits for its answer, or holds go in a circle.
        """
        if isinstance(self._waits_for(), Transfer):
            self._take(None, TransferEnded(is_connected=True))
        match self._waits_for():
            case CallWebhook() | Hold() as waiting:
                raise Unplayable(advice(waiting))
            case HangUp() | Transfer():
                pass
            case _:
                self._take(None, CallerGone())

    def _waits_for(self) -> Action:
        return self._exchanges[-1].waits_for

    def _follow_caller(self, item: int, move: CallerMove) -> None:
        is_over_prompt = move.after is not None
        if move.hangs_up:
            self._expect_alive()
            self._take(item, CallerGone())
        elif move.says is not None:
            question = self._expect(Listen)
            meaning = self._understand(move.says, question=question, now=self._case.now)
            interrupts = self._interrupts(question, meaning) if is_over_prompt else None
            self._take(item, TurnHeard(meaning=meaning), interrupts)
        else:
            self._press(item, move.keys or "", is_over_prompt=is_over_prompt)

    def _press(self, item: int, keys: str, *, is_over_prompt: bool) -> None:
        """Every key at the question that waits by then; numbers are gathered."""
        while keys:
            question = self._expect(Listen)
            pressed, keys = first_press(question, keys)
            interrupts = question.barge_in is not BargeIn.OFF
            self._take(
                item,
                KeysPressed(keys=pressed),
                interrupts if is_over_prompt else None,
            )

    def _interrupts(self, question: Listen, meaning: Meaning) -> bool:
        match question.barge_in:
            case BargeIn.SPEECH:
                return True
            case BargeIn.PHRASE:
                return self._is_answer(question, meaning)
            case _:
                return False

    def _is_answer(self, question: Listen, meaning: Meaning) -> bool:
        kind = question.collects
        is_value = kind and value_said(kind, meaning, self._case.now) is not None
        return bool(is_value) or meaning.intent in question.intents

    def _expect(self, kind: type[Waiting]) -> Waiting:
        waiting = self._exchanges[-1].waits_for
        if not isinstance(waiting, kind):
            raise Unplayable(advice(waiting))
        return waiting

    def _expect_alive(self) -> None:
        waiting = self._exchanges[-1].waits_for
        if isinstance(waiting, HangUp):
            raise Unplayable(advice(waiting))

    def _take(
        self, item: int | None, event: Event, is_interrupting: bool | None = None
    ) -> None:
        actions = self._advance(event)
        self._keep(item, event, actions, is_interrupting)

    def _keep(
        self,
        item: int | None,
        event: Event | None,
        actions: tuple[Action, ...],
        is_interrupting: bool | None = None,
    ) -> None:
        self._exchanges.append(
            Exchange(
                item=item,
                event=event,
                actions=self._through_pauses(item, actions),
                state=self._state,
                is_interrupting=is_interrupting,
            )
        )

    def _through_pauses(
        self, item: int | None, actions: tuple[Action, ...]
    ) -> tuple[Action, ...]:
        """The actions, and all that follow while nobody has to make a move."""
        for _pause in range(_MOST_PAUSES):
            event = event_of_pause(self._case, item, actions[-1])
            if event is None:
                break
            actions += self._advance(event)
        return actions

    def _advance(self, event: Event) -> tuple[Action, ...]:
        self._state, actions = advance(
            self._scenario, self._state, event, self._case.now
        )
        return actions
