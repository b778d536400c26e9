"""What answers in place of the outside world while a test is talked through."""

from typing import Any

from voicebot.rehearsal.cases import Case
from voicebot.rehearsal.moves import RobotMove, WebhookFailure, WebhookMove
from voicebot.scenario.actions import Action, CallWebhook, Hold
from voicebot.scenario.events import (
    Event,
    HoldEnded,
    WebhookAnswered,
    WebhookFailed,
)


def event_of_pause(case: Case, item: int | None, waiting: Action) -> Event | None:
    """What ends a wait by itself, after the move at `item`; None: a move is due.

    A hold plays through. A webhook is answered by the test's `webhooks`, unless the
    talk itself goes on with its answer.
    """
    match waiting:
        case Hold():
            return HoldEnded()
        case CallWebhook(to=to) if to in case.webhooks:
            is_told = isinstance(_next_move(case, item), WebhookMove)
            return None if is_told else webhook_event(case.webhooks[to])
        case _:
            return None


def webhook_event(move: WebhookMove) -> Event:
    if move.result is None:
        return WebhookAnswered(body=_as_json(move.answers))
    return WebhookFailed(
        is_timeout=move.result is WebhookFailure.TIMED_OUT, reason="test"
    )


def _next_move(case: Case, item: int | None) -> object:
    """The next move of anybody but the robot; None where the talk ends."""
    start = 0 if item is None else item + 1
    moves = (written.move for written in case.talk[start:])
    return next((move for move in moves if not isinstance(move, RobotMove)), None)


def _as_json(value: Any) -> Any:
    """The file's lists come as tuples; JSON has lists."""
    match value:
        case dict():
            return {key: _as_json(one) for key, one in value.items()}
        case tuple():
            return [_as_json(one) for one in value]
        case _:
            return value
