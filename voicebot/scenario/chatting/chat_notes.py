"""What a chat tells beside the robot's words, a line each."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from voicebot.i18n import _
from voicebot.scenario.action_lines import action_line
from voicebot.scenario.actions import (
    Action,
    CallWebhook,
    EnterNode,
    HangUp,
    Hold,
    LeaveNode,
    RecordOutcome,
    SetSlot,
    Transfer,
)
from voicebot.scenario.chatting.chat_commands import expectation
from voicebot.scenario.model import Scenario
from voicebot.scenario.state import TalkState
from voicebot.understanding.meaning import Candidate, Meaning
from voicebot.understanding.spoken_time.moment import After, At, Day, SpokenTime, Window

CLOSE = 0.3
"""A rival less than this below the winner is shown: a word more could turn it round."""


def understood_lines(meaning: Meaning) -> Iterator[str]:
    """What the caller's line was taken for, the close rivals, and the time it names."""
    yield f"{meaning.intent or '—'} {meaning.confidence:.2f}: {meaning.why}"
    rivals = close_rivals(meaning)
    if rivals:
        told = ", ".join(f"{rival.intent} {rival.confidence:.2f}" for rival in rivals)
        yield _("close to it: {rivals}").format(rivals=told)
    if meaning.time is not None:
        told = (
            _("time: {time}")
            if meaning.time_basis.is_sure
            else _("time, by its sound: {time}")
        )
        yield told.format(time=_time(meaning.time))


def close_rivals(meaning: Meaning) -> tuple[Candidate, ...]:
    return tuple(
        rival
        for rival in meaning.rivals
        if meaning.confidence - rival.confidence < CLOSE
    )


def noted(
    actions: Sequence[Action], slots: Mapping[str, str]
) -> Iterator[tuple[Action, str | None]]:
    """Each action of a batch with its line; `slots` are those before the batch."""
    known = dict(slots)
    left_for: str | None = None
    for action in actions:
        match action:
            case LeaveNode(node=node, exit=exit_, target=target):
                left_for = target
                yield action, f"{node} → {exit_} → {target}"
            case EnterNode(node=node):
                yield action, None if node == left_for else f"→ {node}"
            case SetSlot(slot=slot, value=value):
                yield action, _slot_line(slot, value, known.get(slot))
                known[slot] = value
            case _:
                yield action, _other_line(action)


def slot_lines(scenario: Scenario, state: TalkState) -> Iterator[str]:
    """Every slot, declared or brought; a dash stands for an empty one."""
    for name in dict.fromkeys((*scenario.slots, *state.slots)):
        yield f"{name} = {state.slots.get(name) or '—'}"


def outcome_line(scenario: Scenario, outcome: str) -> str:
    return _("outcome so far: {outcome}").format(
        outcome=scenario.outcomes.get(outcome, outcome)
    )


def end_line(scenario: Scenario, state: TalkState) -> str:
    outcome = str(state.outcome)
    return _("outcome: {outcome}; path: {path}").format(
        outcome=scenario.outcomes.get(outcome, outcome), path=" → ".join(state.path)
    )


def _slot_line(slot: str, value: str, before: str | None) -> str:
    if before is None or before == value:
        return f"{slot} = {value}"
    return _("{slot} = {value} (was {before})").format(
        slot=slot, value=value, before=before
    )


def _other_line(action: Action) -> str | None:
    match action:
        case HangUp():
            return _("the call ends")
        case RecordOutcome():
            return None
        case Transfer() | CallWebhook() | Hold():
            return f"{action_line(action)}; {expectation(action)}"
        case _:
            return action_line(action)


def _time(time: SpokenTime) -> str:
    match time:
        case At(value=value):
            return _moment(value)
        case After(start=start):
            return _("after {start}").format(start=_moment(start))
        case Window(start=start, end=end):
            return f"{_moment(start)} – {_moment(end)}"
        case Day(value=day):
            return f"{day:%d.%m.%Y}"


def _moment(moment: datetime) -> str:
    return f"{moment:%d.%m.%Y %H:%M}"
