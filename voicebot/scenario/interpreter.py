"""Follows a dialogue graph: an event and the time in, a state and actions out.

Pure: the same scenario, events and times always give the same talk. Every batch of
actions ends with exactly one of `Listen`, `Transfer` and `HangUp`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from voicebot.errors import ScenarioError
from voicebot.i18n import _
from voicebot.scenario.actions import Action, HangUp, Say
from voicebot.scenario.batch import Batch
from voicebot.scenario.callback_moment import callback_moment
from voicebot.scenario.events import CallerGone, Event, TurnHeard
from voicebot.scenario.flow import FINISH, Continue, Flow, Go, Wait
from voicebot.scenario.model import Scenario
from voicebot.scenario.reply import HANG_UP
from voicebot.scenario.scene import scene_at
from voicebot.scenario.starting_slots import starting_slots
from voicebot.scenario.state import TalkState
from voicebot.scenario.step import Step

HUNG_UP = "hung_up"
COMPLETED = "completed"
FAILED = "failed"
"""Outcomes where the scenario recorded none: the caller left; the talk reached an end;
it went in circles."""

_MOST_NODES = 100
"""Nodes entered without waiting for the caller; more are a circle."""

Batched = tuple[TalkState, tuple[Action, ...]]


def start(scenario: Scenario, slots: Mapping[str, str], now: datetime) -> Batched:
    """Begin a talk at `now`, an aware time in the contact's zone.

    Raises:
        ScenarioError: a required slot is missing, or one holds what it cannot.
    """
    values = starting_slots(scenario, slots)
    state = TalkState(node=scenario.first, slots=values)
    batch = Batch(scene_at(scenario, state.node), state, now)
    return _follow(scenario, batch, Go(target=state.node))


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
    batch = Batch(scene_at(scenario, state.node), _hear(state, event, now), now)
    if isinstance(event, CallerGone):
        return _finish(batch, HUNG_UP)
    waiting = {step.key: step for step in scenario.nodes[state.node].steps}[state.step]
    return _follow(scenario, batch, waiting.resume(batch, event))


def _expect_known(scenario: Scenario, state: TalkState) -> None:
    node = scenario.nodes.get(state.node)
    if node is None or all(step.key != state.step for step in node.steps):
        raise ScenarioError(
            _(
                '{path}: a talk waits at "{step}" of the node "{node}", which is not '
                "there; go on with the scenario it was started with"
            ).format(path=scenario.path, step=state.step, node=state.node)
        )


def _hear(state: TalkState, event: Event, now: datetime) -> TalkState:
    """Note what the turn brought; the last turn's is forgotten."""
    if not isinstance(event, TurnHeard):
        return state
    meaning = event.meaning
    heard = {**meaning.slots, "text": meaning.text}
    if meaning.time is not None:
        heard["time"] = callback_moment(meaning.time, now).isoformat()
    return replace(state, heard=heard)


def _follow(scenario: Scenario, batch: Batch, flow: Flow) -> Batched:
    """Do steps and enter nodes until the talk waits or ends."""
    left = _steps_left(scenario, batch.state)
    entered = 0
    while not isinstance(flow, Wait):
        if isinstance(flow, Go) and flow.target != HANG_UP and entered < _MOST_NODES:
            entered += 1
            batch.enter(scene_at(scenario, flow.target))
            left = iter(scenario.nodes[flow.target].steps)
        elif not isinstance(flow, Continue):
            return _finish(batch, FAILED if entered == _MOST_NODES else COMPLETED)
        flow = _do(batch, next(left, None))
    return _close(batch)


def _steps_left(scenario: Scenario, state: TalkState) -> Iterator[Step]:
    steps = iter(scenario.nodes[state.node].steps)
    for step in steps:
        if step.key == state.step:
            break
    return steps


def _do(batch: Batch, step: Step | None) -> Flow:
    if step is None:
        return FINISH
    batch.state = replace(batch.state, step=step.key)
    return step.enter(batch)


def _finish(batch: Batch, outcome: str) -> Batched:
    batch.record_unless_known(outcome)
    batch.actions.append(HangUp())
    batch.state = replace(batch.state, is_over=True)
    return _close(batch)


def _close(batch: Batch) -> Batched:
    said = tuple(action for action in batch.actions if isinstance(action, Say))
    state = replace(batch.state, said=said) if said else batch.state
    return state, tuple(batch.actions)
