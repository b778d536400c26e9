"""What measured callers talk about: nothing must be known of them, and it ends well."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from benchmarks.callers.measured_dialogue import AGENTS, DIALOGUES
from tests.scenario.talking import meaning
from voicebot.scenario.actions import Action, HangUp, RecordOutcome, Transfer
from voicebot.scenario.events import Event, TransferEnded, TurnHeard
from voicebot.scenario.interpreter import advance, start
from voicebot.scenario.reading.loader import load_scenario

NOW = datetime.fromisoformat("2026-11-20T14:10+03:00")


def after_yes(last: Action) -> Event:
    if isinstance(last, Transfer):
        assert last.to in AGENTS
        return TransferEnded(is_connected=True)
    return TurnHeard(meaning=meaning("yes"))


def outcomes(actions: Sequence[Action]) -> list[str]:
    return [action.outcome for action in actions if isinstance(action, RecordOutcome)]


@pytest.mark.parametrize("name", DIALOGUES)
def test_whoever_says_yes_to_everything_comes_to_the_good_end(
    name: str, tmp_path: Path
) -> None:
    dialogue = DIALOGUES[name]
    scenario = load_scenario(dialogue.placed(tmp_path))
    state, actions = start(scenario, {}, NOW)
    found = outcomes(actions)
    while not isinstance(actions[-1], HangUp):
        state, actions = advance(scenario, state, after_yes(actions[-1]), NOW)
        found += outcomes(actions)
    assert found == [dialogue.good_end]
