"""Follows a dialogue graph: an event and the time in, a state and actions out.

Pure: the same scenario, events and times always give the same talk. Every batch of
actions ends with exactly one of `Listen`, `Transfer`, `CallWebhook`, `Hold` and
`HangUp`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from voicebot.errors import ScenarioError
from voicebot.i18n import _
from voicebot.scenario.actions import Action, HangUp, Say
from voicebot.scenario.batch import Batch
from voicebot.scenario.callback_moment import callback_moment
from voicebot.scenario.events import (
    CallerGone,
    Event,
    MachineAnswered,
    SubdialogEnded,
    TurnHeard,
)
from voicebot.scenario.flow import FINISH, Begin, Continue, Flow, Go, Return, Wait
from voicebot.scenario.language import words_of
from voicebot.scenario.model import Scenario
from voicebot.scenario.promised_time import told_clash
from voicebot.scenario.reply import HANG_UP
from voicebot.scenario.starting_slots import filled_in, starting_slots
from voicebot.scenario.state import Frame, TalkState
from voicebot.scenario.step import Step
from voicebot.scenario.whole_talk import WholeTalk

HUNG_UP = "hung_up"
COMPLETED = "completed"
FAILED = "failed"
ANSWERING_MACHINE = "answering_machine"
"""Outcomes where the scenario recorded none: the caller left; the talk reached an end;
it went in circles; no person answered."""

_MOST_NODES = 100
"""Nodes entered without waiting for the caller; more are a circle."""

Batched = tuple[TalkState, tuple[Action, ...]]


def start(
    scenario: Scenario, slots: Mapping[str, str], now: datetime, seed: int = 0
) -> Batched:
    """Begin a talk at `now`, an aware time in the contact's zone.

    `seed` chooses among variants of texts: with 0 the first one comes first.

    Raises:
        ScenarioError: a required slot is missing, or one holds what it cannot.
    """
    values = starting_slots(scenario, slots)
    state = TalkState(node=scenario.first, slots=values, seed=seed)
    follower = _Follower(scenario, state, now)
    follower.enter(scenario.first)
    return follower.follow(Continue())


def advance(
    scenario: Scenario, state: TalkState, event: Event, now: datetime
) -> Batched:
    """Take the next event. A talk that is over answers with a hang-up.

    Raises:
        ScenarioError: `state` belongs to another scenario.
    """
    if state.is_over:
        return state, (HangUp(),)
    _expect_known(scenario, state)
    follower = _Follower(scenario, _hear(scenario, state, event, now), now)
    if isinstance(event, CallerGone):
        return follower.finish(HUNG_UP)
    if isinstance(event, MachineAnswered):
        return follower.meet_machine(event.by)
    return follower.follow(follower.resume(event))


def _expect_known(scenario: Scenario, state: TalkState) -> None:
    if not WholeTalk(scenario).is_at(state):
        raise ScenarioError(
            _(
                '{path}: a talk waits at "{step}" of the node "{node}", which is not '
                "there; go on with the scenario it was started with"
            ).format(path=scenario.path, step=state.step, node=state.node)
        )


def _hear(
    scenario: Scenario, state: TalkState, event: Event, now: datetime
) -> TalkState:
    """Note what the turn brought; the last turn's is forgotten."""
    if not isinstance(event, TurnHeard):
        return state
    meaning = event.meaning
    heard = {**meaning.slots, "text": meaning.text}
    if meaning.time is not None:
        window = scenario.call_window.window
        heard["time"] = callback_moment(meaning.time, now, window).isoformat()
        words = words_of(scenario.language)
        heard["time_clash"] = told_clash(meaning.time, now, words, window)
    return replace(state, heard=heard)


class _Follower:
    """Does steps and enters nodes until the talk waits or ends."""

    def __init__(self, scenario: Scenario, state: TalkState, now: datetime) -> None:
        self._talk = WholeTalk(scenario)
        self._batch = Batch(self._talk.scene_of(state), state, now)
        self._left: Iterator[Step] = iter(())
        self._entered = 0

    def resume(self, event: Event) -> Flow:
        """Tell the step that waits."""
        steps = iter(self._steps)
        for step in steps:
            if step.key == self._batch.state.step:
                self._left = steps
                return step.resume(self._batch, event)
        raise AssertionError("a known state waits at a step that is there")

    def follow(self, flow: Flow) -> Batched:
        while not isinstance(flow, Wait):
            if self._entered > _MOST_NODES:
                return self.finish(FAILED)
            match flow:
                case Continue():
                    flow = self._next_step()
                case Go(target=target, exit=exit_):
                    self._batch.leave(exit_, target)
                    if target == HANG_UP:
                        return self.finish(COMPLETED)
                    flow = self.enter(target)
                case Begin(src=src, slots=slots):
                    flow = self._begin(src, slots)
                case Return(result=result) if self._batch.state.frames:
                    flow = self._return(result)
                case _:
                    return self.finish(COMPLETED)
        return self._close()

    def enter(self, node: str) -> Flow:
        self._entered += 1
        self._batch.enter(self._talk.scene(self._batch.state.frames, node))
        self._left = iter(self._steps)
        return Continue()

    def finish(self, outcome: str) -> Batched:
        batch = self._batch
        batch.record_unless_known(outcome)
        batch.actions.append(HangUp())
        batch.state = replace(batch.state, is_over=True)
        return self._close()

    def meet_machine(self, by: str) -> Batched:
        """To the scenario's node for it, out of any subdialog; without one it is over."""
        batch = self._batch
        batch.record_unless_known(ANSWERING_MACHINE)
        target = self._talk.scenario(()).node_for(by) or HANG_UP
        batch.leave(f"answering.{by}", target)
        if target == HANG_UP:
            return self.finish(ANSWERING_MACHINE)
        frames = batch.state.frames
        slots = frames[0].slots if frames else batch.state.slots
        batch.state = replace(batch.state, frames=(), slots=slots)
        return self.follow(self.enter(target))

    @property
    def _steps(self) -> tuple[Step, ...]:
        return self._talk.steps_of(self._batch.state)

    def _next_step(self) -> Flow:
        step = next(self._left, None)
        if step is None:
            return FINISH
        self._batch.state = replace(self._batch.state, step=step.key)
        return step.enter(self._batch)

    def _begin(self, src: str, slots: Mapping[str, str]) -> Flow:
        state = self._batch.state
        frame = Frame(node=state.node, step=state.step, src=src, slots=state.slots)
        frames = (*state.frames, frame)
        part = self._talk.scenario(frames)
        self._batch.state = replace(state, frames=frames, slots=filled_in(part, slots))
        return self.enter(part.first)

    def _return(self, result: str | None) -> Flow:
        """Back to the step that began the subdialog, with what came of it."""
        state = self._batch.state
        *around, frame = state.frames
        ended = SubdialogEnded(result=result, slots=state.slots)
        self._batch.state = replace(
            state,
            frames=tuple(around),
            node=frame.node,
            step=frame.step,
            slots=frame.slots,
            pending="",
            noinputs=0,
            nomatches=0,
        )
        self._batch.scene = self._talk.scene_of(self._batch.state)
        return self.resume(ended)

    def _close(self) -> Batched:
        batch = self._batch
        said = tuple(action for action in batch.actions if isinstance(action, Say))
        state = replace(batch.state, said=said) if said else batch.state
        return state, tuple(batch.actions)
